import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, page } from '../scalars.ts';
import { problem } from './problem.ts';

const count = z.int().min(0);
const kind = z.enum(['topic', 'group']);
const verdict = z.enum(['ready', 'not-ready', 'unknown']);
const intervalMinutes = z.int().min(5).max(10_080).nullable();
const counts = z.strictObject({ ready: count, notReady: count, unknown: count });

/** A topic or group of a migration, and whether it could be switched at the same offsets when it was looked at. */
const readinessItem = z.strictObject({
  kind,
  name: z.string(),
  verdict,
  /** What was in the way, or could not be measured. */
  reasons: z.array(problem),
  /** What was not in the way, but is to be known. */
  notes: z.array(problem),
});

/** The last scan of a migration; it is worth as much as it is old. */
const readiness = z.strictObject({
  /** When it began; null: there was none. */
  scannedAt: instant.nullable(),
  tookMs: count.nullable(),
  /** Whether one is under way. */
  scanning: z.boolean(),
  /** From one scan to the next while the copy runs; null: only when it is asked for. */
  intervalMinutes,
  topics: counts,
  groups: counts,
  /** What is of no single topic or group. */
  notes: z.array(problem),
});

const byId = z.strictObject({ id });

export const readinessRoutes = {
  getReadiness: route({
    method: 'GET',
    path: '/api/migrations/:id/readiness',
    role: 'viewer',
    summary:
      'Which topics and groups of a migration could be switched when it was scanned last, and why not.',
    params: byId,
    query: page.extend({
      kind: kind.optional(),
      verdict: verdict.optional(),
      /** A part of the name. */
      search: z.string().max(249).optional(),
    }),
    answer: readiness.extend({ items: z.array(readinessItem), total: count }),
  }),
  scanReadiness: route({
    method: 'POST',
    path: '/api/migrations/:id/readiness',
    role: 'operator',
    summary: 'Begins a scan, which changes nothing, unless one is under way.',
    params: byId,
    answer: readiness,
  }),
  scheduleReadiness: route({
    method: 'PUT',
    path: '/api/migrations/:id/readiness/schedule',
    role: 'operator',
    summary: 'Says how often a migration is scanned while its copy runs.',
    params: byId,
    body: z.strictObject({ intervalMinutes }),
    answer: readiness,
  }),
};
