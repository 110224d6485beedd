import { apiErrors } from '@mqferry/api';
import { CONFIG_POLICY } from '@mqferry/replication';
import { comparedItems } from './comparisons.ts';
import type { FakeHandlers } from './fake-handlers.ts';
import { ago } from './ids.ts';
import { type FakeInventory, goneInventory, partitionsOf, seenOf } from './inventory.ts';
import { compare, part } from './lists.ts';
import type { World } from './world.ts';

type InventoryHandlers = Pick<
  FakeHandlers,
  | 'getClusterOverview'
  | 'refreshCluster'
  | 'listTopics'
  | 'getTopic'
  | 'listGroups'
  | 'getGroup'
  | 'listAcls'
  | 'listScramUsers'
  | 'listQuotas'
  | 'compareClusters'
  | 'getConfigPolicy'
>;

const holds = (search: string | undefined, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes((search ?? '').toLowerCase()));

/** A page of a part of a cluster; nothing is known of one that could not be read. */
const page = <T>(
  of: FakeInventory,
  partName: string,
  items: readonly T[],
  query: { offset: number; limit: number },
) => {
  const seen = seenOf(of, partName);
  const isKnown = of.age !== null && seen.problems.length === 0;
  return { ...seen, ...(isKnown ? part(items, query) : { asOf: null, items: [], total: null }) };
};

/** Clusters as they were read a moment ago. */
export const inventoryHandlers = (world: World): InventoryHandlers => {
  const inventory = (id: string): FakeInventory => world.inventories.get(id) ?? goneInventory();
  return {
    getClusterOverview: ({ params: { id } }) => {
      const of = inventory(id);
      const known = of.age !== null;
      const internal = of.topics.filter((topic) => topic.internal).length;
      return {
        ...seenOf(of, 'topics', 'sizes', 'protocols', 'groups'),
        clusterId: known ? 'lkc-7Qx2TzW0Qj' : null,
        ...{ brokers: [...of.brokers], attention: [...of.attention] },
        counts: {
          topics: known ? of.topics.length - internal : null,
          internalTopics: known ? internal : null,
          partitions: known ? of.topics.reduce((sum, { partitions }) => sum + partitions, 0) : null,
          groups: known ? of.groups.length : null,
        },
      };
    },
    refreshCluster: ({ params: { id } }) => {
      const of = inventory(id);
      if (of.age !== null) of.age = 0;
      return undefined;
    },
    listTopics: ({ params: { id }, query }) => {
      const { search, internal, health, cleanup, sort, order } = query;
      const found = inventory(id)
        .topics.filter(
          (topic) =>
            holds(search, topic.topic) &&
            (internal === 'include' || topic.internal === (internal === 'only')) &&
            (cleanup === undefined || topic.cleanupPolicy === cleanup) &&
            (health === undefined ||
              (health === 'offline'
                ? topic.offline > 0
                : health === 'under-replicated'
                  ? topic.underReplicated > 0
                  : topic.offline + topic.underReplicated === 0)),
        )
        .toSorted((a, b) => compare(a[sort], b[sort]) * (order === 'ascending' ? 1 : -1));
      return page(inventory(id), 'topics', found, query);
    },
    getTopic: ({ params: { id, topic: name } }) => {
      const of = inventory(id);
      const row = of.topics.find(({ topic }) => topic === name);
      if (!row) throw apiErrors.API_NOT_FOUND({ kind: 'topic', id: name });
      const { partitions: _, overrides, ...fields } = row;
      return {
        ...{ ...seenOf(of, 'sizes'), asOf: ago(0), ...fields, topicId: 'x8Yq2mN3TkuQy0a1bC4dEg' },
        partitions: partitionsOf(row),
        configs: [
          ...Object.entries(overrides ?? {}).map(([config, value]) => ({
            ...{ name: config, value, source: 'topic' as const, isDefault: false },
          })),
          { name: 'min.insync.replicas', value: '2', source: 'static-broker', isDefault: false },
          { name: 'max.message.bytes', value: '1048588', source: 'default', isDefault: true },
          { name: 'compression.type', value: 'producer', source: 'default', isDefault: true },
        ],
        groups: of.groups
          .filter(({ group }) => group.startsWith(name))
          .map(({ group, state, lag }) => ({ group, state, lag })),
      };
    },
    listGroups: ({ params: { id }, query }) => {
      const { search, state, topic, sort, order } = query;
      const found = inventory(id)
        .groups.filter(
          (group) =>
            holds(search, group.group) &&
            (state === undefined || group.state === state) &&
            (topic === undefined || group.group.startsWith(topic)),
        )
        .toSorted((a, b) => compare(a[sort], b[sort]) * (order === 'ascending' ? 1 : -1));
      return page(inventory(id), 'groups', found, query);
    },
    getGroup: ({ params: { id, group: name } }) => {
      const row = inventory(id).groups.find(({ group }) => group === name);
      if (!row) throw apiErrors.API_NOT_FOUND({ kind: 'group', id: name });
      const topic = name.replace(/-readers$/u, '');
      const members = Array.from({ length: row.members ?? 0 }, (_, i) => ({
        memberId: `consumer-${i}-5d0c3f6e-1b7a-4c43-9a52-0f7d6f3f2a1${i}`,
        ...{ clientId: `${topic}-app-${i}`, host: `/10.1.4.${17 + i}` },
        assigned: [0, 1, 2, 3]
          .filter((p) => p % (row.members ?? 1) === i)
          .map((p) => ({ topic, partition: p })),
      }));
      return {
        ...{ asOf: ago(0), refreshing: false, problems: [] },
        ...{ group: name, protocolType: row.protocolType, type: row.type, state: row.state, members },
        offsets: [0, 1, 2, 3].map((partition) => ({
          ...{ topic, partition, offset: partition === 3 ? null : 48_210_000n, end: 48_210_332n },
          lag: partition === 3 ? null : 332n,
          memberId: members[partition % Math.max(members.length, 1)]?.memberId ?? null,
        })),
      };
    },
    listAcls: ({ params: { id }, query }) =>
      page(
        inventory(id),
        'acls',
        inventory(id).acls.filter(
          ({ principal, resourceName }) =>
            holds(query.search, principal, resourceName) &&
            (query.principal === undefined || principal === query.principal),
        ),
        query,
      ),
    listScramUsers: ({ params: { id }, query }) =>
      page(
        inventory(id),
        'users',
        inventory(id).users.filter(({ user }) => holds(query.search, user)),
        query,
      ),
    listQuotas: ({ params: { id }, query }) =>
      page(
        inventory(id),
        'quotas',
        inventory(id).quotas.filter(({ name }) => holds(query.search, name)),
        query,
      ),

    compareClusters: ({ query }) => {
      const [source, target] = [inventory(query.source), inventory(query.target)];
      const isKnown = source.age !== null && target.age !== null;
      const items = comparedItems(query.kind, source, target);
      const count = (outcome: string) => items.filter((item) => item.outcome === outcome).length;
      const found = items.filter(
        (item) =>
          (query.outcome === undefined || item.outcome === query.outcome) && holds(query.search, item.name),
      );
      return {
        asOf: isKnown ? ago(Math.max(source.age ?? 0, target.age ?? 0)) : null,
        refreshing: false,
        problems: [
          ...source.problems.map((problem) => ({ side: 'source' as const, ...problem })),
          ...target.problems.map((problem) => ({ side: 'target' as const, ...problem })),
        ].filter(({ part: name }) => name === query.kind),
        counts: isKnown
          ? {
              ...{ sourceOnly: count('source-only'), targetOnly: count('target-only') },
              ...{ differing: count('differs'), equal: count('equal') },
            }
          : null,
        ...(isKnown ? part(found, query) : { items: [], total: null }),
      };
    },
    getConfigPolicy: () =>
      CONFIG_POLICY.map(({ name, manner, scope, reason }) => ({
        ...{ name, manner, scope, reason: { ...reason } },
      })),
  };
};
