import { useQuery } from '@tanstack/react-query';
import { tasksQuery } from '../../api/task-queries.ts';
import type { Task } from '../../api/types.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What failed before that is in the list of tasks; somebody has decided to leave it so. */
const RECENT_MS = 7 * DAY_MS;
const SHOWN = 5;

/** The newest tasks that have failed, wholly or in part, within a week. */
export const useFailedTasks = (): readonly Task[] => {
  const page = { offset: 0, limit: SHOWN };
  const failed = useQuery(tasksQuery({ ...page, state: 'failed' }));
  const partly = useQuery(tasksQuery({ ...page, state: 'partly-failed' }));
  const since = Date.now() - RECENT_MS;
  return [...(failed.data?.items ?? []), ...(partly.data?.items ?? [])].filter(
    ({ endedAt }) => endedAt !== null && Date.parse(endedAt) >= since,
  );
};
