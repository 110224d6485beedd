import { setImmediate } from 'node:timers/promises';
import { inParallel } from '@mqferry/core';
import {
  type Acl,
  type BrokerProtocol,
  type ClusterMetadata,
  type ConfigEntry,
  describeAcls,
  describeConfigs,
  describeLogDirectories,
  describeQuotas,
  describeScramUsers,
  type KafkaClient,
  protocolOf,
  type Quota,
  type ScramCredential,
} from '@mqferry/kafka';
import {
  type GroupSummary,
  groupsInOffsetsTopic,
  isOwnershipGroup,
  policyOf,
  summariseGroups,
} from '@mqferry/replication';

const TOPICS_PER_REQUEST = 200;
const BROKERS_AT_ONCE = 8;

/** The configs of all topics. What topics have of their brokers is the same for all of them. */
export interface ClusterConfigs {
  /** By topic, what is set on it itself. */
  readonly own: ReadonlyMap<string, readonly ConfigEntry[]>;
  /** By name, what topics have that do not set it; a name that every topic sets is missing. */
  readonly defaults: ReadonlyMap<string, ConfigEntry>;
  /** Every name that this cluster knows. */
  readonly names: ReadonlySet<string>;
}

/** Bytes on the disks of a cluster, as far as its brokers tell. */
export interface ClusterSizes {
  readonly brokers: ReadonlyMap<
    number,
    { readonly used: bigint; readonly total: bigint | undefined; readonly usable: bigint | undefined }
  >;
  /** Of all replicas, by topic. */
  readonly topics: ReadonlyMap<string, bigint>;
  /** Of the largest replica, by `topic-partition`. */
  readonly partitions: ReadonlyMap<string, bigint>;
}

/** The consumer groups of a cluster, without those of copiers. */
export interface ClusterGroups {
  readonly byName: ReadonlyMap<string, GroupSummary>;
  /** By topic: those that have offsets of it. */
  readonly readers: ReadonlyMap<string, readonly GroupSummary[]>;
}

/** All that is read of a cluster, each part for itself. */
export interface InventoryParts {
  readonly topics: ClusterMetadata;
  readonly configs: ClusterConfigs;
  readonly sizes: ClusterSizes;
  /** By broker. */
  readonly protocols: ReadonlyMap<number, BrokerProtocol>;
  readonly groups: ClusterGroups;
  /** The same by the records of `__consumer_offsets`. */
  readonly offsetsTopic: ClusterGroups;
  readonly acls: readonly Acl[];
  readonly users: ReadonlyMap<string, readonly ScramCredential[]>;
  readonly quotas: readonly Quota[];
}

/** The configs of all topics, which are told apart into those of topics and those that they have of brokers. */
export const readConfigs = async (client: KafkaClient): Promise<ClusterConfigs> => {
  const topics = [...(await client.metadata()).topics.keys()];
  const own = new Map<string, readonly ConfigEntry[]>();
  const defaults = new Map<string, ConfigEntry>();
  const names = new Set<string>();
  for (let at = 0; at < topics.length; at += TOPICS_PER_REQUEST) {
    const some = topics.slice(at, at + TOPICS_PER_REQUEST).map((topic) => ({ topic }));
    for (const [topic, entries] of await describeConfigs(client, some)) {
      const set: ConfigEntry[] = [];
      for (const entry of entries.values()) {
        names.add(entry.name);
        if (entry.source === 'topic') set.push(entry);
        else defaults.set(entry.name, entry);
      }
      own.set(topic, set);
    }
  }
  return { own, defaults, names };
};

/** The value that a topic has; undefined: not known. */
export const configOf = (
  { own, defaults }: ClusterConfigs,
  topic: string,
  name: string,
): ConfigEntry | undefined => own.get(topic)?.find((entry) => entry.name === name) ?? defaults.get(name);

/** Those configs of a topic that go along to another cluster. */
export const movingConfigs = ({ own, defaults }: ClusterConfigs, topic: string): Map<string, ConfigEntry> =>
  new Map(
    [
      ...[...defaults.values()].filter(({ name }) => policyOf(name).scope === 'effective'),
      ...(own.get(topic) ?? []),
    ].map((entry) => [entry.name, entry]),
  );

const sumOf = (values: readonly (bigint | undefined)[]): bigint | undefined =>
  values.reduce<bigint | undefined>(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
    0n,
  );

const readSizes = async (client: KafkaClient): Promise<ClusterSizes> => {
  const directories = await describeLogDirectories(client);
  const topics = new Map<string, bigint>();
  const partitions = new Map<string, bigint>();
  for (const { replicas } of directories) {
    // Thousands of replicas take a while, in which others want to be answered.
    await setImmediate();
    for (const [key, bytes] of replicas) {
      const topic = key.slice(0, key.lastIndexOf('-'));
      topics.set(topic, (topics.get(topic) ?? 0n) + bytes);
      if (bytes >= (partitions.get(key) ?? 0n)) partitions.set(key, bytes);
    }
  }
  const brokers = [...Map.groupBy(directories, ({ broker }) => broker)].map(([broker, own]) => {
    const used = own.reduce((sum, { replicas }) => [...replicas.values()].reduce((a, b) => a + b, sum), 0n);
    const total = sumOf(own.map(({ totalBytes }) => totalBytes));
    const usable = sumOf(own.map(({ usableBytes }) => usableBytes));
    return [broker, { used, total, usable }] as const;
  });
  return { brokers: new Map(brokers), topics, partitions };
};

const readProtocols = async (client: KafkaClient): Promise<InventoryParts['protocols']> => {
  const brokers = [...(await client.metadata()).brokers.keys()];
  const told = await inParallel(brokers, BROKERS_AT_ONCE, (broker) => protocolOf(client, broker));
  return new Map(brokers.map((broker, i) => [broker, told[i]!]));
};

/** The groups by name and by the topics that they have offsets of. */
export const indexGroups = (groups: readonly GroupSummary[]): ClusterGroups => {
  const readers = new Map<string, GroupSummary[]>();
  for (const group of groups) {
    for (const topic of new Set(group.positions.map((position) => position.topic))) {
      const known = readers.get(topic);
      if (known) known.push(group);
      else readers.set(topic, [group]);
    }
  }
  return { byName: new Map(groups.map((group) => [group.group, group])), readers };
};

const isOfOthers = (group: string): boolean => !isOwnershipGroup(group);

/** How each part is read. */
export const READERS: {
  readonly [Part in keyof InventoryParts]: (client: KafkaClient) => Promise<InventoryParts[Part]>;
} = {
  topics: (client) => client.refreshMetadata(),
  configs: readConfigs,
  sizes: readSizes,
  protocols: readProtocols,
  groups: async (client) => indexGroups(await summariseGroups(client, isOfOthers)),
  offsetsTopic: async (client) => indexGroups(await groupsInOffsetsTopic(client, isOfOthers)),
  acls: (client) => describeAcls(client),
  users: (client) => describeScramUsers(client),
  quotas: describeQuotas,
};

/** The names of the parts. */
export const PARTS = Object.keys(READERS) as readonly (keyof InventoryParts)[];
