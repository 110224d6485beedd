import { inParallel, isCodedError } from '@mqferry/core';
import {
  allProducers,
  type CommittedOffsets,
  type ConsumerConnections,
  committedOffsets,
  consumerConnections,
  groupConfigs,
  type PendingByTopic,
  type ProducerClient,
  pendingByTopic,
  type QueueStats,
  type RocketmqAdmin,
  retryTopic,
  type TopicConfig,
  topicConfigs,
  topicStats,
} from '@mqferry/rocketmq';

/** What is to be read of a cluster. */
export interface Watched {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

/** What one master says at a time. */
export interface MasterReading {
  readonly brokerName: string;
  /** All its topics by name. */
  readonly topics: ReadonlyMap<string, TopicConfig>;
  /** Names of all its groups. */
  readonly groups: ReadonlySet<string>;
  /** Where every group goes on in every topic, by `placeOf`. */
  readonly offsets: ReadonlyMap<string, CommittedOffsets>;
  /** Of the watched topics, and the topics for retries of the watched groups, that it has. */
  readonly queues: ReadonlyMap<string, readonly QueueStats[]>;
  /** Of the watched groups of which somebody is connected. */
  readonly consumers: ReadonlyMap<string, ConsumerConnections>;
  /** By group; undefined: the release does not tell. */
  readonly producers: ReadonlyMap<string, readonly ProducerClient[]> | undefined;
  readonly pending: PendingByTopic;
}

/** A group in a topic. */
export const placeOf = (topic: string, group: string): string => `${topic}@${group}`;

const AT_ONCE = 16;

const producersOf = async (admin: RocketmqAdmin, address: string) => {
  try {
    return await allProducers(admin, address);
  } catch (error) {
    if (isCodedError(error, 'ROCKETMQ_REQUEST_NOT_SUPPORTED')) return undefined;
    throw error;
  }
};

/** What of these is there. */
const found = async <T>(
  names: readonly string[],
  ask: (name: string) => Promise<T | undefined>,
): Promise<Map<string, T>> => {
  const there = new Map<string, T>();
  await inParallel(names, AT_ONCE, async (name) => {
    const answer = await ask(name);
    if (answer !== undefined) there.set(name, answer);
  });
  return there;
};

/**
 * Reads the master at `host:port`. Where groups are is read before how far queues have grown, so a backlog may be told too
 * large, and never too small. Throws as `ask` of `@mqferry/rocketmq` does.
 */
export const readMaster = async (
  admin: RocketmqAdmin,
  { name: brokerName, address }: { readonly name: string; readonly address: string },
  watched: Watched,
): Promise<MasterReading> => {
  const topics = new Map(
    (await topicConfigs(admin, address)).map((config) => [config.topicName, config] as const),
  );
  const groups = new Set((await groupConfigs(admin, address)).map(({ groupName }) => groupName));
  const pending = await pendingByTopic(admin, address);
  const offsets = new Map(
    (await committedOffsets(admin, address)).map((one) => [placeOf(one.topic, one.group), one] as const),
  );
  const grown = [...watched.topics, ...watched.groups.map(retryTopic)].filter((topic) => topics.has(topic));
  return {
    ...{ brokerName, topics, groups, offsets, pending },
    queues: await found(grown, async (topic) => (await topicStats(admin, address, topic))?.queues),
    consumers: await found(watched.groups, (group) => consumerConnections(admin, address, group)),
    producers: await producersOf(admin, address),
  };
};
