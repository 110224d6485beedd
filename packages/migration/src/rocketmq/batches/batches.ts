import type { CodedError } from '@mqferry/core';
import { told } from '../../told.ts';
import { groupsOnTarget, topicOnTarget, withoutOffsets } from '../checks/target-ready.ts';
import type { Outcome } from '../checks/view.ts';
import type { TopicKind } from '../states.ts';
import { batchErrors as errors } from './batch-errors.ts';
import { type BatchFacts, overTopics, topicViews } from './batch-facts.ts';
import {
  allProducers,
  groupsNotOnTarget,
  groupsOnTheTarget,
  isTargetWritten,
  remainingConsumers,
  someConsumers,
  someProducers,
  sourceDrained,
  targetReady,
} from './batch-gates.ts';

/** What is reached one after the other when clients are moved in batches, without a gateway. */
export type BatchStage =
  | 'target-ready'
  | 'some-consumers'
  | 'some-producers'
  | 'all-producers'
  | 'source-drained'
  | 'remaining-consumers';

/** The stages of each kind, in their order. */
export const BATCH_STAGES: Readonly<Record<TopicKind, readonly BatchStage[]>> = {
  ordinary: [
    'target-ready',
    'some-consumers',
    'some-producers',
    'all-producers',
    'source-drained',
    'remaining-consumers',
  ],
  ordered: ['target-ready', 'all-producers', 'source-drained', 'remaining-consumers'],
};

/** How it is seen that a stage is reached. */
export const BATCH_GATES: Readonly<Record<BatchStage, (facts: BatchFacts) => Outcome>> = {
  'target-ready': targetReady,
  'some-consumers': someConsumers,
  'some-producers': someProducers,
  'all-producers': allProducers,
  'source-drained': sourceDrained,
  'remaining-consumers': remainingConsumers,
};

const outcomes = new WeakMap<BatchFacts, Map<BatchStage, Outcome>>();

/** What a gate comes to; facts are never changed, so it is worked out once. */
const gateOf = (stage: BatchStage, facts: BatchFacts): Outcome => {
  const known = outcomes.get(facts) ?? new Map<BatchStage, Outcome>();
  outcomes.set(facts, known);
  const outcome = known.get(stage) ?? BATCH_GATES[stage](facts);
  known.set(stage, outcome);
  return outcome;
};

/** Why a stage is not to be begun yet, with the harm that it would do; undefined: it may be. */
type Refusal = (facts: BatchFacts) => CodedError | undefined;

const has = (stage: BatchStage, facts: BatchFacts): boolean => gateOf(stage, facts).verdict === 'pass';

const notImported: Refusal = (facts) => overTopics(facts, topicOnTarget, groupsOnTarget).reason;

const unprepared: Refusal = (facts) =>
  has('target-ready', facts)
    ? undefined
    : errors.BATCH_TARGET_UNPREPARED({}, gateOf('target-ready', facts).reason);

const producersFirst: Refusal = (facts) => {
  if (has('some-consumers', facts)) return undefined;
  const { reason } = gateOf('some-consumers', facts);
  const groups = groupsNotOnTarget(facts);
  return groups.length > 0 ? errors.BATCH_PRODUCERS_FIRST({ groups: told(groups) }, reason) : reason;
};

/** Told by the gate itself: the producers that are left, ends that moved lately, or what is not known. */
const producersLeft: Refusal = (facts) => gateOf('all-producers', facts).reason;

const sourceUnread: Refusal = (facts) =>
  has('source-drained', facts)
    ? undefined
    : errors.BATCH_SOURCE_UNREAD({}, gateOf('source-drained', facts).reason);

const topicsOutside: Refusal = ({ topics, groups }) => {
  const outside = [...(groups?.values() ?? [])].flatMap(({ topics: read }) =>
    read.filter((topic) => !topics.has(topic)),
  );
  return outside.length === 0
    ? undefined
    : errors.BATCH_TOPICS_OUTSIDE({ topics: told([...new Set(outside)].sort()) });
};

const consumersFirst: Refusal = (facts) => {
  const groups = groupsOnTheTarget(facts);
  if (groups.length === 0 || has('source-drained', facts)) return undefined;
  return errors.BATCH_ORDER_CONSUMERS_FIRST({ groups: told(groups) }, gateOf('source-drained', facts).reason);
};

const consumersEarly: Refusal = (facts) =>
  has('source-drained', facts)
    ? undefined
    : errors.BATCH_ORDER_CONSUMERS_EARLY({}, gateOf('source-drained', facts).reason);

const producersSplit: Refusal = () => errors.BATCH_ORDER_PRODUCERS_SPLIT({});

const PRODUCERS = [unprepared, producersFirst] as const;
const LEAVING = [producersLeft, sourceUnread, topicsOutside] as const;

/**
 * The one table of what stands against beginning a stage: what would be lost, or come in another order. Waiting for the source to
 * be drained harms nothing. All producers may be moved without trying some first.
 */
export const BATCH_REFUSALS: Readonly<Record<TopicKind, Readonly<Record<BatchStage, readonly Refusal[]>>>> = {
  ordinary: {
    'target-ready': [notImported],
    'some-consumers': [unprepared],
    'some-producers': PRODUCERS,
    'all-producers': PRODUCERS,
    'source-drained': [],
    'remaining-consumers': LEAVING,
  },
  ordered: {
    'target-ready': [notImported],
    'some-consumers': [consumersEarly],
    'some-producers': [producersSplit],
    'all-producers': [unprepared, consumersFirst],
    'source-drained': [],
    'remaining-consumers': [producersLeft, consumersEarly, topicsOutside],
  },
};

/** What stands against beginning a stage now; undefined: nothing. */
export const batchBlockedBy = (stage: BatchStage, facts: BatchFacts): CodedError | undefined => {
  for (const refusal of BATCH_REFUSALS[facts.kind][stage]) {
    const reason = refusal(facts);
    if (reason) return reason;
  }
  return undefined;
};

/** A stage as it is now. */
export interface BatchStanding {
  readonly stage: BatchStage;
  /** Whether it is reached, and by what that is seen. */
  readonly gate: Outcome;
  readonly blockedBy: CodedError | undefined;
}

/** All stages as of now, in their order. */
export const batchStandings = (facts: BatchFacts): readonly BatchStanding[] =>
  BATCH_STAGES[facts.kind].map((stage) => ({
    stage,
    gate: gateOf(stage, facts),
    blockedBy: batchBlockedBy(stage, facts),
  }));

/**
 * Whether people have something to begin for a stage: not when it is reached, nor while they only wait, nor twice; but groups
 * that have come since are prepared as well.
 */
export const isToBegin = (
  { stage, gate }: Pick<BatchStanding, 'stage' | 'gate'>,
  isBegun: boolean,
): boolean => gate.verdict !== 'pass' && stage !== 'source-drained' && (!isBegun || stage === 'target-ready');

/** What was done in the wrong order already, and what it does to messages as long as it stays so. */
export const batchAlarms = (facts: BatchFacts): readonly CodedError[] => {
  const { kind, groups } = facts;
  if (kind === 'ordered') return [consumersFirst(facts) ?? []].flat();
  const hasLeft = [...(groups?.values() ?? [])].some(
    ({ sides: { source, target } }) => source.consumers?.length === 0 && (target.consumers?.length ?? 0) > 0,
  );
  return [
    isTargetWritten(facts) && groupsNotOnTarget(facts).length > 0 ? (producersFirst(facts) ?? []) : [],
    hasLeft ? (producersLeft(facts) ?? sourceUnread(facts) ?? []) : [],
  ].flat();
};

/** Nobody need write on the target when nobody writes to the source any more. */
const isPassedOver = (stage: BatchStage, facts: BatchFacts): boolean =>
  stage === 'some-producers' && has('all-producers', facts);

/** The first stage that is still to be reached; undefined: all is on the target. */
export const batchStageLeft = (facts: BatchFacts): BatchStage | undefined =>
  BATCH_STAGES[facts.kind].find((stage) => !has(stage, facts) && !isPassedOver(stage, facts));

/** How many stages are reached up to the one that is to be reached next, of how many. */
export const batchProgress = (facts: BatchFacts): { readonly reached: number; readonly stages: number } => {
  const stages = BATCH_STAGES[facts.kind];
  const left = batchStageLeft(facts);
  const before = left ? stages.slice(0, stages.indexOf(left)) : stages;
  return { reached: before.filter((stage) => has(stage, facts)).length, stages: stages.length };
};

/** Why a task in batches is not at its end; undefined: all clients and messages of these kinds are on the target. */
export const batchesLeft = (rails: readonly BatchFacts[]): CodedError | undefined => {
  for (const facts of rails) {
    const left = batchStageLeft(facts);
    if (left) return errors.BATCH_STAGES_LEFT({ kind: facts.kind, stage: left }, gateOf(left, facts).reason);
  }
  return undefined;
};

/** The groups of a kind that get offsets on the target when it is prepared, by topic. */
export const batchPresets = (
  facts: BatchFacts,
): readonly { readonly topic: string; readonly groups: readonly string[] }[] =>
  topicViews(facts)
    .map((view) => ({ topic: view.topic, groups: withoutOffsets(view) }))
    .filter(({ groups }) => groups.length > 0);
