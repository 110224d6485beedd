import { apiErrors } from '@mqferry/api';
import type { Cluster } from '@mqferry/store';
import { type ConnectedClusters, openConnection } from '../clusters/open-connection.ts';
import { testConnection } from '../clusters/test-connection.ts';
import type { Handlers } from '../http/serve-routes.ts';
import type { Inventories } from '../inventory/inventories.ts';
import type { Kept } from '../kept.ts';

type ClusterHandlers = Pick<
  Handlers,
  'listClusters' | 'addCluster' | 'testConnection' | 'getCluster' | 'deleteCluster'
>;

const told = ({ id, name, bootstrap, cluster_id, created_at }: Cluster) => ({
  ...{ id, name, bootstrap, clusterId: cluster_id, createdAt: created_at },
});

/** Clusters that the service knows. */
export const clusterHandlers = (
  { clusters, now }: Pick<Kept, 'clusters' | 'now'>,
  connected: ConnectedClusters,
  inventories: Inventories,
): ClusterHandlers => {
  const found = async (id: string): Promise<Cluster> => {
    const cluster = await clusters.get(id);
    if (!cluster) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
    return cluster;
  };

  return {
    listClusters: async () => (await clusters.list()).map(told),
    addCluster: async ({ body: { name, ...connection } }, { audit }) => {
      const { client, bootstrap } = await openConnection(connection, connected.networks);
      await client.close();
      const cluster = await clusters.add(name, bootstrap, connection, now());
      if (!cluster) throw apiErrors.API_NAME_TAKEN({ kind: 'cluster', name });
      audit({ subject: name, after: { bootstrap } });
      return told(cluster);
    },
    testConnection: async ({ body }, { audit }) => {
      const { client, bootstrap } = await openConnection(body, connected.networks);
      audit({ subject: bootstrap });
      try {
        return await testConnection(client);
      } finally {
        await client.close();
      }
    },
    getCluster: async ({ params: { id } }) => told(await found(id)),
    deleteCluster: async ({ params: { id } }, { audit }) => {
      const { name, bootstrap } = await found(id);
      if (!(await clusters.delete(id))) throw apiErrors.API_CLUSTER_IN_USE({ name });
      inventories.forget(id);
      await connected.forget(id);
      audit({ subject: name, before: { bootstrap } });
      return undefined;
    },
  };
};
