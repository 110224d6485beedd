import type { Cluster, ClusterKind } from '@mqferry/store';

/** A cluster as the API tells it. */
export const clusterView = ({ id, kind, name, bootstrap, cluster_id, created_at }: Cluster) => ({
  ...{ id, kind: kind as ClusterKind, name, bootstrap, clusterId: cluster_id, createdAt: created_at },
});
