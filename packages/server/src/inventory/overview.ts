import type { Answer, Routes } from '@mqferry/api';
import { partitionText } from '@mqferry/kafka';
import { isOfBrokers } from '@mqferry/replication';
import type { Look } from './inventories.ts';
import { madeOnce } from './made-once.ts';
import type { InventoryParts } from './read-parts.ts';
import { type Seen, seenOf } from './seen.ts';

/** What a cluster looks like as a whole. */
export type Overview = Answer<Routes['getClusterOverview']>;

/** What it is made of. */
export const OVERVIEW_PARTS = ['topics', 'sizes', 'protocols', 'groups'] as const;

type OverviewLook = Look<(typeof OVERVIEW_PARTS)[number]>;
type Known = {
  readonly [Part in (typeof OVERVIEW_PARTS)[number]]: InventoryParts[Part] | undefined;
};
type Attention = Overview['attention'][number];

const EXAMPLES = 5;
const REBALANCING = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']);
/** Hundredths of a disk. */
const NEARLY_FULL = 85n;

const attention = (kind: Attention['kind'], where: readonly string[]): Attention[] =>
  where.length === 0 ? [] : [{ kind, count: where.length, examples: where.slice(0, EXAMPLES) }];

const attentions = ({ topics: metadata, sizes, groups }: Known): Attention[] => {
  const all = [...(metadata?.topics.values() ?? [])];
  const partitions = all.flatMap(({ name: topic, partitions: of }) =>
    of.map((partition) => ({ ...partition, text: partitionText({ topic, partition: partition.partition }) })),
  );
  const present = metadata?.brokers;
  const missing = new Set(
    partitions.flatMap(({ replicas }) => replicas.filter((id) => !present?.has(id))).map(String),
  );
  const single = all.filter(
    (topic) => !isOfBrokers(topic) && topic.partitions.some(({ replicas }) => replicas.length === 1),
  );
  const full = [...(sizes?.brokers ?? [])].filter(
    ([, { total, usable }]) =>
      total !== undefined && usable !== undefined && (total - usable) * 100n >= total * NEARLY_FULL,
  );
  const rebalancing = [...(groups?.byName.values() ?? [])].filter(
    ({ state }) => state !== undefined && REBALANCING.has(state),
  );
  const textsOf = (of: typeof partitions) => of.map(({ text }) => text);
  return [
    ...attention('no-controller', metadata && metadata.controllerId < 0 ? ['-'] : []),
    ...attention('broker-missing', [...missing]),
    ...attention('partitions-offline', textsOf(partitions.filter(({ leader }) => leader < 0))),
    ...attention(
      'partitions-under-replicated',
      textsOf(partitions.filter(({ replicas, inSyncReplicas }) => inSyncReplicas.length < replicas.length)),
    ),
    ...attention(
      'topics-single-replica',
      single.map(({ name }) => name),
    ),
    ...attention(
      'disk-nearly-full',
      full.map(([broker]) => String(broker)),
    ),
    ...attention(
      'groups-rebalancing',
      rebalancing.map(({ group }) => group),
    ),
  ];
};

const brokersOf = ({ topics: metadata, sizes, protocols }: Known): Overview['brokers'] => {
  if (!metadata) return [];
  const leaders = new Map<number, number>();
  const replicas = new Map<number, number>();
  const add = (to: Map<number, number>, broker: number) => to.set(broker, (to.get(broker) ?? 0) + 1);
  for (const { partitions } of metadata.topics.values()) {
    for (const partition of partitions) {
      add(leaders, partition.leader);
      for (const broker of partition.replicas) add(replicas, broker);
    }
  }
  return [...metadata.brokers.values()]
    .sort((a, b) => a.id - b.id)
    .map(({ id, host, port, rack }) => {
      const disk = sizes?.brokers.get(id);
      const told = protocols?.get(id);
      return {
        ...{ id, host, port, rack, protocol: told?.release ?? null },
        isController: told?.kraft === false ? id === metadata.controllerId : null,
        ...{ leaders: leaders.get(id) ?? 0, replicas: replicas.get(id) ?? 0 },
        usedBytes: disk?.used ?? null,
        totalBytes: disk?.total ?? null,
        usableBytes: disk?.usable ?? null,
      };
    });
};

/** Made once for what is known. */
const wholeOf = madeOnce((...[topics, sizes, protocols, groups]: Values): Omit<Overview, keyof Seen> => {
  const all = topics && [...topics.topics.values()];
  const internal = all?.filter(isOfBrokers).length;
  const known: Known = { topics, sizes, protocols, groups };
  return {
    clusterId: topics?.clusterId ?? null,
    brokers: brokersOf(known),
    counts: {
      topics: all && internal !== undefined ? all.length - internal : null,
      internalTopics: internal ?? null,
      partitions: all?.reduce((sum, { partitions }) => sum + partitions.length, 0) ?? null,
      groups: groups?.byName.size ?? null,
    },
    attention: attentions(known),
  };
});

type Values = [Known['topics'], Known['sizes'], Known['protocols'], Known['groups']];

/** The cluster as a whole, by what is known of its parts. */
export const overviewOf = (look: OverviewLook): Overview => {
  const { topics, sizes, protocols, groups } = look;
  return { ...seenOf(topics, look), ...wholeOf(topics.value, sizes.value, protocols.value, groups.value) };
};
