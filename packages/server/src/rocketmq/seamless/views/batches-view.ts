import { type Answer, problemOf, type Routes } from '@mqferry/api';
import {
  BATCH_NOTES,
  BATCH_TEXTS,
  type BatchFacts,
  batchAlarms,
  batchProgress,
  batchStageLeft,
  batchStandings,
  isToBegin,
  taskBlockedBy,
} from '@mqferry/migration';
import { batchesOf } from '../tasks/task-facts.ts';
import type { SeenTask } from '../tasks/watched-task.ts';
import { plainEvidence } from './move-view.ts';

export type BatchesView = Answer<Routes['getSeamlessBatches']>;
type BatchView = BatchesView['batches'][number];

const batchView = (facts: BatchFacts, { stored, facts: seen }: SeenTask): BatchView => {
  const { kind } = facts;
  const shut = taskBlockedBy('beginBatch', { intent: stored.task.intent, seen });
  const begun = new Map(
    stored.begun.flatMap((each) => (each.kind === kind ? [[each.stage, each.begun_at] as const] : [])),
  );
  return {
    ...{ kind, topics: facts.topics.size, notes: [...BATCH_NOTES[kind]] },
    stages: batchStandings(facts).map(({ stage, gate, blockedBy }) => {
      const { verdict, reason, evidence } = gate;
      const standing = shut ?? blockedBy;
      return {
        ...{ stage, ...BATCH_TEXTS[stage], verdict, evidence: plainEvidence(evidence) },
        reason: reason ? problemOf(reason) : null,
        blockedBy: standing ? problemOf(standing) : null,
        begunAt: begun.get(stage) ?? null,
        toBegin: isToBegin({ stage, gate }, begun.has(stage)),
      };
    }),
    ...{ reached: batchProgress(facts).reached, next: batchStageLeft(facts) ?? null },
    alarms: stored.task.intent === 'completed' ? [] : batchAlarms(facts).map(problemOf),
  };
};

/** A task in batches as the API tells it. */
export const batchesView = (seen: SeenTask): BatchesView => {
  const { stored, facts, at } = seen;
  const said = new Map(stored.broadcastsRead.map(({ group_name, said_at }) => [group_name, said_at]));
  const broadcast = [...(facts.groups ?? [])].flatMap(([group, { broadcasting }]) =>
    broadcasting ? [group] : [],
  );
  return {
    seenAt: at === undefined ? null : new Date(at).toISOString(),
    batches: batchesOf(seen).map((batch) => batchView(batch, seen)),
    broadcasting: [...new Set([...broadcast, ...said.keys()])]
      .sort()
      .map((group) => ({ group, saidReadAt: said.get(group) ?? null })),
  };
};
