import { apiErrors } from '@mqferry/api';
import type { Cluster, ClusterKind, Clusters } from '@mqferry/store';

const NAMES: Readonly<Record<ClusterKind, string>> = { kafka: 'Kafka', rocketmq: 'RocketMQ' };

/** Finds a cluster of any kind. Throws API_NOT_FOUND. */
export const findAnyCluster = async (clusters: Pick<Clusters, 'get'>, id: string): Promise<Cluster> => {
  const cluster = await clusters.get(id);
  if (!cluster) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
  return cluster;
};

/** Finds a cluster that something is only for one kind of. Throws API_NOT_FOUND and API_CLUSTER_KIND. */
export const findCluster = async (
  clusters: Pick<Clusters, 'get'>,
  id: string,
  needs: ClusterKind,
): Promise<Cluster> => {
  const cluster = await findAnyCluster(clusters, id);
  if (cluster.kind === needs) return cluster;
  const is = NAMES[cluster.kind as ClusterKind];
  throw apiErrors.API_CLUSTER_KIND({ name: cluster.name, is, needs: NAMES[needs] });
};
