import type { LocalizedText } from '@mqferry/core';
import { type MigrationFacts, type TopicFacts, verificationState } from './facts.ts';

/** A text in both languages with its values filled in. */
export type Phrase = LocalizedText;

/** What is to be said of a migration: derived from what is seen, never stored. */
export interface Sentence {
  readonly copy: Phrase;
  readonly verification: Phrase;
  readonly traffic: Phrase;
}

export const COPY_PHRASES = {
  completed: { en: 'Completed', zh: '已完成' },
  idle: { en: 'Not started', zh: '未启动' },
  paused: { en: 'Paused', zh: '已暂停' },
  stopped: { en: 'Stopped: {count} of {total} topics', zh: '{total} 个主题中有 {count} 个已停止' },
  waiting: { en: 'Preparing the target', zh: '正在准备目标端' },
  catchingUp: {
    en: '{count} of {total} topics in step, the others catching up',
    zh: '{total} 个主题中有 {count} 个已同步，其余正在追赶',
  },
  inStep: { en: 'In step with the source', zh: '与源端同步' },
} as const;

export const VERIFICATION_PHRASES = {
  none: { en: 'not verified', zh: '未校验' },
  running: { en: 'being verified', zh: '校验中' },
  partly: { en: '{count} of {total} topics verified', zh: '{total} 个主题中有 {count} 个已校验' },
  equal: { en: 'verified equal', zh: '校验一致' },
  stale: { en: 'verified too long ago', zh: '校验已过期' },
  different: { en: 'differing topics: {count}', zh: '{count} 个主题不一致' },
} as const;

export const TRAFFIC_PHRASES = {
  source: { en: 'applications on the source', zh: '应用在源端' },
  moving: { en: 'being switched: {count} of {total} topics', zh: '{total} 个主题中有 {count} 个正在切换' },
  partly: { en: '{count} of {total} topics switched', zh: '{total} 个主题中有 {count} 个已切换' },
  target: { en: 'applications on the target', zh: '应用在目标端' },
} as const;

const fill = (text: string, values: Readonly<Record<string, number>>): string =>
  text.replace(/\{(\w+)\}/gu, (place, name: string) => String(values[name] ?? place));

const say = ({ en, zh }: LocalizedText, count = 0, total = 0): Phrase => ({
  en: fill(en, { count, total }),
  zh: fill(zh, { count, total }),
});

const copyPhrase = ({ completed, intent, topics }: MigrationFacts): Phrase => {
  const count = (state: TopicFacts['copy']['state']) =>
    topics.filter(({ copy }) => copy.state === state).length;
  const total = topics.length;
  if (completed) return say(COPY_PHRASES.completed);
  if (intent === 'none') return say(COPY_PHRASES.idle);
  if (count('stopped') > 0) return say(COPY_PHRASES.stopped, count('stopped'), total);
  if (intent === 'pause') return say(COPY_PHRASES.paused);
  if (count('not-begun') + count('waiting') === total) return say(COPY_PHRASES.waiting);
  if (count('in-step') < total) return say(COPY_PHRASES.catchingUp, count('in-step'), total);
  return say(COPY_PHRASES.inStep);
};

const verificationPhrase = ({ topics, now }: MigrationFacts): Phrase => {
  const states = topics.map(({ verification }) => verificationState(verification, now));
  const count = (state: (typeof states)[number]) => states.filter((each) => each === state).length;
  const total = topics.length;
  if (count('different') > 0) return say(VERIFICATION_PHRASES.different, count('different'));
  if (count('running') > 0) return say(VERIFICATION_PHRASES.running);
  if (total > 0 && count('equal') === total) return say(VERIFICATION_PHRASES.equal);
  if (count('equal') > 0) return say(VERIFICATION_PHRASES.partly, count('equal'), total);
  return say(count('stale') > 0 ? VERIFICATION_PHRASES.stale : VERIFICATION_PHRASES.none);
};

const trafficPhrase = ({ topics }: MigrationFacts): Phrase => {
  const count = (state: TopicFacts['traffic']) => topics.filter(({ traffic }) => traffic === state).length;
  const total = topics.length;
  if (count('moving') > 0) return say(TRAFFIC_PHRASES.moving, count('moving'), total);
  if (count('on-target') === 0) return say(TRAFFIC_PHRASES.source);
  if (count('on-target') < total) return say(TRAFFIC_PHRASES.partly, count('on-target'), total);
  return say(TRAFFIC_PHRASES.target);
};

/** What a migration looks like now, on its three axes. */
export const sentenceOf = (facts: MigrationFacts): Sentence => ({
  copy: copyPhrase(facts),
  verification: verificationPhrase(facts),
  traffic: trafficPhrase(facts),
});
