import { z } from 'zod';
import { route } from '../route.ts';
import { id, phrase } from '../scalars.ts';
import { dumpOperations } from './dumps.ts';
import { metadataCopies } from './metadata-copies.ts';
import { RUNBOOKS } from './switches.ts';

const topics = z.array(z.string().min(1).max(249)).min(1).max(10_000);
const ofMigration = { migrationId: id } as const;

/** A change, to be planned, confirmed and applied. */
export const operation = z.discriminatedUnion('operation', [
  /** Copies and follows. */
  z.strictObject({ operation: z.literal('start'), ...ofMigration }),
  /** The copy comes to rest at a safe point; what the target is held to stays so. */
  z.strictObject({ operation: z.literal('pause'), ...ofMigration }),
  z.strictObject({ operation: z.literal('resume'), ...ofMigration }),
  /** Ends a copy of which nothing was switched, and puts back what the target was held to. */
  z.strictObject({ operation: z.literal('stop'), ...ofMigration }),
  /** Ends the copies and puts back what both clusters were held to. */
  z.strictObject({ operation: z.literal('complete'), ...ofMigration }),
  /** Forgets the migration; topics and records stay as they are. */
  z.strictObject({ operation: z.literal('delete'), ...ofMigration }),
  /** Moves the applications of topics to the target. */
  z.strictObject({
    operation: z.literal('switch'),
    ...ofMigration,
    topics,
    runbook: z.enum(RUNBOOKS),
    /** Whether the source is to refuse writes from then on, by an ACL; else the producers are stopped by hand. */
    denyWrites: z.boolean(),
    /** Moves topics also without others that applications use together with them; absent: that is refused. */
    splitUnits: z.boolean().optional(),
  }),
  /** Moves them back to the source; writes are denied on the target where the switch denied them on the source. */
  z.strictObject({ operation: z.literal('switchBack'), switchId: id }),
  /** Ends a switch that is under way: the applications stay where they were. */
  z.strictObject({ operation: z.literal('abortSwitch'), switchId: id }),
  ...metadataCopies,
  ...dumpOperations,
]);
export type OperationInput = z.output<typeof operation>;
export type OperationName = OperationInput['operation'];

/** What an operation would do, in order, and the hash by which it is confirmed. */
export const operationPlan = z.strictObject({
  hash: z.string(),
  steps: z.array(z.strictObject({ verb: z.string(), args: z.json() })),
  /** What is to be known before: what it asks of people, and what going back would cost. */
  notes: z.array(phrase),
});

/** What was done. */
const operationDone = operationPlan.omit({ notes: true }).extend({
  /** The task that goes on with it in the background, if it is such a change. */
  taskId: id.nullable(),
});

export const operationRoutes = {
  planOperation: route({
    method: 'POST',
    path: '/api/operations/plan',
    role: 'operator',
    summary: 'Tells what a change would do now; nothing is done.',
    body: z.strictObject({ change: operation }),
    answer: operationPlan,
  }),
  applyOperation: route({
    method: 'POST',
    path: '/api/operations/apply',
    role: 'operator',
    summary: 'Does what was confirmed by its hash, if that is still what would be done.',
    body: z.strictObject({ change: operation, hash: z.string().regex(/^[0-9a-f]{64}$/u) }),
    answer: operationDone,
  }),
};
