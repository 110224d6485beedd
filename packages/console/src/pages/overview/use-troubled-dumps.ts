import { useQuery } from '@tanstack/react-query';
import { dumpsQuery, LARGEST_PAGE } from '../../api/queries.ts';
import type { Dump } from '../../api/types.ts';

const ALL = { offset: 0, limit: LARGEST_PAGE };

/** The dump tasks that have failed, then those that try again. */
export const useTroubledDumps = (): readonly Dump[] => {
  const { data } = useQuery(dumpsQuery(ALL));
  const of = (state: Dump['state']) => (data?.items ?? []).filter((dump) => dump.state === state);
  return [...of('failed'), ...of('retrying')];
};
