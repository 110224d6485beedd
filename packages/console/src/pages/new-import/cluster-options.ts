import type { Cluster } from '../../api/types.ts';

/** Clusters to choose from, by name and addresses. */
export const clusterOptions = (clusters: readonly Cluster[]) =>
  clusters.map(({ id, name, bootstrap }) => ({ value: id, label: `${name} (${bootstrap})` }));
