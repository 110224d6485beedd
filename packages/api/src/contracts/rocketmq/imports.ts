import { z } from 'zod';
import { route } from '../../route.ts';
import { id, instant, name, page, pageOf } from '../../scalars.ts';
import { importChoice } from './import-choice.ts';
import { told } from './told.ts';

const count = z.int().min(0);
const clusterRef = z.strictObject({ id, name: z.string().nullable() });
const rowKind = z.enum([
  ...(['topic', 'group', 'user', 'policy', 'order-config'] as const),
  /** Accounts of 4.x, and the addresses that need none, at a target of 4.x. */
  ...(['account', 'white-addresses'] as const),
]);
const rowAction = z.enum([
  ...(['create', 'exists-same'] as const),
  /** It is there and gets rules or permissions beside those it has. */
  'extend',
  ...(['exists-different', 'refused', 'cannot-be-told'] as const),
]);
const rowOutcome = z.enum(['waiting', 'created', 'updated', 'unchanged', 'failed', 'cancelled']);
const importState = z.enum([
  /** Nothing was written yet. */
  'planned',
  'running',
  'succeeded',
  'partly-failed',
  'all-failed',
  'cancelled',
]);

/** What an import would do, without its rows. */
const importPlan = z.strictObject({
  /** By it the plan is confirmed. */
  hash: z.string(),
  madeAt: instant,
  /** Rows by what they come to. */
  actions: z.strictObject({
    create: count,
    'exists-same': count,
    extend: count,
    'exists-different': count,
    refused: count,
    'cannot-be-told': count,
  }),
  /** Brokers of the target that are written to. */
  brokers: z.array(
    z.strictObject({
      name: z.string(),
      address: z.string(),
      version: z.string().nullable(),
      /** Why nothing could be read from it. */
      failure: told.nullable(),
    }),
  ),
  /** Why it cannot be started. */
  refusals: z.array(told),
  /** The imports to make of it where it is too large for one. */
  parts: z
    .array(z.strictObject({ name: z.string(), topics: count, groups: count, users: z.boolean() }))
    .nullable(),
  /** What is to be known before it is confirmed. */
  notices: z.array(told),
  /** What is not imported. */
  leftOut: count,
});

/** An import of metadata into a RocketMQ cluster. */
export const metadataImport = z.strictObject({
  id,
  name,
  state: importState,
  /** Null: it was forgotten since. */
  documentId: id.nullable(),
  /** What the document was called. */
  documentName: name,
  target: clusterRef,
  choice: importChoice,
  plan: importPlan,
  /** Rows by what came of them; those that are refused count as failed. */
  counts: z.strictObject({
    total: count,
    waiting: count,
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
    cancelled: count,
  }),
  createdBy: name,
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** From start to end, or until now; null: it was not started. */
  durationMs: count.nullable(),
});

/** A setting that is not the same on both sides; absent: not set there. */
const difference = z.strictObject({
  setting: z.string(),
  wanted: z.json().optional(),
  found: z.json().optional(),
});

const importRow = z.strictObject({
  position: count,
  kind: rowKind,
  /** At the source. */
  name: z.string(),
  /** At the target. */
  target: z.string(),
  /** At the target. */
  namespace: z.string(),
  action: rowAction,
  outcome: rowOutcome,
  /** Why it is refused, cannot be told, or has failed. */
  reason: told.nullable(),
  brokers: z.array(
    z.strictObject({
      broker: z.string(),
      /** As it was when it was planned; `lacking`: only rules or permissions are added; `unknown`: it could not be read. */
      found: z.enum(['absent', 'same', 'lacking', 'different', 'unknown']),
      /** What is written. */
      wanted: z.json(),
      differences: z.array(difference),
      outcome: rowOutcome,
      reason: told.nullable(),
    }),
  ),
  /** Settings that are written otherwise than the source has them. */
  adjustments: z.array(
    z.strictObject({
      setting: z.string(),
      source: z.json().optional(),
      target: z.json(),
      reason: told,
    }),
  ),
  notices: z.array(told),
  attempts: count,
  endedAt: instant.nullable(),
});

const leftOutRow = z.strictObject({
  kind: z.enum(['topic', 'group', 'user']),
  name: z.string(),
  reason: z.enum(['not-chosen', 'made-by-brokers']),
});

const byId = z.strictObject({ id });

/**
 * Masters of the target that have to be there, by name: one that is down is told then. Absent: those that the name
 * servers know now, which forget a broker that is down.
 */
const brokers = z.array(z.string().min(1).max(255)).max(1_000).optional();

export const importRoutes = {
  listImports: route({
    method: 'GET',
    path: '/api/rocketmq/imports',
    role: 'viewer',
    summary: 'Imports of metadata, the newest first.',
    query: page.extend({ state: importState.optional(), targetId: id.optional() }),
    answer: pageOf(metadataImport),
  }),
  createImport: route({
    method: 'POST',
    path: '/api/rocketmq/imports',
    role: 'operator',
    summary: 'Plans an import of a document into a RocketMQ cluster; nothing is written.',
    body: z.strictObject({ name, documentId: id, targetId: id, choice: importChoice.default({}), brokers }),
    answer: metadataImport,
  }),
  getImport: route({
    method: 'GET',
    path: '/api/rocketmq/imports/:id',
    role: 'viewer',
    summary: 'One import.',
    params: byId,
    answer: metadataImport,
  }),
  watchImport: route({
    method: 'GET',
    path: '/api/rocketmq/imports/:id/watch',
    role: 'viewer',
    summary: 'The same as a stream of server-sent events: one now, and one whenever it has changed.',
    params: byId,
    answer: metadataImport,
    streams: true,
  }),
  listImportRows: route({
    method: 'GET',
    path: '/api/rocketmq/imports/:id/rows',
    role: 'viewer',
    summary: 'What an import does, and what came of it, in order.',
    params: byId,
    query: page.extend({
      kind: rowKind.optional(),
      action: rowAction.optional(),
      outcome: rowOutcome.optional(),
      /** Of the target. */
      namespace: z.string().max(255).optional(),
      /** A part of the name at the source. */
      search: z.string().max(255).optional(),
    }),
    answer: pageOf(importRow),
  }),
  listImportLeftOut: route({
    method: 'GET',
    path: '/api/rocketmq/imports/:id/left-out',
    role: 'viewer',
    summary: 'What of the document is not imported.',
    params: byId,
    query: page.extend({ search: z.string().max(255).optional() }),
    answer: pageOf(leftOutRow),
  }),
  planImport: route({
    method: 'POST',
    path: '/api/rocketmq/imports/:id/plan',
    role: 'operator',
    summary: 'Plans an import that was not started anew, with another choice if one is given.',
    params: byId,
    body: z.strictObject({ choice: importChoice.optional(), brokers }),
    answer: metadataImport,
  }),
  splitImport: route({
    method: 'POST',
    path: '/api/rocketmq/imports/:id/split',
    role: 'operator',
    summary: 'Makes of an import that is too large the several that its plan proposes, in its place.',
    params: byId,
    answer: z.array(metadataImport),
  }),
  startImport: route({
    method: 'POST',
    path: '/api/rocketmq/imports/:id/start',
    role: 'operator',
    summary:
      'Starts what was confirmed by the hash of its plan. If the target has changed since, nothing is written, and the import has a new plan.',
    params: byId,
    body: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/u) }),
    answer: metadataImport,
  }),
  retryImport: route({
    method: 'POST',
    path: '/api/rocketmq/imports/:id/retry',
    role: 'operator',
    summary: 'Tries again what has failed of an import that has ended.',
    params: byId,
    answer: metadataImport,
  }),
  cancelImport: route({
    method: 'POST',
    path: '/api/rocketmq/imports/:id/cancel',
    role: 'operator',
    summary: 'Ends a running import; what was written stays.',
    params: byId,
    answer: metadataImport,
  }),
  deleteImport: route({
    method: 'DELETE',
    path: '/api/rocketmq/imports/:id',
    role: 'operator',
    summary: 'Forgets an import that does not run; what it wrote stays.',
    params: byId,
  }),
};
