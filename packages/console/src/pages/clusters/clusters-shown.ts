import type { Cluster } from '../../api/types.ts';
import { isFound } from '../../url/local-rows.ts';
import { pageOf, type TableState } from '../../url/table-state.ts';

export type ClusterSort = 'name' | 'createdAt';
export type ClusterFilter = 'search' | 'kind';

/** The part of the clusters that a table shows; the service gives all of them at once, for there are few. */
export const clustersShown = (
  clusters: readonly Cluster[],
  state: TableState<ClusterSort, ClusterFilter>,
): { readonly rows: readonly Cluster[]; readonly total: number } => {
  const { search, kind } = state.filters;
  const found = clusters
    .filter((cluster) => kind === undefined || cluster.kind === kind)
    .filter(({ name, bootstrap }) => isFound(search, `${name} ${bootstrap}`))
    .sort((a, b) => a[state.sort].localeCompare(b[state.sort]));
  if (state.order === 'descending') found.reverse();
  const { offset, limit } = pageOf(state);
  return { rows: found.slice(offset, offset + limit), total: found.length };
};
