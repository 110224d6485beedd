import { findAnyCluster, findCluster } from '../clusters/find-cluster.ts';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { groupDetail } from '../inventory/group-detail.ts';
import { chosenGroups } from '../inventory/group-rows.ts';
import type { Inventories, PartName } from '../inventory/inventories.ts';
import { quotaName } from '../inventory/names.ts';
import { OVERVIEW_PARTS, overviewOf } from '../inventory/overview.ts';
import type { InventoryParts } from '../inventory/read-parts.ts';
import { seenOf } from '../inventory/seen.ts';
import { TOPIC_PARTS, topicDetail } from '../inventory/topic-detail.ts';
import { chosenTopics, topicRows } from '../inventory/topic-rows.ts';
import type { Kept } from '../kept.ts';
import { isFound, type PageQuery, partOf } from '../lists.ts';
import type { RocketmqInventories } from '../rocketmq/inventory/rocketmq-inventories.ts';

type InventoryHandlers = Pick<
  Handlers,
  | 'getClusterOverview'
  | 'refreshCluster'
  | 'listTopics'
  | 'getTopic'
  | 'listGroups'
  | 'getGroup'
  | 'listAcls'
  | 'listScramUsers'
  | 'listQuotas'
>;

/** What clusters are made of, as of a moment ago. */
export const inventoryHandlers = (
  { clusters, now }: Pick<Kept, 'clusters' | 'now'>,
  connected: ConnectedClusters,
  inventories: Inventories,
  ofRocketmq: Pick<RocketmqInventories, 'expire'>,
): InventoryHandlers => {
  const look = async <Name extends PartName>(id: string, parts: readonly Name[]) => {
    await findCluster(clusters, id, 'kafka');
    return inventories.look(id, parts);
  };

  /** A page of what one part is turned into. */
  const pageOf = async <Name extends PartName, Item>(
    id: string,
    part: Name,
    query: PageQuery,
    itemsOf: (value: InventoryParts[Name]) => readonly Item[],
  ) => {
    const looks = await look(id, [part]);
    const aged = looks[part];
    const page = aged.value === undefined ? { items: [], total: null } : partOf(itemsOf(aged.value), query);
    return { ...seenOf(aged, looks), ...page };
  };

  return {
    getClusterOverview: async ({ params: { id } }) => overviewOf(await look(id, OVERVIEW_PARTS)),
    refreshCluster: async ({ params: { id } }, { audit }) => {
      const cluster = await findAnyCluster(clusters, id);
      audit({ subject: cluster.name });
      inventories.expire(id);
      ofRocketmq.expire(id);
    },
    listTopics: async ({ params: { id }, query }) => {
      const looks = await look(id, ['topics', 'configs', 'sizes']);
      const { topics, configs, sizes } = looks;
      const rows = topics.value && topicRows(topics.value, configs.value, sizes.value);
      const page = rows ? partOf(chosenTopics(rows, query), query) : { items: [], total: null };
      return { ...seenOf(topics, looks), ...page };
    },
    getTopic: async ({ params: { id, topic } }) => {
      const looks = await look(id, TOPIC_PARTS);
      return topicDetail(await connected.client(id), topic, looks, now());
    },
    listGroups: ({ params: { id }, query }) =>
      pageOf(id, query.from === 'coordinators' ? 'groups' : 'offsetsTopic', query, (groups) =>
        chosenGroups(groups, query),
      ),
    getGroup: async ({ params: { id, group } }) => {
      await look(id, []);
      return groupDetail(await connected.client(id), group, now());
    },
    listAcls: ({ params: { id }, query }) =>
      pageOf(id, 'acls', query, (acls) =>
        acls.filter(
          ({ principal, resourceName }) =>
            isFound(query.search, principal, resourceName) &&
            (query.principal === undefined || principal === query.principal),
        ),
      ),
    listScramUsers: ({ params: { id }, query }) =>
      pageOf(id, 'users', query, (users) =>
        [...users]
          .filter(([user]) => isFound(query.search, user))
          .map(([user, credentials]) => ({ user, credentials: [...credentials] })),
      ),
    listQuotas: ({ params: { id }, query }) =>
      pageOf(id, 'quotas', query, (quotas) =>
        quotas
          .map(({ entity, limits }) => ({ name: quotaName({ entity }), entity: { ...entity }, limits }))
          .filter(({ name }) => isFound(query.search, name)),
      ),
  };
};
