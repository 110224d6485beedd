import { type Answer, apiErrors, type Routes } from '@mqferry/api';
import type { Cluster, StoredTask } from '@mqferry/store';
import type { Handlers } from '../http/serve-routes.ts';
import { watchValue } from '../http/watch-value.ts';
import type { Kept } from '../kept.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';

type TaskHandlers = Pick<
  Handlers,
  'listTasks' | 'getTask' | 'watchTask' | 'listTaskItems' | 'retryTask' | 'cancelTask'
>;
type TaskView = Answer<Routes['getTask']>;
type ItemView = Answer<Routes['listTaskItems']>['items'][number];

const told = (task: StoredTask, clusters: readonly Cluster[], now: Date): TaskView => {
  const refOf = (id: string) => ({ id, name: clusters.find((cluster) => cluster.id === id)?.name ?? null });
  const { created_at: createdAt, ended_at: endedAt, counts } = task;
  return {
    ...{ id: task.id, kind: task.kind as TaskView['kind'], state: task.state as TaskView['state'] },
    ...{ source: refOf(task.source_id), target: refOf(task.target_id) },
    counts: { total: Object.values(counts).reduce((sum, count) => sum + count, 0), ...counts },
    ...{ createdBy: task.created_by, createdAt, endedAt },
    durationMs: Math.max(0, (endedAt === null ? now : new Date(endedAt)).getTime() - Date.parse(createdAt)),
  };
};

/** Tasks and what came of them. */
export const taskHandlers = (
  { tasks, clusters, now }: Pick<Kept, 'tasks' | 'clusters' | 'now'>,
  runner: TaskRunner,
): TaskHandlers => {
  const found = async (id: string): Promise<StoredTask> => {
    const task = await tasks.get(id);
    if (!task) throw apiErrors.API_NOT_FOUND({ kind: 'task', id });
    return task;
  };
  const viewOf = async (task: StoredTask) => told(task, await clusters.list(), now());

  return {
    listTasks: async ({ query: { offset, limit, ...which } }) => {
      const [{ items, total }, known] = await Promise.all([
        tasks.list(which, offset, limit),
        clusters.list(),
      ]);
      return { items: items.map((task) => told(task, known, now())), total };
    },
    getTask: async ({ params: { id } }) => viewOf(await found(id)),
    watchTask: ({ params: { id } }, { gone }) => watchValue(async () => viewOf(await found(id)), gone),
    listTaskItems: async ({ params: { id }, query: { offset, limit, ...which } }) => {
      await found(id);
      const { items, total } = await tasks.items(id, which, offset, limit);
      return {
        items: items.map(({ input, state, reason, ended_at: endedAt, ...item }) => ({
          ...item,
          ...{ input: JSON.parse(input), state: state as ItemView['state'], endedAt },
          reason: reason === null ? null : JSON.parse(reason),
        })),
        total,
      };
    },
    retryTask: async ({ params: { id } }, { audit }) => {
      audit({ subject: id });
      return viewOf(await runner.retry(id));
    },
    cancelTask: async ({ params: { id } }, { audit }) => {
      audit({ subject: id });
      return viewOf(await runner.cancel(id));
    },
  };
};
