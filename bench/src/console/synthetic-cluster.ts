/** How much there is in a synthetic cluster. */
export interface ClusterSize {
  readonly topics: number;
  readonly groups: number;
  readonly acls: number;
  readonly users: number;
  readonly quotas: number;
}

/** One partition as all brokers of the cluster tell of it. */
export interface SyntheticPartition {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  readonly end: bigint;
  readonly bytes: bigint;
}

/** One topic, and what is set on it itself. */
export interface SyntheticTopic {
  readonly name: string;
  readonly partitions: readonly SyntheticPartition[];
  readonly configs: Readonly<Record<string, string>>;
}

/** One consumer group: every member reads every second partition. */
export interface SyntheticGroup {
  readonly name: string;
  readonly state: 'Stable' | 'Empty' | 'PreparingRebalance';
  readonly coordinator: number;
  readonly positions: readonly (SyntheticPartition & { readonly offset: bigint })[];
}

/** A cluster that exists as numbers only: the same for the same name and size. */
export interface SyntheticCluster {
  readonly name: string;
  readonly size: ClusterSize;
  readonly brokers: readonly number[];
  readonly topics: ReadonlyMap<string, SyntheticTopic>;
  readonly groups: ReadonlyMap<string, SyntheticGroup>;
}

/** As large as an operator's largest: 50,000 partitions. */
export const LARGE: ClusterSize = { topics: 10_000, groups: 5_000, acls: 5_000, users: 2_000, quotas: 3_000 };

/** Five partitions a topic on the average, as unequal as they are in practice. */
const PARTITIONS = [1, 1, 3, 3, 3, 6, 6, 6, 9, 12];
const FACTOR = 3;
const BROKERS = [1, 2, 3, 4, 5, 6];
const DOMAINS = ['orders', 'payments', 'stock', 'people', 'delivery', 'search', 'billing', 'audit'];
/** Of a thousand topics this one has a partition without a leader. */
const WITHOUT_LEADER = 399;
/** Matches the names of those topics: no migration of them can be planned. */
export const TOPICS_WITHOUT_LEADER: string = `.*${WITHOUT_LEADER}`;
/** One group in so many reads the first topic, besides its own. */
const READERS_OF_FIRST = 10;

const padded = (number: number): string => String(number).padStart(5, '0');

/** `orders.stream-00042`. */
export const topicName = (number: number): string =>
  `${DOMAINS[number % DOMAINS.length]}.stream-${padded(number)}`;

/** `orders.reader-00042`. */
export const groupName = (number: number): string =>
  `${DOMAINS[number % DOMAINS.length]}.reader-${padded(number)}`;

/** A number below `limit` that looks like any other. */
const scattered = (number: number, limit: number): number => (Math.imul(number, 0x9e3779b1) >>> 8) % limit;

const partitionOf = (topic: string, number: number, partition: number): SyntheticPartition => {
  const seed = number * 16 + partition;
  const replicas = Array.from({ length: FACTOR }, (_, i) => BROKERS[(seed + i) % BROKERS.length]!);
  const lags = scattered(seed, 400) === 0;
  const isOffline = number % 1_000 === WITHOUT_LEADER && partition === 0;
  return {
    ...{ topic, partition, replicas },
    leader: isOffline ? -1 : replicas[0]!,
    inSync: lags || isOffline ? replicas.slice(0, FACTOR - 1) : replicas,
    end: BigInt(1_000 + scattered(seed, 1_000_000)),
    bytes: BigInt(1 + scattered(seed, 2_000_000)) * 1_000n,
  };
};

const configsOf = (number: number): Record<string, string> => ({
  ...(number % 3 === 0 ? { 'retention.ms': String((1 + (number % 7)) * 86_400_000) } : {}),
  ...(number % 10 === 5 ? { 'cleanup.policy': 'compact' } : {}),
  ...(number % 4 === 0 ? { 'min.insync.replicas': '2' } : {}),
});

const topicOf = (number: number, name: string, partitions: number, configs = configsOf(number)) => ({
  name,
  partitions: Array.from({ length: partitions }, (_, partition) => partitionOf(name, number, partition)),
  configs,
});

const stateOf = (number: number): SyntheticGroup['state'] => {
  if (number % 97 === 1) return 'PreparingRebalance';
  return number % 6 === 5 ? 'Empty' : 'Stable';
};

/**
 * Makes a cluster. `differing`: of so many topics one is missing, one has another number of partitions, and one another
 * retention; 0: it is like all others of its size.
 */
export const syntheticCluster = (name: string, size: ClusterSize, differing = 0): SyntheticCluster => {
  const topics = new Map<string, SyntheticTopic>();
  for (let number = 0; number < size.topics; number += 1) {
    const turn = differing === 0 ? undefined : number % differing;
    if (turn === 1) continue;
    const more = turn === 2 ? 1 : 0;
    const configs = { ...configsOf(number), ...(turn === 3 ? { 'retention.ms': '3600000' } : {}) };
    const topic = topicOf(number, topicName(number), PARTITIONS[number % PARTITIONS.length]! + more, configs);
    topics.set(topic.name, topic);
  }
  topics.set('__consumer_offsets', topicOf(size.topics, '__consumer_offsets', 50, {}));
  const names = [...topics.keys()];
  const groups = new Map<string, SyntheticGroup>();
  for (let number = 0; number < size.groups; number += 1) {
    const own = [names[(2 * number) % size.topics], names[(2 * number + 1) % size.topics]];
    const read = new Set(number % READERS_OF_FIRST === 0 ? [names[0], ...own] : own);
    const positions = [...read].flatMap((topic) =>
      (topics.get(topic ?? '')?.partitions ?? []).map((partition) => ({
        ...partition,
        offset: partition.end - BigInt(scattered(number + partition.partition, 900)),
      })),
    );
    const coordinator = BROKERS[number % BROKERS.length]!;
    const group = groupName(number);
    groups.set(group, { name: group, state: stateOf(number), coordinator, positions });
  }
  return { name, size, brokers: BROKERS, topics, groups };
};
