import { apiErrors } from '@mqferry/api';
import type { RocketmqAdmin } from '@mqferry/rocketmq';
import type { Cluster } from '@mqferry/store';
import { clusterView } from '../clusters/cluster-view.ts';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { changedConnection, newConnection } from '../rocketmq/clusters/changed-connection.ts';
import type { ConnectedRocketmq } from '../rocketmq/clusters/connected-rocketmq.ts';
import { openRocketmq } from '../rocketmq/clusters/open-rocketmq.ts';
import { testRocketmq } from '../rocketmq/clusters/test-rocketmq.ts';
import type { RocketmqInventories } from '../rocketmq/inventory/rocketmq-inventories.ts';

type ClusterHandlers = Pick<
  Handlers,
  | 'addRocketmqCluster'
  | 'testRocketmqConnection'
  | 'getRocketmqConnection'
  | 'changeRocketmqCluster'
  | 'testRocketmqCluster'
>;

const bootstrapOf = ({ nameServers }: RocketmqAdmin): string => nameServers.addresses.join(';');

const shown = ({ name, bootstrap, cluster_id: clusterName }: Cluster) => ({ name, bootstrap, clusterName });

/** RocketMQ clusters that the service knows. */
export const rocketmqClusterHandlers = (
  { clusters, now }: Pick<Kept, 'clusters' | 'now'>,
  connected: ConnectedRocketmq,
  inventories: RocketmqInventories,
): ClusterHandlers => {
  const test = async (admin: RocketmqAdmin, clusterName: string | undefined) => {
    try {
      return await testRocketmq(admin, clusterName);
    } finally {
      await admin.close();
    }
  };
  const { networks } = connected;
  const connectionOf = async (id: string) => (await clusters.rocketmqConnectionOf(id))!;

  return {
    addRocketmqCluster: async ({ body: { name, clusterName, ...given } }, { audit }) => {
      const connection = { ...newConnection(given), clusterName };
      const admin = openRocketmq(connection, networks);
      const bootstrap = bootstrapOf(admin);
      await admin.close();
      const wanted = { kind: 'rocketmq', name, bootstrap, clusterId: clusterName, connection } as const;
      const cluster = await clusters.add(wanted, now());
      if (!cluster) throw apiErrors.API_NAME_TAKEN({ kind: 'cluster', name });
      audit({ subject: name, after: { bootstrap, clusterName } });
      return clusterView(cluster);
    },
    testRocketmqConnection: async ({ body: { clusterName, ...given } }, { audit }) => {
      const admin = openRocketmq(newConnection(given), networks);
      audit({ subject: bootstrapOf(admin) });
      return test(admin, clusterName);
    },
    getRocketmqConnection: async ({ params: { id } }) => {
      await findCluster(clusters, id, 'rocketmq');
      const { nameServers, clusterName, accessKey, tls } = await connectionOf(id);
      return {
        ...{ nameServers, clusterName, accessKey: accessKey ?? null },
        tls: tls
          ? {
              ...{ ca: tls.ca ?? null, certificate: tls.certificate ?? null },
              ...{ hasKey: tls.key !== undefined, verifyHostname: tls.verifyHostname },
            }
          : null,
      };
    },
    changeRocketmqCluster: async ({ params: { id }, body }, { audit }) => {
      const before = await findCluster(clusters, id, 'rocketmq');
      const connection = changedConnection(body, await connectionOf(id));
      const { name } = body;
      if (name === undefined && !connection) return clusterView(before);
      const admin = connection && openRocketmq(connection, networks);
      await admin?.close();
      const changed = await clusters.change(id, {
        name,
        ...(connection && {
          ...{ connection, clusterId: connection.clusterName, bootstrap: bootstrapOf(admin!) },
        }),
      });
      if (changed === 'name-taken') throw apiErrors.API_NAME_TAKEN({ kind: 'cluster', name: name! });
      if (!changed) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
      audit({
        subject: before.name,
        before: shown(before),
        after: { ...shown(changed), ...(connection ? { connection: 'changed' } : {}) },
      });
      if (connection) {
        await connected.forget(id);
        inventories.forget(id);
      }
      return clusterView(changed);
    },
    testRocketmqCluster: async ({ params: { id } }, { audit }) => {
      const { name } = await findCluster(clusters, id, 'rocketmq');
      audit({ subject: name });
      const connection = await connectionOf(id);
      return test(openRocketmq(connection, networks), connection.clusterName);
    },
  };
};
