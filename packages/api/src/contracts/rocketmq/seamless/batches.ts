import { z } from 'zod';
import { route } from '../../../route.ts';
import { instant, phrase } from '../../../scalars.ts';
import { problem } from '../../problem.ts';
import { byTask, count, topicKind } from './parts.ts';

/** What is reached one after the other when clients move themselves in batches, without a gateway. */
export const batchStage = z.enum([
  ...(['target-ready', 'some-consumers', 'some-producers', 'all-producers'] as const),
  ...(['source-drained', 'remaining-consumers'] as const),
]);

/** The topics of one kind on their way, as of the last look at both clusters. */
const batch = z.strictObject({
  kind: topicKind,
  topics: count,
  /** What is to be known before it is begun. */
  notes: z.array(phrase),
  /** In their order. */
  stages: z.array(
    z.strictObject({
      stage: batchStage,
      name: phrase,
      /** What people do for it: mqferry moves no clients. */
      toDo: phrase,
      /** Whether it is reached, as measured. */
      verdict: z.enum(['pass', 'fail', 'inconclusive', 'error']),
      /** Why it is not, or why that is not known. */
      reason: problem.nullable(),
      /** What was seen: numbers that can be looked up at the clusters. */
      evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      /** Why it must not be begun now, with the loss that it would cause; null: it may be. */
      blockedBy: problem.nullable(),
      /** When somebody said first that it begins; null: nobody did. */
      begunAt: instant.nullable(),
      /** Whether people have something to begin for it: not while they only wait, nor twice, but `target-ready` for groups that have come since. */
      toBegin: z.boolean(),
    }),
  ),
  /** How many of them are reached before the next one. */
  reached: count,
  /** The first that is still to be reached; null: all of it is on the target. */
  next: batchStage.nullable(),
  /** What was done in the wrong order already, and what it does to messages as long as it stays so. */
  alarms: z.array(problem),
});

const batches = z.strictObject({
  /** When both clusters were looked at last; null: not yet. */
  seenAt: instant.nullable(),
  /** One for each kind of which the task has topics. */
  batches: z.array(batch),
  /** Groups that are broadcast to: their consumers keep their offsets themselves, so people have to say when they have read the source. */
  broadcasting: z.array(
    z.strictObject({
      group: z.string(),
      /** Null: nobody has said so. */
      saidReadAt: instant.nullable(),
    }),
  ),
});

export const seamlessBatchRoutes = {
  getSeamlessBatches: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/batches',
    role: 'viewer',
    summary: 'Of a migration in batches: the stages, which are reached, and what would be lost by the next.',
    params: byTask,
    answer: batches,
  }),
  beginSeamlessBatch: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/batches/begin',
    role: 'operator',
    summary:
      'Looks at both clusters and says that clients are moved for this stage from now on; refused with the loss that it would cause. Beginning `target-ready` has groups without offsets on the target start at the first message there.',
    params: byTask,
    body: z.strictObject({ kind: topicKind, stage: batchStage }),
    answer: batches,
  }),
  sayBroadcastRead: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/batches/broadcast-read',
    role: 'operator',
    summary: 'Says that the consumers of a broadcasting group have read the source, or takes that back.',
    params: byTask,
    body: z.strictObject({ group: z.string().min(1).max(255), read: z.boolean() }),
    answer: batches,
  }),
};
