import type { CodedError } from '@mqferry/core';
import { brokerErrorName, type ConfigEntry, type KafkaClient, listTransactions } from '@mqferry/kafka';
import { type Features, type Found, streamsBonds } from '@mqferry/migration';
import { hadTransactions, ifTold, isOfBrokers } from '@mqferry/replication';
import { coded } from '../inventory/coded.ts';
import { type ClusterConfigs, configOf, type InventoryParts, READERS } from '../inventory/read-parts.ts';
import { isCompacted } from './compare-readings.ts';
import type { Measured, Policy } from './progress.ts';

/** What is found of a cluster beside its traffic. */
export interface Surroundings {
  readonly figures: Measured['figures'];
  readonly features: Features;
  /** Topics that are set to be written in a format before v2. */
  readonly oldFormat: readonly string[];
  /** By topic. */
  readonly policies: ReadonlyMap<string, Policy>;
}

const EXAMPLES = 5;
/** Values of `message.format.version` that mean v0 or v1. */
const OLD_FORMAT = /^0\.(?:[0-9]|10)(?:\D|$)/u;
const HOUR_MS = 3_600_000;
/** `message.max.bytes` of Kafka: a mebibyte, and what surrounds a batch. */
const DEFAULT_LARGEST = 1024 ** 2 + 12;

export const PART_NAMES = {
  topics: { en: 'its topics', zh: '主题' },
  configs: { en: 'the configs of topics', zh: '主题配置' },
  sizes: { en: 'the sizes of logs', zh: '日志大小' },
  protocols: { en: 'its version', zh: '版本' },
  groups: { en: 'its consumer groups', zh: '消费组' },
  acls: { en: 'its ACLs', zh: '访问控制列表（ACL）' },
  users: { en: 'its SCRAM users', zh: 'SCRAM 用户' },
  quotas: { en: 'its quotas', zh: '配额' },
  transactions: { en: 'its transactions', zh: '事务' },
} as const;
type Part = keyof typeof PART_NAMES;

const found = (names: readonly string[]): Found => ({
  count: names.length,
  examples: names.slice(0, EXAMPLES),
});

const limitOf = (entry: ConfigEntry | undefined): number | null => {
  const value = Number(entry?.value ?? -1);
  return value >= 0 ? value : null;
};

const policyOf = (configs: ClusterConfigs, topic: string): Policy => ({
  cleanup: configOf(configs, topic, 'cleanup.policy')?.value ?? null,
  retentionMs: limitOf(configOf(configs, topic, 'retention.ms')),
  retentionBytes: limitOf(configOf(configs, topic, 'retention.bytes')),
});

type Topics = InventoryParts['topics'];

const ofTopics = (topics: Topics) => {
  const own = [...topics.topics.values()].filter((topic) => !isOfBrokers(topic));
  const partitions = [...topics.topics.values()].flatMap(({ name, partitions: of }) =>
    of.map((partition) => ({ ...partition, text: `${name}-${partition.partition}` })),
  );
  const counted = own.flatMap(({ partitions: of }) => of);
  const replicas = counted.reduce((sum, partition) => sum + partition.replicas.length, 0);
  const offline = partitions.filter(({ leader }) => leader < 0).map(({ text }) => text);
  const lacking = partitions
    .filter(({ replicas: all, inSyncReplicas }) => inSyncReplicas.length < all.length)
    .map(({ text }) => text);
  const single = own.filter(({ partitions: of }) => of.some(({ replicas: all }) => all.length === 1));
  return {
    figures: {
      ...{ brokers: topics.brokers.size, topics: own.length, partitions: counted.length },
      ...(counted.length > 0 ? { replicationFactor: replicas / counted.length } : {}),
      ...{ underReplicated: lacking.length, offline: offline.length },
    },
    features: {
      ...{ offline: found(offline), underReplicated: found(lacking) },
      singleReplica: found(single.map(({ name }) => name)),
    },
  };
};

const ofConfigs = (configs: ClusterConfigs, names: readonly string[]) => {
  const policies = new Map(names.map((name) => [name, policyOf(configs, name)]));
  const compacted = names.filter((name) => isCompacted(policies.get(name)));
  const deleting = names.filter((name) => !isCompacted(policies.get(name)));
  const bounded = deleting.flatMap((name) => policies.get(name)!.retentionMs ?? []);
  const allowed = (name: string) => limitOf(configOf(configs, name, 'max.message.bytes')) ?? 0;
  const isSet = (config: string) =>
    found(names.filter((name) => configOf(configs, name, config)?.value === 'true'));
  const largest = names.reduce((most, name) => Math.max(most, allowed(name)), 0);
  return {
    policies,
    oldFormat: names.filter((name) =>
      OLD_FORMAT.test(configOf(configs, name, 'message.format.version')?.value ?? ''),
    ),
    figures: {
      compactedTopics: compacted.length,
      ...(largest > 0 ? { largestAllowedBytes: largest } : {}),
      ...(bounded.length > 0 ? { retentionMs: bounded.reduce((a, b) => Math.max(a, b)) } : {}),
    },
    features: {
      compacted: found(compacted),
      unbounded: found(
        deleting.filter((name) => {
          const { retentionMs, retentionBytes, cleanup } = policies.get(name)!;
          return cleanup !== null && retentionMs === null && retentionBytes === null;
        }),
      ),
      shortLived: found(deleting.filter((name) => (policies.get(name)!.retentionMs ?? HOUR_MS) < HOUR_MS)),
      largeAllowed: found(names.filter((name) => allowed(name) > DEFAULT_LARGEST)),
      ...{ tiered: isSet('remote.storage.enable'), unclean: isSet('unclean.leader.election.enable') },
    },
  };
};

const ofSizes = ({ brokers, topics, partitions }: InventoryParts['sizes'], names: readonly string[]) => {
  const own = new Set(names);
  const shares = [...brokers.values()].flatMap(({ total, usable }) =>
    total === undefined || usable === undefined || total === 0n
      ? []
      : [Number(total - usable) / Number(total)],
  );
  const sum = (values: readonly bigint[]) => Number(values.reduce((all, bytes) => all + bytes, 0n));
  const topicOf = (key: string) => key.slice(0, key.lastIndexOf('-'));
  return {
    diskUsedBytes: sum([...topics].filter(([name]) => own.has(name)).map(([, bytes]) => bytes)),
    oneCopyBytes: sum([...partitions].filter(([key]) => own.has(topicOf(key))).map(([, bytes]) => bytes)),
    ...(shares.length > 0 ? { fullestDisk: Math.max(...shares) } : {}),
  };
};

const oldestOf = (releases: readonly string[]): string | undefined =>
  [...releases].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0];

const transactionsOf = async (client: KafkaClient) => {
  const listed = await ifTold(listTransactions(client));
  const ids = listed?.length;
  const transactions = (ids ?? 0) > 0 || (await hadTransactions(client));
  return { transactions, ...(ids === undefined ? {} : { transactionalIds: ids }) };
};

/** A cluster without an authorizer has no access control list, rather than one that is not known. */
const aclsOf = async (client: KafkaClient): Promise<InventoryParts['acls']> => {
  try {
    return await READERS.acls(client);
  } catch (error) {
    if (brokerErrorName(error) === 'SECURITY_DISABLED') return [];
    throw error;
  }
};

/** Reads what there is beside traffic; what cannot be read is left out, with its reason. */
export const readSurroundings = async (client: KafkaClient): Promise<Surroundings> => {
  const unread: { part: Part; reason: CodedError }[] = [];
  const tried = async <T>(part: Part, read: (client: KafkaClient) => Promise<T>): Promise<T | undefined> => {
    try {
      return await read(client);
    } catch (error) {
      unread.push({ part, reason: coded(error) });
      return undefined;
    }
  };
  const topics = await tried('topics', READERS.topics);
  const names = [...(topics?.topics.values() ?? [])]
    .filter((topic) => !isOfBrokers(topic))
    .map(({ name }) => name)
    .sort();
  const configs = await tried('configs', READERS.configs);
  const sizes = await tried('sizes', READERS.sizes);
  const protocols = await tried('protocols', READERS.protocols);
  const groups = await tried('groups', READERS.groups);
  const acls = await tried('acls', aclsOf);
  const users = await tried('users', READERS.users);
  const quotas = await tried('quotas', READERS.quotas);
  const transactions = await tried('transactions', transactionsOf);
  const byTopic = topics && ofTopics(topics);
  const byConfig = configs && ofConfigs(configs, names);
  const told = protocols && [...protocols.values()];
  const serverVersion = told && oldestOf(told.flatMap(({ release }) => release ?? []));
  const byName = groups && [...groups.byName.values()];
  const shares = byName?.filter(({ protocol }) => protocol === 'share').map(({ group }) => group);
  const streams =
    byName &&
    streamsBonds(
      byName.map(({ group }) => group),
      names,
    ).flatMap((bond) => bond.topics);
  return {
    policies: byConfig?.policies ?? new Map(),
    oldFormat: byConfig?.oldFormat ?? [],
    figures: {
      ...{ ...byTopic?.figures, ...byConfig?.figures, ...transactions },
      ...(sizes ? ofSizes(sizes, names) : {}),
      ...(serverVersion === undefined ? {} : { serverVersion }),
      ...(byName ? { groups: byName.length } : {}),
      ...(acls ? { acls: acls.length } : {}),
      ...(users ? { scramUsers: users.size } : {}),
      ...(quotas ? { quotas: quotas.length } : {}),
    },
    features: {
      ...{ ...byTopic?.features, ...byConfig?.features },
      ...(told ? { zookeeper: told.some(({ kraft }) => !kraft) } : {}),
      ...(shares ? { shareGroups: found(shares) } : {}),
      ...(streams ? { streams: found(streams) } : {}),
      unread: unread.map(({ part, reason }) => ({
        part: PART_NAMES[part],
        reason: { en: reason.text('en'), zh: reason.text('zh') },
      })),
    },
  };
};
