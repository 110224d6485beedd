import type { Phrase } from '../sentence.ts';
import { told } from '../told.ts';
import { BATCH_TEXTS } from './batches/batch-texts.ts';
import type { BatchStage } from './batches/batches.ts';
import { checkText } from './checks/check-texts.ts';
import { KIND_TEXTS } from './kinds.ts';
import { MOTION_TEXTS } from './motion-texts.ts';
import type { Motion } from './moves.ts';
import type { TopicKind } from './states.ts';
import type { StepWay } from './step-ways.ts';
import type { CheckId } from './steps.ts';
import { say, stateText } from './task-sentence.ts';

export const LOG_TEXTS = {
  created: { en: 'Created by {by}', zh: '由 {by} 创建' },
  step: { en: '{motion}, by {by}: {topics}', zh: '{motion}，由 {by} 执行：{topics}' },
  ways: { en: '{motion} ({ways})', zh: '{motion}（{ways}）' },
  way: { en: '{from} → {to}', zh: '{from} → {to}' },
  forced: { en: '{step}; without the checks: {checks}', zh: '{step}；跳过的检查：{checks}' },
  paused: { en: 'Paused by {by}', zh: '由 {by} 暂停' },
  resumed: { en: 'Resumed by {by}', zh: '由 {by} 恢复' },
  completed: { en: 'Completed by {by}', zh: '由 {by} 完成' },
  gateway: {
    en: 'Gateway {gateway} at {address} reports for the first time',
    zh: '网关 {gateway}（{address}）首次上报',
  },
  gatewayForgotten: { en: 'Gateway {gateway} forgotten by {by}', zh: '网关 {gateway} 由 {by} 移除' },
  topicsAdded: {
    en: 'Topics added by {by} ({count}): {topics}',
    zh: '由 {by} 添加主题（{count}）：{topics}',
  },
  topicsRemoved: {
    en: 'Topics taken out by {by} ({count}): {topics}',
    zh: '由 {by} 移出主题（{count}）：{topics}',
  },
  batch: {
    en: 'Stage of {kind} topics begun by {by}: {stage}',
    zh: '{kind}的阶段由 {by} 开始：{stage}',
  },
  batchWithOffsets: {
    en: 'Stage of {kind} topics begun by {by}: {stage}; offsets set there for {groups}',
    zh: '{kind}的阶段由 {by} 开始：{stage}；已设置位点的消费组：{groups}',
  },
  saidRead: {
    en: '{by} says that group {group} has read the source',
    zh: '{by} 确认广播消费组 {group} 已读完源端',
  },
  unsaidRead: {
    en: '{by} takes back that group {group} has read the source',
    zh: '{by} 撤回广播消费组 {group} 已读完源端的确认',
  },
} as const satisfies Record<string, Phrase>;

/** What comes with entries, each with some of it. */
interface LogDetails {
  readonly by?: string;
  readonly motion?: Motion;
  readonly topics?: readonly string[];
  readonly ways?: readonly StepWay[];
  readonly forced?: readonly CheckId[];
  readonly gateway?: string;
  readonly address?: string;
  readonly forgotten?: boolean;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly kind?: TopicKind;
  readonly stage?: BatchStage;
  readonly offsetsOf?: readonly string[];
  readonly group?: string;
  readonly read?: boolean;
}

type Values = Readonly<Record<string, string | number | Phrase | undefined>>;

/** Undefined: the entry lacks something of which the sentence tells. */
const tell = (text: Phrase, values: Values): Phrase | undefined =>
  Object.values(values).includes(undefined)
    ? undefined
    : say(text, values as Readonly<Record<string, string | number | Phrase>>);

const namesIn = (list: readonly unknown[] | undefined): string | undefined =>
  list?.every((each) => typeof each === 'string') ? told(list) : undefined;

const listed = (phrases: readonly Phrase[]): Phrase => ({
  en: phrases.map(({ en }) => en).join(', '),
  zh: phrases.map(({ zh }) => zh).join('、'),
});

/** Topics of both kinds may go by the same names of states. */
const waysPhrase = (ways: readonly StepWay[]): Phrase => {
  const phrases = ways.map(({ from, to }) =>
    say(LOG_TEXTS.way, { from: stateText(from).name, to: stateText(to).name }),
  );
  return listed([...new Map(phrases.map((phrase) => [phrase.en, phrase])).values()]);
};

const motionPhrase = ({ motion, ways }: LogDetails): Phrase | undefined => {
  const name = motion && MOTION_TEXTS[motion].name;
  return name && ways ? say(LOG_TEXTS.ways, { motion: name, ways: waysPhrase(ways) }) : name;
};

const stepPhrase = (details: LogDetails): Phrase | undefined => {
  const { by, topics, forced = [] } = details;
  const step = tell(LOG_TEXTS.step, { by, motion: motionPhrase(details), topics: namesIn(topics) });
  if (forced.length === 0) return step;
  return tell(LOG_TEXTS.forced, { step, checks: listed(forced.map((check) => checkText(check).name)) });
};

const gatewayPhrase = ({ gateway, address, forgotten, by }: LogDetails): Phrase | undefined =>
  forgotten
    ? tell(LOG_TEXTS.gatewayForgotten, { gateway, by })
    : tell(LOG_TEXTS.gateway, { gateway, address });

const topicsPhrase = ({ by, added, removed }: LogDetails): Phrase | undefined => {
  const topics = added ?? removed;
  const text = added ? LOG_TEXTS.topicsAdded : LOG_TEXTS.topicsRemoved;
  return tell(text, { by, count: topics?.length, topics: namesIn(topics) });
};

const batchPhrase = ({ by, kind, stage, offsetsOf = [] }: LogDetails): Phrase | undefined =>
  tell(offsetsOf.length > 0 ? LOG_TEXTS.batchWithOffsets : LOG_TEXTS.batch, {
    ...{ by, kind: kind && KIND_TEXTS[kind].name, stage: stage && BATCH_TEXTS[stage].name },
    groups: namesIn(offsetsOf),
  });

const PHRASES: Readonly<Partial<Record<string, (details: LogDetails) => Phrase | undefined>>> = {
  created: ({ by }) => tell(LOG_TEXTS.created, { by }),
  step: stepPhrase,
  paused: ({ by }) => tell(LOG_TEXTS.paused, { by }),
  resumed: ({ by }) => tell(LOG_TEXTS.resumed, { by }),
  completed: ({ by }) => tell(LOG_TEXTS.completed, { by }),
  gateway: gatewayPhrase,
  topics: topicsPhrase,
  batch: batchPhrase,
  'broadcast-read': ({ by, group, read }) =>
    tell(read ? LOG_TEXTS.saidRead : LOG_TEXTS.unsaidRead, { by, group }),
};

/** The name of a type, and what came with it as it stands. */
const bare = (type: string, details: Readonly<Record<string, unknown>>): Phrase => {
  const values = Object.entries(details).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = [type, ...values].join(', ');
  return { en: text, zh: text };
};

/**
 * An entry of the log of a migration in words: derived when it is read, never stored. One for which there is no sentence, or that
 * lacks something of which that tells, is its type with its details.
 */
export const logPhrase = (type: string, details: Readonly<Record<string, unknown>>): Phrase =>
  PHRASES[type]?.(details) ?? bare(type, details);
