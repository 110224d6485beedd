import type { Cluster } from '../../api/types.ts';
import { pageOf, type TableState } from '../../url/table-state.ts';

/** The part of the clusters that a table shows; the service gives all of them at once, for there are few. */
export const clustersShown = (
  clusters: readonly Cluster[],
  state: TableState<'name' | 'createdAt', 'search'>,
): { readonly rows: readonly Cluster[]; readonly total: number } => {
  const search = state.filters.search?.toLowerCase() ?? '';
  const found = clusters
    .filter(({ name, bootstrap }) => `${name} ${bootstrap}`.toLowerCase().includes(search))
    .sort((a, b) => a[state.sort].localeCompare(b[state.sort]));
  if (state.order === 'descending') found.reverse();
  const { offset, limit } = pageOf(state);
  return { rows: found.slice(offset, offset + limit), total: found.length };
};
