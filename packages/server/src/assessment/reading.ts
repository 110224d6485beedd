import { inParallel } from '@mqferry/core';
import {
  describeLogDirectories,
  fetchGroupOffsets,
  type KafkaClient,
  type LogDirectory,
  listGroups,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  partitionText,
} from '@mqferry/kafka';
import { ifTold, isOfBrokers, isOwnershipGroup } from '@mqferry/replication';

/** A partition at a moment. */
export interface PartitionReading {
  readonly start: bigint;
  readonly end: bigint;
  /** Of its leader's log; undefined: not told. */
  readonly bytes: number | undefined;
}

/** The logs of a cluster at a moment, without those of the brokers themselves. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** By topic and partition; a partition without a leader is missing. */
  readonly topics: ReadonlyMap<string, ReadonlyMap<number, PartitionReading>>;
  /** Committed offsets by group, topic and partition; undefined: not read. */
  readonly committed: ReadonlyMap<string, bigint> | undefined;
}

/** Groups beyond it would cost the cluster too much to be asked again and again. */
const MOST_GROUPS = 500;
const GROUPS_AT_ONCE = 8;

/** What committed offsets are keyed by. A group's name may have any sign in it, so it comes last. */
export const committedKey = (topic: string, partition: number, group: string): string =>
  `${topic} ${partition} ${group}`;

const committedOffsets = async (client: KafkaClient): Promise<Map<string, bigint> | undefined> => {
  const groups = (await ifTold(listGroups(client)))?.filter(({ groupId }) => !isOwnershipGroup(groupId));
  if (!groups || groups.length > MOST_GROUPS) return undefined;
  const told = await inParallel(groups, GROUPS_AT_ONCE, async ({ groupId }) => {
    const offsets = (await ifTold(fetchGroupOffsets(client, groupId))) ?? [];
    return offsets.map(
      ({ topic, partition, offset }) => [committedKey(topic, partition, groupId), offset] as const,
    );
  });
  return new Map(told.flat());
};

/** Sizes of replicas by `broker topic-partition`. */
const replicaSizes = (directories: readonly LogDirectory[]): Map<string, number> =>
  new Map(
    directories.flatMap(({ broker, replicas }) =>
      [...replicas].map(([key, bytes]) => [`${broker} ${key}`, Number(bytes)] as const),
    ),
  );

/** Reads what is compared from moment to moment. Throws when the cluster cannot be asked. */
export const readLogs = async (client: KafkaClient, now: () => Date): Promise<Reading> => {
  const { topics } = await client.refreshMetadata();
  const own = [...topics.values()].filter((topic) => !isOfBrokers(topic));
  const led = own.flatMap(({ name: topic, partitions }) =>
    partitions
      .filter(({ leader }) => leader >= 0)
      .map(({ partition, leader }) => ({ topic, partition, leader })),
  );
  const committed = await committedOffsets(client);
  const starts = await listOffsets(client, led, OFFSET_EARLIEST);
  const [ends, directories] = await Promise.all([
    logEndOffsets(client, led),
    ifTold(describeLogDirectories(client)),
  ]);
  const at = now().getTime();
  const sizes = directories && replicaSizes(directories);
  const byTopic = new Map(own.map(({ name }) => [name, new Map<number, PartitionReading>()]));
  for (const { topic, partition, leader } of led) {
    const key = partitionText({ topic, partition });
    byTopic.get(topic)!.set(partition, {
      start: starts.get(key)!,
      end: ends.get(key)!,
      bytes: sizes?.get(`${leader} ${key}`),
    });
  }
  return { at, topics: byTopic, committed };
};
