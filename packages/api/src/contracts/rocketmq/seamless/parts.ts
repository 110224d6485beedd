import { z } from 'zod';
import { id, instant, int64, phrase } from '../../../scalars.ts';
import { problem } from '../../problem.ts';

export const count = z.int().min(0);
export const byTask = z.strictObject({ id });
export const topicName = z.string().min(1).max(255);

export const topicKind = z.enum(['ordinary', 'ordered']);
export const topicState = z.enum(['initial', 'dual-read', 'dual-write', 'switching', 'done', 'returning']);
export const motion = z.enum([
  ...(['forward', 'back'] as const),
  /** Forward or back to a state in which gateways let writes wait; in proxy mode, of ordered topics. */
  'hold',
  /** Lets them go on. */
  'release',
]);

/** What is looked at before a step. */
export const checkId = z.enum([
  ...(['gateways-serve', 'clients-moved', 'routes-taken', 'clients-on-both'] as const),
  ...(['topic-on-target', 'queues-on-target', 'groups-on-target', 'offsets-on-target', 'kinds-fit'] as const),
  ...(['target-unwritten', 'nothing-pending-on-source', 'nothing-pending-on-target'] as const),
  ...(['source-drained', 'target-drained'] as const),
]);

/** Of both clusters; null: not known. */
export const onBoth = <T extends z.ZodType>(of: T) => z.strictObject({ source: of, target: of });

/** Messages a second, written and read, over the last seconds; null: not known. */
export const traffic = onBoth(
  z.strictObject({ in: z.number().min(0).nullable(), out: z.number().min(0).nullable() }),
);

/** Messages that groups have not read yet. */
export const backlog = onBoth(int64.nullable());

/** Where a topic stands. */
export const position = z.strictObject({
  kind: topicKind,
  state: topicState,
  /** Gateways let writes wait. */
  held: z.boolean(),
});

/** What a step of a topic would be, and what is in its way. */
export const move = z.strictObject({
  topic: topicName,
  /** Null: it is not in the task. */
  from: position.nullable(),
  /** Null: there is no such step from there. */
  to: position.nullable(),
  checks: z.array(
    z.strictObject({
      id: checkId,
      name: phrase,
      verdict: z.enum(['pass', 'fail', 'inconclusive', 'error']),
      /** When it was measured. */
      at: instant,
      /** Why it does not pass. */
      reason: problem.nullable(),
      /** What was seen: numbers that can be looked up at the clusters. */
      evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      /** What is risked by a step without it; null: it cannot be forced. */
      risk: phrase.nullable(),
    }),
  ),
  /** Null: the step is possible. */
  blockedBy: problem.nullable(),
  /** Checks that it goes without. */
  forced: z.array(checkId),
  /** Groups that get their offsets on the target set to 0 before. */
  presets: z.array(z.string()),
});
