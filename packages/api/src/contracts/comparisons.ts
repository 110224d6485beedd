import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, page, phrase } from '../scalars.ts';
import { inventoryPart } from './inventory.ts';
import { problem } from './problem.ts';

const count = z.int().min(0);

/** What becomes of a config of a topic on another cluster. */
const configPolicy = z.strictObject({
  /** `*`: all that have no row of their own. */
  name: z.string(),
  manner: z.enum(['copied', 'adapted', 'not-copied']),
  /**
   * `effective`: also where a topic has it from its brokers’ defaults; `own`: only what is set on the topic
   * itself.
   */
  scope: z.enum(['effective', 'own']),
  reason: phrase,
});

const outcome = z.enum(['source-only', 'target-only', 'differs', 'equal']);

const comparedItem = z.strictObject({
  /** Of the topic or user, or the access right or quota in one line. */
  name: z.string(),
  outcome,
  /** Only of an item that differs. */
  differences: z.array(
    z.strictObject({
      /** `partitions`, `replicationFactor`, the name of a config or limit, or a mechanism. */
      aspect: z.string(),
      /** Null: there is none. */
      source: z.string().nullable(),
      target: z.string().nullable(),
    }),
  ),
});

const comparison = z.strictObject({
  /** Of the older side; null: one of them could not be read, and then nothing is compared. */
  asOf: instant.nullable(),
  /** One of the sides is being read anew now. */
  refreshing: z.boolean(),
  problems: z.array(
    z.strictObject({
      side: z.enum(['source', 'target']),
      part: inventoryPart,
      asOf: instant.nullable(),
      problem,
    }),
  ),
  /** Of all items; null: not compared. */
  counts: z.strictObject({ sourceOnly: count, targetOnly: count, differing: count, equal: count }).nullable(),
  items: z.array(comparedItem),
  /** Of those that were asked for. */
  total: count.nullable(),
});

export const comparisonRoutes = {
  compareClusters: route({
    method: 'GET',
    path: '/api/comparisons',
    role: 'viewer',
    summary: 'How two clusters differ in their topics, access rights, SCRAM users or quotas.',
    query: page.extend({
      source: id,
      target: id,
      kind: z.enum(['topics', 'acls', 'users', 'quotas']),
      outcome: outcome.optional(),
      search: z.string().max(249).optional(),
    }),
    answer: comparison,
  }),
  getConfigPolicy: route({
    method: 'GET',
    path: '/api/config-policy',
    role: 'viewer',
    summary: 'What becomes of each config of a topic on another cluster, and why.',
    answer: z.array(configPolicy),
  }),
};
