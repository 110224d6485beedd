import { apiErrors } from '@mqferry/api';
import { type KafkaClient, withSecretsOf } from '@mqferry/kafka';
import type { Cluster, ClusterConnection } from '@mqferry/store';
import { clusterView } from '../clusters/cluster-view.ts';
import { findAnyCluster, findCluster } from '../clusters/find-cluster.ts';
import {
  type ConnectedClusters,
  type OpenedConnection,
  openConnection,
} from '../clusters/open-connection.ts';
import { testConnection } from '../clusters/test-connection.ts';
import type { Copies } from '../copies/copies.ts';
import type { Dumps } from '../dumps/dumps.ts';
import type { Handlers } from '../http/serve-routes.ts';
import type { Inventories } from '../inventory/inventories.ts';
import { within } from '../inventory/within.ts';
import type { Kept } from '../kept.ts';
import type { RocketmqParts } from '../rocketmq/rocketmq-parts.ts';

type ClusterHandlers = Pick<
  Handlers,
  | 'listClusters'
  | 'addCluster'
  | 'testConnection'
  | 'getCluster'
  | 'changeCluster'
  | 'testCluster'
  | 'deleteCluster'
>;

/** What a cluster calls itself; undefined where it does not tell. */
const idOf = async (open: Promise<KafkaClient>): Promise<string | undefined> =>
  (await within(open.then((client) => client.metadata()))).value?.clusterId;

/** Clusters that the service knows. */
export const clusterHandlers = (
  { clusters, migrations, dumps: keptDumps, now }: Pick<Kept, 'clusters' | 'migrations' | 'dumps' | 'now'>,
  connected: ConnectedClusters,
  inventories: Inventories,
  copies: Copies,
  dumps: Dumps,
  rocketmq: Pick<RocketmqParts, 'forget'>,
): ClusterHandlers => {
  const test = async ({ client }: OpenedConnection) => {
    try {
      return await testConnection(client);
    } finally {
      await client.close();
    }
  };

  /** How a cluster is reached from now on: secrets and files that were left out stay. */
  const changedConnection = async (
    id: string,
    properties: string | undefined,
    files: ClusterConnection['files'] | undefined,
  ): Promise<ClusterConnection | undefined> => {
    if (properties === undefined && files === undefined) return undefined;
    const before = (await clusters.connectionOf(id))!;
    return {
      properties: properties === undefined ? before.properties : withSecretsOf(properties, before.properties),
      files: { ...before.files, ...files },
    };
  };

  /** Migrations and dump tasks go on where they were: throws API_CLUSTER_OTHER, and why that cannot be told. */
  const keepIdentity = async ({ id, name, cluster_id: was }: Cluster, opened: OpenedConnection) => {
    const { moving, dumping } = await usedBy(id);
    const uses = moving.length + dumping.length > 0;
    const known = was ?? (uses ? await idOf(connected.client(id)) : undefined);
    try {
      if (!uses || known === undefined) return;
      const { clusterId: is } = await opened.client.metadata();
      if (is !== known) throw apiErrors.API_CLUSTER_OTHER({ name, was: known, is: is ?? '–' });
    } finally {
      await opened.client.close();
    }
  };

  const usedBy = async (id: string) => {
    const uses = (pair: { readonly source_id: string; readonly target_id: string }) =>
      pair.source_id === id || pair.target_id === id;
    const [moving, dumping] = await Promise.all([migrations.list(), keptDumps.list()]);
    return { moving: moving.filter(uses), dumping: dumping.filter(uses) };
  };

  return {
    listClusters: async () => (await clusters.list()).map(clusterView),
    addCluster: async ({ body: { name, ...connection } }, { audit }) => {
      const { client, bootstrap } = await openConnection(connection, connected.networks);
      await client.close();
      const cluster = await clusters.add(
        { kind: 'kafka', name, bootstrap, clusterId: null, connection },
        now(),
      );
      if (!cluster) throw apiErrors.API_NAME_TAKEN({ kind: 'cluster', name });
      audit({ subject: name, after: { bootstrap } });
      return clusterView(cluster);
    },
    testConnection: async ({ body }, { audit }) => {
      const opened = await openConnection(body, connected.networks);
      audit({ subject: opened.bootstrap });
      return test(opened);
    },
    testCluster: async ({ params: { id } }, { audit }) => {
      const { name } = await findCluster(clusters, id, 'kafka');
      audit({ subject: name });
      return test(await openConnection((await clusters.connectionOf(id))!, connected.networks));
    },
    changeCluster: async ({ params: { id }, body: { name, properties, files } }, { audit }) => {
      const before = await findCluster(clusters, id, 'kafka');
      const connection = await changedConnection(id, properties, files);
      const opened = connection && (await openConnection(connection, connected.networks));
      if (opened) await keepIdentity(before, opened);
      if (name === undefined && !connection) return clusterView(before);
      const changed = await clusters.change(id, { name, connection, bootstrap: opened?.bootstrap });
      if (changed === 'name-taken') throw apiErrors.API_NAME_TAKEN({ kind: 'cluster', name: name! });
      if (!changed) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
      const shown = ({ name: called, bootstrap }: Cluster) => ({ name: called, bootstrap });
      audit({
        subject: before.name,
        before: shown(before),
        after: { ...shown(changed), ...(connection ? { connection: 'changed' } : {}) },
      });
      if (connection) {
        await connected.forget(id);
        inventories.forget(id);
        const { moving, dumping } = await usedBy(id);
        for (const migration of moving) await copies.reconcile(migration.id);
        for (const dump of dumping) await dumps.reconcile(dump.id);
      }
      return clusterView(changed);
    },
    getCluster: async ({ params: { id } }) => clusterView(await findAnyCluster(clusters, id)),
    deleteCluster: async ({ params: { id } }, { audit }) => {
      const { name, bootstrap } = await findAnyCluster(clusters, id);
      if (!(await clusters.delete(id))) throw apiErrors.API_CLUSTER_IN_USE({ name });
      inventories.forget(id);
      await connected.forget(id);
      await rocketmq.forget(id);
      audit({ subject: name, before: { bootstrap } });
      return undefined;
    },
  };
};
