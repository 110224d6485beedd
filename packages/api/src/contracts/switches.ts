import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, int64, name, phrase } from '../scalars.ts';
import { problem } from './problem.ts';

/**
 * How applications are moved: `same-offset` with all that was copied; `order-kept` and `order-not-needed` to a new log, to
 * which nothing is copied: what is on the source is read there to its end, before consumers start on the target, or beside
 * them.
 */
export const RUNBOOKS = ['same-offset', 'order-kept', 'order-not-needed'] as const;
export type Runbook = (typeof RUNBOOKS)[number];

/** A condition for a step, as it was measured last. A gate that was not measured, or too long ago, is not green. */
export const gate = z.strictObject({
  id: z.string(),
  /** What has to hold. */
  name: phrase,
  /** What is to be done as long as it does not. */
  toDo: phrase,
  standing: z.enum(['pass', 'fail', 'inconclusive', 'error', 'unmeasured', 'expired']),
  measuredAt: instant.nullable(),
  /** What was seen, in terms of the clusters; 64-bit numbers as their digits. */
  evidence: z.array(
    z.strictObject({
      name: z.string(),
      label: phrase,
      value: z.union([z.string(), z.number(), z.boolean()]),
    }),
  ),
  reason: problem.nullable(),
});

/** Topics on their way from one cluster to the other, or that were moved. */
export const trafficSwitch = z.strictObject({
  id,
  topics: z.array(z.string()),
  runbook: z.enum(RUNBOOKS),
  denyWrites: z.boolean(),
  /**
   * `stopping`: producers are to stop, what is left is copied; `on-target`: applications use the target, what they write
   * is copied back; `returning`: the same as `stopping`, towards the source; `returned`, `aborted`: over.
   */
  stage: z.enum(['stopping', 'on-target', 'returning', 'returned', 'aborted']),
  /** What has to be done at this stage, or what holds since. */
  now: phrase,
  gates: z.array(gate),
  createdBy: name,
  createdAt: instant,
  changedAt: instant,
  /** Until when going back loses nothing, and why not for longer. */
  wayBack: z
    .strictObject({
      open: z.boolean(),
      until: instant.nullable(),
      reason: phrase,
      /** Records written to the target that the source does not have yet. */
      lag: int64.nullable(),
    })
    .nullable(),
});

export const switchRoutes = {
  listSwitches: route({
    method: 'GET',
    path: '/api/migrations/:id/switches',
    role: 'viewer',
    summary: 'The switches of a migration in the order in which they were begun, with their gates.',
    params: z.strictObject({ id }),
    answer: z.array(trafficSwitch),
  }),
};
