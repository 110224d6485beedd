import { useQuery } from '@tanstack/react-query';
import { tasksQuery } from '../../api/task-queries.ts';
import type { Task } from '../../api/types.ts';
import { recent, SHOWN } from './recent.ts';

/** The newest tasks that have failed, wholly or in part, within a week. */
export const useFailedTasks = (): readonly Task[] => {
  const page = { offset: 0, limit: SHOWN };
  const failed = useQuery(tasksQuery({ ...page, state: 'failed' }));
  const partly = useQuery(tasksQuery({ ...page, state: 'partly-failed' }));
  return recent([...(failed.data?.items ?? []), ...(partly.data?.items ?? [])]);
};
