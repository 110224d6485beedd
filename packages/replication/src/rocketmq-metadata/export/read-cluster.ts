import { codedErrorIn } from '@mqferry/core';
import {
  brokerStatus,
  brokersOf,
  committedOffsets,
  groupConfigs,
  ORDER_TOPIC_CONFIG,
  onBrokers,
  type RegisteredBroker,
  type RocketmqAdmin,
  storedValues,
  systemTopicsOfBroker,
  systemTopicsOfClusters,
  topicConfigs,
} from '@mqferry/rocketmq';
import { readAcl } from '../cluster/read-acl.ts';
import { groupSettings, topicSettings } from '../cluster/settings-of-broker.ts';
import { metadataErrors } from '../metadata-errors.ts';
import type { BrokerReading, ClusterReading, ReadBroker, Reading } from './cluster-reading.ts';
import { requireReadable, requireRelease } from './require-readable.ts';

/** What was read, or the coded error that kept it from being read. */
const reading = async <T>(work: Promise<T>): Promise<Reading<T>> => {
  try {
    return { value: await work };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded) throw error;
    return { error: coded };
  }
};

const readConsumes = async (
  admin: RocketmqAdmin,
  address: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const consumes = new Map<string, Set<string>>();
  for (const { group, topic } of await committedOffsets(admin, address))
    consumes.set(group, (consumes.get(group) ?? new Set()).add(topic));
  return consumes;
};

interface Content extends BrokerReading {
  readonly version: string | undefined;
}

const readBroker = async (admin: RocketmqAdmin, broker: RegisteredBroker): Promise<Content> => {
  const { address, name } = broker;
  const { version } = await brokerStatus(admin, address);
  requireRelease(version, name);
  const [topics, groups, systemTopics, consumes, acl] = await Promise.all([
    topicConfigs(admin, address),
    groupConfigs(admin, address),
    systemTopicsOfBroker(admin, address),
    reading(readConsumes(admin, address)),
    reading(readAcl(admin, address, name)),
  ]);
  return {
    version,
    topics: new Map(topics.map((config) => [config.topicName, topicSettings(config)])),
    groups: new Map(groups.map((config) => [config.groupName, groupSettings(config)])),
    systemTopics: new Set(systemTopics),
    ...{ consumes, acl },
  };
};

/** The master of each name, or the slave with the lowest id where there is none. */
const readable = (replicas: readonly RegisteredBroker[]): readonly RegisteredBroker[] =>
  [...Map.groupBy(replicas, ({ name }) => name).values()].map(
    (same) => same.toSorted((a, b) => a.id - b.id)[0]!,
  );

/** The clusters that the name servers know, by name. Throws as `NameServers.call` does. */
export const clusterNames = async ({ nameServers }: RocketmqAdmin): Promise<readonly string[]> =>
  [...(await nameServers.clusterInfo()).clusters.keys()].sort();

/**
 * Reads all metadata of a cluster, from every broker at once. A broker that cannot be read is told, and the others are
 * read. Throws what `NameServers.call` throws, ROCKETMQ_CLUSTER_UNKNOWN, METADATA_CLUSTER_EMPTY,
 * METADATA_NO_BROKER_READABLE, and what all brokers refuse, such as ROCKETMQ_AUTHENTICATION_FAILED and
 * METADATA_VERSION_TOO_OLD.
 */
export const readCluster = async (admin: RocketmqAdmin, cluster: string): Promise<ClusterReading> => {
  const info = await admin.nameServers.clusterInfo();
  const replicas = brokersOf(info, cluster);
  if (replicas.length === 0) throw metadataErrors.METADATA_CLUSTER_EMPTY({ cluster });
  const outcomes = await onBrokers(readable(replicas), (broker) => readBroker(admin, broker));
  const brokers = outcomes.map(({ broker: { name, address }, value, error }): ReadBroker => {
    const addresses = Object.fromEntries(
      replicas.filter((one) => one.name === name).map((one) => [one.id, one.address]),
    );
    const content = error ? { error } : { value: value! };
    return { name, address, addresses, ...(value?.version ? { version: value.version } : {}), content };
  });
  requireReadable(brokers);
  const [systemTopics, orderConfigs] = await Promise.all([
    systemTopicsOfClusters(admin),
    reading(storedValues(admin, ORDER_TOPIC_CONFIG)),
  ]);
  return {
    nameServers: admin.nameServers.addresses,
    cluster,
    names: { clusters: [...info.clusters.keys()], brokers: [...info.brokers.keys()] },
    ...{ brokers, orderConfigs, systemTopics: new Set(systemTopics) },
  };
};
