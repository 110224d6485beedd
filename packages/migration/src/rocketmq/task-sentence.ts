import type { Phrase } from '../sentence.ts';
import type { BatchFacts } from './batches/batch-facts.ts';
import { BATCH_TEXTS } from './batches/batch-texts.ts';
import { batchProgress, batchStageLeft } from './batches/batches.ts';
import { dwellLeft } from './dwell.ts';
import type { SeamlessFacts } from './facts.ts';
import { KIND_TEXTS } from './kinds.ts';
import type { TopicMove } from './moves.ts';
import { HELD_TEXT, type Position, STATE_TEXTS, type TopicState } from './states.ts';
import { presentStep, type TaskFacts, type TaskStepId, taskSteps } from './task.ts';
import { TASK_STEP_TEXTS } from './task-texts.ts';

export const SENTENCES = {
  completed: { en: 'Completed', zh: '已完成' },
  paused: { en: 'Paused', zh: '已暂停' },
  allDone: { en: 'All topics are done ({total})', zh: '{total} 个主题已全部切换完成' },
  partly: {
    en: '{done} of {total} topics done, {moving} under way',
    zh: '{total} 个主题中 {done} 个已切换完成，{moving} 个进行中',
  },
  noneMoved: { en: 'All topics are on the source ({total})', zh: '{total} 个主题，全部在源端' },
  none: { en: 'No topics yet', zh: '还没有主题' },
  unseen: { en: 'Not looked at yet', zh: '尚未检查' },
  stages: { en: '{reached} of {stages} stages reached', zh: '已达到 {reached}/{stages} 个阶段' },
  ofKind: { en: '{kind} topics: {what}', zh: '{kind}：{what}' },
  both: { en: '{one}; {other}', zh: '{one}；{other}' },
  /** Whole sentences. */
  each: { en: '{one} {other}', zh: '{one}{other}' },
  ready: { en: 'ready for the next step', zh: '可以进入下一步' },
  waiting: { en: 'the next step is safe in {seconds} s', zh: '{seconds} 秒后可进入下一步' },
  blocked: { en: 'not ready: {reason}', zh: '尚未就绪：{reason}' },
  last: { en: 'no further step', zh: '没有下一步' },
  inBatches: { en: 'moves with its clients', zh: '随其客户端迁移' },
} as const satisfies Record<string, Phrase>;

export const WITH_HELD = {
  name: { en: '{state}, {held}', zh: '{state}，{held}' },
  meaning: { en: '{state} {held}', zh: '{state}{held}' },
} as const satisfies Record<string, Phrase>;

type Values = Readonly<Record<string, string | number | Phrase>>;

/** A text with its values filled in, each in the language of the text. */
export const say = (text: Phrase, values: Values = {}): Phrase => {
  const filled = (language: keyof Phrase): string =>
    text[language].replace(/\{(\w+)\}/gu, (place, name: string) => {
      const value = values[name] ?? place;
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { en: filled('en'), zh: filled('zh') };
};

/** How many topics are in each state. */
export const countByState = ({ topics }: SeamlessFacts): ReadonlyMap<TopicState, number> =>
  [...topics.values()].reduce(
    (counts, { position: { state } }) => counts.set(state, (counts.get(state) ?? 0) + 1),
    new Map<TopicState, number>(),
  );

/** Says something of the topics of each kind; of which kind these are, only where there are both. */
const ofKinds = (
  rails: readonly BatchFacts[],
  what: (rail: BatchFacts) => Phrase,
  joined: Phrase = SENTENCES.both,
): Phrase => {
  const said = rails.map((rail) => ({ kind: KIND_TEXTS[rail.kind].name, what: what(rail) }));
  const [one, other] = said;
  if (!one) return SENTENCES.none;
  if (!other) return one.what;
  return say(joined, { one: say(SENTENCES.ofKind, one), other: say(SENTENCES.ofKind, other) });
};

const batchesProgress = ({ seen, batches = [] }: TaskFacts): Phrase =>
  seen.topics.size > 0 && !seen.groups
    ? SENTENCES.unseen
    : ofKinds(batches, (rail) => say(SENTENCES.stages, { ...batchProgress(rail) }));

/** What the first stage of each kind that is not reached has people do. */
const batchesToDo = ({ batches = [] }: TaskFacts): Phrase =>
  ofKinds(
    batches.filter((rail) => batchStageLeft(rail)),
    (rail) => BATCH_TEXTS[batchStageLeft(rail)!].toDo,
    SENTENCES.each,
  );

const progress = (seen: SeamlessFacts): Phrase => {
  const counts = countByState(seen);
  const total = seen.topics.size;
  const done = counts.get('done') ?? 0;
  const moving = total - done - (counts.get('initial') ?? 0);
  if (total === 0) return SENTENCES.none;
  if (done === total) return say(SENTENCES.allDone, { total });
  return done + moving === 0
    ? say(SENTENCES.noneMoved, { total })
    : say(SENTENCES.partly, { done, total, moving });
};

/** What is to be said of a task: derived from what is seen, never stored. */
export interface TaskSentence {
  /** How its topics stand. */
  readonly progress: Phrase;
  /** Whether it is paused or completed; else what is to be done next. */
  readonly next: Phrase;
}

export const taskSentence = (facts: TaskFacts): TaskSentence => {
  const step = presentStep(taskSteps(facts));
  const settled = facts.intent === 'pause' ? SENTENCES.paused : SENTENCES.completed;
  const toDo = (id: TaskStepId) => (id === 'batches' ? batchesToDo(facts) : TASK_STEP_TEXTS[id].toDo);
  return {
    progress: facts.seen.mode === 'batches' ? batchesProgress(facts) : progress(facts.seen),
    next: facts.intent === 'run' && step ? toDo(step.id) : settled,
  };
};

/** The state of a topic in words. */
export const stateText = ({
  kind,
  state,
  held,
}: Position): { readonly name: Phrase; readonly meaning: Phrase } => {
  const text = STATE_TEXTS[kind][state]!;
  if (!held) return text;
  const joined = (name: 'name' | 'meaning'): Phrase =>
    say(WITH_HELD[name], { state: text[name], held: HELD_TEXT[name] });
  return { name: joined('name'), meaning: joined('meaning') };
};

/**
 * Whether a topic is ready for the step that was looked at: by what is in its way; and as long as clients are on their way to its
 * present state, when that will be over.
 */
export const readinessPhrase = ({ topic, from, to, blockedBy }: TopicMove, facts: SeamlessFacts): Phrase => {
  const of = facts.topics.get(topic);
  if (!from || !of || !to) return SENTENCES.last;
  if (!blockedBy) return SENTENCES.ready;
  const left = dwellLeft(topic, of, facts);
  const waits =
    blockedBy.code === 'SEAMLESS_ROUTES_NOT_TAKEN' || blockedBy.code === 'SEAMLESS_ROUTES_NOT_APPLIED';
  if (waits && left > 0) return say(SENTENCES.waiting, { seconds: Math.ceil(left / 1000) });
  return say(SENTENCES.blocked, { reason: { en: blockedBy.text('en'), zh: blockedBy.text('zh') } });
};
