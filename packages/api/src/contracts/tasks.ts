import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, name, page, pageOf } from '../scalars.ts';
import { problem } from './problem.ts';

const count = z.int().min(0);
const state = z.enum(['running', 'succeeded', 'partly-failed', 'failed', 'cancelled']);
const itemState = z.enum(['pending', 'done', 'skipped', 'failed', 'cancelled']);
const kind = z.enum(['topics', 'acls', 'users', 'quotas']);

/** A cluster of a task; a name of null: it was forgotten since. */
const clusterRef = z.strictObject({ id, name: z.string().nullable() });

/** Many things that are done in the background. */
export const task = z.strictObject({
  id,
  kind,
  source: clusterRef,
  target: clusterRef,
  state,
  /** How many items are where; `skipped`: what was to be done was so already. */
  counts: z.strictObject({
    total: count,
    pending: count,
    done: count,
    skipped: count,
    failed: count,
    cancelled: count,
  }),
  createdBy: name,
  createdAt: instant,
  endedAt: instant.nullable(),
  /** Until it ended, or until now. */
  durationMs: count,
});

const taskItem = z.strictObject({
  position: count,
  name: z.string(),
  /** What is done. */
  input: z.json(),
  state: itemState,
  /** Why it failed. */
  reason: problem.nullable(),
  attempts: count,
  endedAt: instant.nullable(),
});

const byId = z.strictObject({ id });

export const taskRoutes = {
  listTasks: route({
    method: 'GET',
    path: '/api/tasks',
    role: 'viewer',
    summary: 'Tasks, the newest first.',
    query: page.extend({ kind: kind.optional(), state: state.optional() }),
    answer: pageOf(task),
  }),
  getTask: route({
    method: 'GET',
    path: '/api/tasks/:id',
    role: 'viewer',
    summary: 'One task.',
    params: byId,
    answer: task,
  }),
  watchTask: route({
    method: 'GET',
    path: '/api/tasks/:id/watch',
    role: 'viewer',
    summary: 'The same as a stream of server-sent events: one now, and one whenever it has changed.',
    params: byId,
    answer: task,
    streams: true,
  }),
  listTaskItems: route({
    method: 'GET',
    path: '/api/tasks/:id/items',
    role: 'viewer',
    summary: 'What a task does, and what came of it, in order.',
    params: byId,
    query: page.extend({ state: itemState.optional(), search: z.string().max(249).optional() }),
    answer: pageOf(taskItem),
  }),
  retryTask: route({
    method: 'POST',
    path: '/api/tasks/:id/retry',
    role: 'operator',
    summary: 'Tries again what has failed of a task that has ended.',
    params: byId,
    answer: task,
  }),
  cancelTask: route({
    method: 'POST',
    path: '/api/tasks/:id/cancel',
    role: 'operator',
    summary: 'Ends a running task; what was done stays so.',
    params: byId,
    answer: task,
  }),
};
