import type { Given, Routes } from '@mqferry/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import type { Task } from './types.ts';

const LIST_EVERY_MS = 5_000;
const RUNNING_EVERY_MS = 1_000;

type ListQuery = Given<Routes['listTasks']>['query'];
type ItemsQuery = Given<Routes['listTaskItems']>['query'];

/** Everything that is known of tasks begins with this. */
export const TASKS_KEY = ['tasks'] as const;

/** How often a task is asked for, in milliseconds; one that has ended changes only when somebody tries again. */
export const everyOf = (task: Task | undefined): number =>
  task?.state === 'running' ? RUNNING_EVERY_MS : LIST_EVERY_MS;

export const tasksQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: [...TASKS_KEY, 'list', query],
    queryFn: ({ signal }) => client.listTasks({ query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: [...TASKS_KEY, id],
    queryFn: ({ signal }) => client.getTask({ params: { id } }, { signal }),
  });

export const taskItemsQuery = (id: string, query: ItemsQuery, every: number) =>
  queryOptions({
    queryKey: [...TASKS_KEY, id, 'items', query],
    queryFn: ({ signal }) => client.listTaskItems({ params: { id }, query }, { signal }),
    refetchInterval: every,
    placeholderData: keepPreviousData,
  });
