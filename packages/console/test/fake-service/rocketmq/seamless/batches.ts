import { problemOf } from '@mqferry/api';
import type { CodedError } from '@mqferry/core';
import {
  BATCH_NOTES,
  BATCH_TEXTS,
  type BatchFacts,
  type BatchStage,
  batchAlarms,
  batchBlockedBy,
  batchFactsOf,
  batchKinds,
  batchProgress,
  batchStageLeft,
  batchStandings,
  type GroupFacts,
  isToBegin,
  type Peer,
  type Position,
  type SeamlessFacts,
  type SeamlessTopicFacts,
  type TopicSide,
  taskBlockedBy,
} from '@mqferry/migration';
import { ago } from '../../ids.ts';
import type { Batches, FakeMoved, FakeSeamless, FakeTopic } from './fake-task.ts';
import { toldEvidence } from './told-move.ts';

const MINUTE = 60_000;

/** Nobody has moved. */
export const unmoved = (): FakeMoved => ({
  ...{ prepared: false, consumers: 'none', producers: 'none', drained: false, begun: new Map() },
});

/** How many of two are on the target. */
const SHARES = { none: 0, some: 1, all: 2 } as const;

/** The same clients, those that have moved on the target and the others on the source. */
export const onSides = <T>(
  clients: readonly T[],
  moved: FakeMoved['consumers'],
): { readonly source: readonly T[]; readonly target: readonly T[] } => {
  const count = SHARES[moved];
  return { source: clients.slice(count), target: clients.slice(0, count) };
};

/** What would be measured of a topic whose clients people move. */
export const movedTopicFacts = (
  facts: SeamlessTopicFacts,
  { producers }: FakeMoved,
  writers: readonly Peer[],
  now: number,
): SeamlessTopicFacts => {
  const at = onSides(writers, producers);
  const side = (of: TopicSide, end: bigint, stillFor: number, seen: readonly Peer[]): TopicSide => ({
    ...{ ...of, writers: seen },
    ends: new Map([['broker-a:0', { end, stillSince: now - stillFor }]]),
  });
  const { source, target } = facts.sides;
  return {
    ...facts,
    sides: {
      source: side(source, 81_220n, producers === 'all' ? 5 * MINUTE : 4_000, at.source),
      target: side(target, producers === 'none' ? 0n : 1_930n, 300, at.target),
    },
  };
};

/** The same of its group. */
export const movedGroupFacts = (
  group: GroupFacts,
  { name, moved }: FakeTopic,
  consumers: readonly Peer[],
): GroupFacts => {
  const at = onSides(consumers, moved!.consumers);
  const { source, target } = group.sides;
  return {
    ...group,
    sides: {
      source: { ...source, consumers: at.source },
      target: {
        ...{ ...target, exists: true, consumers: at.target },
        offsets: moved!.prepared ? new Set([name]) : new Set(),
      },
    },
  };
};

/** What is measured for the batches of each kind. */
export const batchesOf = (task: FakeSeamless, facts: SeamlessFacts): readonly BatchFacts[] =>
  batchKinds(facts).map((kind) => batchFactsOf(kind, facts, new Set(task.saidRead?.keys())));

/** The batches of a task as the service tells them. */
export const batchesView = (task: FakeSeamless, facts: SeamlessFacts): Batches => {
  const rails = batchesOf(task, facts);
  const shut = taskBlockedBy('beginBatch', { intent: task.intent, seen: facts, batches: rails });
  return {
    seenAt: task.connected ? ago(2_000) : null,
    batches: rails.map((rail) => {
      const { kind, topics } = rail;
      const begun = task.topics.find(({ position }) => position.kind === kind)!.moved!.begun;
      return {
        ...{ kind, topics: topics.size, notes: [...BATCH_NOTES[kind]] },
        stages: batchStandings(rail).map(({ stage, gate, blockedBy }) => ({
          ...{ stage, ...BATCH_TEXTS[stage], verdict: gate.verdict, evidence: toldEvidence(gate.evidence) },
          ...{ reason: toldProblem(gate.reason), blockedBy: toldProblem(shut ?? blockedBy) },
          ...{ begunAt: begun.get(stage) ?? null, toBegin: isToBegin({ stage, gate }, begun.has(stage)) },
        })),
        ...{ reached: batchProgress(rail).reached, next: batchStageLeft(rail) ?? null },
        alarms: batchAlarms(rail).map(problemOf),
      };
    }),
    broadcasting: [...facts.groups!].flatMap(([group, { broadcasting }]) =>
      broadcasting ? [{ group, saidReadAt: task.saidRead?.get(group) ?? null }] : [],
    ),
  };
};

const toldProblem = (reason: CodedError | undefined) => (reason ? problemOf(reason) : null);

/** What the service has when it was told that a stage begins. Throws the loss that it would cause. */
export const begin = (
  task: FakeSeamless,
  facts: SeamlessFacts,
  { kind, stage }: { readonly kind: Position['kind']; readonly stage: BatchStage },
): void => {
  const rails = batchesOf(task, facts);
  const rail = rails.find((each) => each.kind === kind)!;
  const reason =
    taskBlockedBy('beginBatch', { intent: task.intent, seen: facts, batches: rails }) ??
    batchBlockedBy(stage, rail);
  if (reason) throw reason;
  const { moved } = task.topics.find(({ position }) => position.kind === kind)!;
  moved!.begun.set(stage, ago(0));
  if (stage === 'target-ready') moved!.prepared = true;
};
