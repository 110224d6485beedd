import { randomUUID } from 'node:crypto';
import { apiErrors } from '@mqferry/api';
import type { FakeHandlers } from './fake-handlers.ts';
import { ago } from './ids.ts';
import { part } from './lists.ts';
import { type Copy, type FakeTask, failing, type Item, item, itemsOf, type Task } from './tasks.ts';
import { watch } from './watch.ts';
import type { World } from './world.ts';

const AT_A_LOOK = 4;

const stateOf = ({ cancelled, endedAt, items }: FakeTask): Task['state'] => {
  if (endedAt === null) return 'running';
  if (cancelled) return 'cancelled';
  const failed = items.filter(({ state }) => state === 'failed').length;
  if (failed === 0) return 'succeeded';
  return failed === items.length ? 'failed' : 'partly-failed';
};

const told = (task: FakeTask): Task => {
  const { cancelled: _, items, endedAt, ...facts } = task;
  const count = (state: Item['state']) => items.filter((each) => each.state === state).length;
  return {
    ...{ ...facts, endedAt, state: stateOf(task) },
    counts: {
      ...{ total: items.length, pending: count('pending'), done: count('done'), skipped: count('skipped') },
      ...{ failed: count('failed'), cancelled: count('cancelled') },
    },
    durationMs: (endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(facts.createdAt),
  };
};

/** What is called “cancelled” fails the first time. */
const tried = (made: Item): Item =>
  made.attempts === 0 && made.name.includes('cancelled')
    ? failing(made)
    : { ...made, state: 'done', reason: null, attempts: made.attempts + 1, endedAt: ago(0) };

const goOn = (task: FakeTask): void => {
  if (task.endedAt !== null) return;
  const now = task.items.filter(({ state }) => state === 'pending').slice(0, AT_A_LOOK);
  task.items = task.items.map((each) => (now.includes(each) ? tried(each) : each));
  if (task.items.every(({ state }) => state !== 'pending')) task.endedAt = ago(0);
};

/** Begins what a copy was confirmed for; gives the id of its task. */
export const beginTask = (world: World, change: Copy): string => {
  const kind = (
    { copyTopics: 'topics', copyAcls: 'acls', copyUsers: 'users', copyQuotas: 'quotas' } as const
  )[change.operation];
  const refOf = (id: string) => ({ id, name: world.clusters.find((each) => each.id === id)?.name ?? null });
  const task: FakeTask = {
    ...{ id: randomUUID(), kind, source: refOf(change.sourceId), target: refOf(change.targetId) },
    ...{ createdBy: world.identity!.name, createdAt: ago(0), cancelled: false, endedAt: null },
    items: itemsOf(change).map(({ name, input }, i) => item(i, name, input, 'pending')),
  };
  world.tasks = [task, ...world.tasks];
  return task.id;
};

/** Tasks of a world. */
export const taskHandlers = (
  world: World,
): Pick<
  FakeHandlers,
  'listTasks' | 'getTask' | 'watchTask' | 'listTaskItems' | 'retryTask' | 'cancelTask'
> => {
  const task = (id: string): FakeTask => {
    const found = world.tasks.find((each) => each.id === id);
    if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'task', id });
    return found;
  };
  return {
    listTasks: ({ query }) => {
      const found = world.tasks
        .map(told)
        .filter(
          ({ kind, state }) =>
            (query.kind === undefined || kind === query.kind) &&
            (query.state === undefined || state === query.state),
        );
      return part(found, query);
    },
    getTask: ({ params: { id } }) => told(task(id)),
    watchTask: ({ params: { id } }, signal) => {
      const found = task(id);
      return watch(() => {
        goOn(found);
        return told(found);
      }, signal);
    },
    listTaskItems: ({ params: { id }, query }) =>
      part(
        task(id).items.filter(
          ({ name, state }) =>
            name.includes(query.search ?? '') && (query.state === undefined || state === query.state),
        ),
        query,
      ),
    retryTask: ({ params: { id } }) => {
      const found = task(id);
      found.endedAt = null;
      found.items = found.items.map((each) =>
        each.state === 'failed' ? { ...each, state: 'pending', reason: null, endedAt: null } : each,
      );
      return told(found);
    },
    cancelTask: ({ params: { id } }) => {
      const found = task(id);
      found.cancelled = true;
      found.endedAt = ago(0);
      found.items = found.items.map((each) =>
        each.state === 'pending' ? { ...each, state: 'cancelled' } : each,
      );
      return told(found);
    },
  };
};
