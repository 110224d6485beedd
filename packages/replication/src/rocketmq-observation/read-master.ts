import { inParallel, isCodedError } from '@mqferry/core';
import {
  allProducers,
  type CommittedOffsets,
  type ConsumerConnections,
  committedOffsets,
  consumerConnections,
  groupConfigs,
  type PendingByTopic,
  type PoppedMessages,
  type ProducerClient,
  pendingByTopic,
  poppedMessages,
  type QueueStats,
  RETRY_PREFIX,
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
  /** What is in flight to pop consumers. */
  readonly popped: PoppedMessages;
  /** By `placeOf` of watched ones: the topics of what a group popped and did not acknowledge in time. */
  readonly popRetries: ReadonlyMap<string, readonly string[]>;
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

/** The places of watched groups and topics that a topic for retries may be of; `_`, which names may contain, leaves that open. */
const placesOf = (retries: string, topics: ReadonlySet<string>, groups: ReadonlySet<string>): string[] => {
  const name = retries.slice(RETRY_PREFIX.length);
  return [...name.matchAll(/[+_]/g)].flatMap(({ index }) => {
    const [group, topic] = [name.slice(0, index), name.slice(index + 1)];
    return groups.has(group) && topics.has(topic) ? placeOf(topic, group) : [];
  });
};

/** The topics of what watched groups popped of watched topics and did not acknowledge in time, by their place. */
const popRetriesIn = (
  topics: Iterable<string>,
  watched: Watched,
  hasOffsets: (topic: string, group: string) => boolean,
): Map<string, string[]> => {
  const [names, groups] = [new Set(watched.topics), new Set(watched.groups)];
  const found = new Map<string, string[]>();
  for (const retries of topics) {
    if (!retries.startsWith(RETRY_PREFIX)) continue;
    const places = placesOf(retries, names, groups);
    // The broker gives the group offsets there when it makes the topic (`PopReviveService.initPopRetryOffset`).
    const own = places.filter((place) => hasOffsets(retries, place.slice(place.lastIndexOf('@') + 1)));
    for (const place of own.length > 0 ? own : places) {
      found.set(place, [...(found.get(place) ?? []), retries]);
    }
  }
  return found;
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
  const committed = await committedOffsets(admin, address);
  const offsets = new Map(committed.map((one) => [placeOf(one.topic, one.group), one] as const));
  // What is popped is first in flight and then committed, and what is given back is first in a topic for retries.
  const popped = await poppedMessages(admin, address, committed);
  const popRetries = popRetriesIn(topics.keys(), watched, (topic, group) =>
    offsets.has(placeOf(topic, group)),
  );
  const retries = [...watched.groups.map(retryTopic), ...[...popRetries.values()].flat()];
  const grown = [...watched.topics, ...retries].filter((topic) => topics.has(topic));
  return {
    ...{ brokerName, topics, groups, offsets, pending, popped, popRetries },
    queues: await found(grown, async (topic) => (await topicStats(admin, address, topic))?.queues),
    consumers: await found(watched.groups, (group) => consumerConnections(admin, address, group)),
    producers: await producersOf(admin, address),
  };
};
