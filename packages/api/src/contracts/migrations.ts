import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, int64, name, page, pageOf, pattern } from '../scalars.ts';
import { problem } from './problem.ts';

const phrase = z.strictObject({ en: z.string(), zh: z.string() });
const bytesPerSecond = z.int().positive().nullable();

/** What of the source is moved; patterns match whole names. */
export const selection = z.strictObject({
  /** All but internal ones when absent. */
  topics: pattern.optional(),
  exclude: pattern.optional(),
  /** Consumer groups whose offsets go along; none when absent. */
  groups: pattern.optional(),
  /** Topics of which records may be missing that the source deleted before they were copied. */
  acceptGaps: pattern.optional(),
  /** Topics that may be copied with a map of offsets. */
  mapped: pattern.optional(),
  /** Holes of a topic that are filled at most. */
  mostHoles: int64.optional(),
});

/** An action, and why it is not possible now. */
const nextStep = z.strictObject({
  action: z.enum(['start', 'pause', 'resume', 'verify', 'complete', 'delete']),
  blockedBy: problem.nullable(),
});

const clusterRef = z.strictObject({ id, name });

export const migration = z.strictObject({
  id,
  name,
  source: clusterRef,
  target: clusterRef,
  selection,
  bytesPerSecond,
  intent: z.enum(['none', 'run', 'pause']),
  completed: z.boolean(),
  /** A change names the one that it was made to; to an older one it is refused. */
  revision: z.int(),
  createdAt: instant,
  /** What it looks like now, on its three axes. */
  sentence: z.strictObject({ copy: phrase, verification: phrase, traffic: phrase }),
  next: z.array(nextStep),
});

/** A topic of a migration on its three axes. What is not known is null, never zero. */
export const migrationTopic = z.strictObject({
  topic: z.string(),
  copy: z.enum(['not-begun', 'waiting', 'catching-up', 'in-step', 'paused', 'stopped']),
  lag: int64.nullable(),
  error: problem.nullable(),
  verification: z.enum(['none', 'running', 'equal', 'stale', 'different']),
  verifiedAt: instant.nullable(),
  traffic: z.enum(['on-source', 'moving', 'on-target']),
});

export const migrationEvent = z.strictObject({
  id: z.int(),
  at: instant,
  type: z.string(),
  details: z.record(z.string(), z.json()),
});

const byId = z.strictObject({ id });

export const migrationRoutes = {
  listMigrations: route({
    method: 'GET',
    path: '/api/migrations',
    role: 'viewer',
    summary: 'Migrations in order of name.',
    query: page,
    answer: pageOf(migration),
  }),
  createMigration: route({
    method: 'POST',
    path: '/api/migrations',
    role: 'operator',
    summary: 'Makes a migration; nothing is done yet.',
    body: z.strictObject({ name, sourceId: id, targetId: id, selection, bytesPerSecond: bytesPerSecond.default(null) }),
    answer: migration,
  }),
  getMigration: route({
    method: 'GET',
    path: '/api/migrations/:id',
    role: 'viewer',
    summary: 'One migration, as it is wanted and as it is.',
    params: byId,
    answer: migration,
  }),
  changeMigration: route({
    method: 'PATCH',
    path: '/api/migrations/:id',
    role: 'operator',
    summary: 'Changes the name, the selection or the limit of a migration.',
    params: byId,
    body: z.strictObject({
      revision: z.int(),
      name: name.optional(),
      selection: selection.optional(),
      bytesPerSecond: bytesPerSecond.optional(),
    }),
    answer: migration,
  }),
  actOnMigration: route({
    method: 'POST',
    path: '/api/migrations/:id/actions',
    role: 'operator',
    summary: 'Starts, pauses, resumes, verifies, completes or deletes a migration, if nothing is in the way.',
    params: byId,
    body: z.strictObject({
      action: nextStep.shape.action,
      revision: z.int(),
      /** Of the plan that is confirmed, where the action takes one. */
      planHash: z.string().regex(/^[0-9a-f]{64}$/u).optional(),
    }),
    answer: migration,
  }),
  listMigrationTopics: route({
    method: 'GET',
    path: '/api/migrations/:id/topics',
    role: 'viewer',
    summary: 'The topics of a migration, in order of name.',
    params: byId,
    query: page,
    answer: pageOf(migrationTopic),
  }),
  listMigrationEvents: route({
    method: 'GET',
    path: '/api/migrations/:id/events',
    role: 'viewer',
    summary: 'What happened, the newest first.',
    params: byId,
    query: page,
    answer: pageOf(migrationEvent),
  }),
};
