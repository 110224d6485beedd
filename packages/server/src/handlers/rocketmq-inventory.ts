import { exportMetadata, type MetadataDocument, sealSecrets } from '@mqferry/replication';
import { findCluster } from '../clusters/find-cluster.ts';
import { admit } from '../http/caller.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { seenOf } from '../inventory/seen.ts';
import type { Kept } from '../kept.ts';
import { ordered, type PageQuery, partOf } from '../lists.ts';
import type { ConnectedRocketmq } from '../rocketmq/clusters/connected-rocketmq.ts';
import { groupRow, isNamed, topicRow } from '../rocketmq/entry-rows.ts';
import { OVERVIEW_PARTS, overviewOf } from '../rocketmq/inventory/overview.ts';
import type { RocketmqInventories } from '../rocketmq/inventory/rocketmq-inventories.ts';
import { toldOf } from '../rocketmq/told.ts';

type InventoryHandlers = Pick<
  Handlers,
  'getRocketmqOverview' | 'listRocketmqTopics' | 'listRocketmqGroups' | 'exportRocketmqMetadata'
>;

/** What RocketMQ clusters are made of, as of a moment ago. */
export const rocketmqInventoryHandlers = (
  { clusters }: Pick<Kept, 'clusters'>,
  connected: ConnectedRocketmq,
  inventories: RocketmqInventories,
): InventoryHandlers => {
  /** A page of what the metadata is turned into. */
  const pageOf = async <Item>(
    id: string,
    query: PageQuery,
    rowsOf: (metadata: MetadataDocument) => readonly Item[],
  ) => {
    await findCluster(clusters, id, 'rocketmq');
    const looks = await inventories.look(id, ['metadata']);
    const { value } = looks.metadata;
    const page = value ? partOf(rowsOf(value), query) : { items: [], total: null };
    return {
      ...seenOf(looks.metadata, looks),
      warnings: (value?.warnings ?? []).map(toldOf),
      ...page,
    };
  };

  return {
    getRocketmqOverview: async ({ params: { id } }) => {
      await findCluster(clusters, id, 'rocketmq');
      const { admin, clusterName } = await connected.get(id);
      const named = { clusterName, nameServers: admin.nameServers.addresses };
      return overviewOf(await inventories.look(id, OVERVIEW_PARTS), named);
    },
    listRocketmqTopics: ({ params: { id }, query }) =>
      pageOf(id, query, ({ topics }) =>
        topics
          .map(topicRow)
          .filter((row) => row.kind === query.kind && isNamed(query, { ...row, name: row.topic }))
          .sort(ordered({ by: query.sort, order: query.order, name: 'topic' })),
      ),
    listRocketmqGroups: ({ params: { id }, query }) =>
      pageOf(id, query, ({ groups }) =>
        groups
          .map(groupRow)
          .filter((row) => isNamed(query, { ...row, name: row.group }))
          .sort(ordered({ by: query.sort, order: query.order, name: 'group' })),
      ),
    exportRocketmqMetadata: async ({ params: { id }, body: { passphrase } }, { audit, caller }) => {
      const { name } = await findCluster(clusters, id, 'rocketmq');
      audit({ subject: name, after: { secrets: passphrase !== undefined } });
      if (passphrase) admit(caller, 'administrator');
      const { admin, clusterName } = await connected.get(id);
      const { document, secrets } = await exportMetadata(admin, clusterName);
      const sealed = passphrase && (await sealSecrets(secrets, passphrase.reveal()));
      return JSON.parse(JSON.stringify({ ...document, ...(sealed && { secrets: sealed }) }));
    },
  };
};
