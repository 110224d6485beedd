import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { OffsetCommit, OffsetDelete, OffsetFetch } from '../protocol/generated/index.ts';
import { askFor } from './ask.ts';
import { askTogether } from './ask-together.ts';
import { byTopic, partitionText, type TopicPartition } from './by-leader.ts';
import type { ListedGroup } from './groups.ts';

/** A committed position: the offset of the next record to read. */
export interface CommittedOffset extends TopicPartition {
  readonly offset: bigint;
  readonly metadata: string | null;
}

/** A broker writes the offsets of one request as one batch, which must not exceed its largest message. */
const OFFSETS_PER_REQUEST = 1_000;

/** From this version on a request may be about several groups. */
const VERSION_WITH_GROUPS = 8;

const groupPartition = (groupId: string, topic: string, partition: number): string =>
  `${groupId} ${partitionText({ topic, partition })}`;

/**
 * All offsets a group has committed. Those of a transaction that is still open are not among them; with `awaitsOpen` it
 * is waited for until it ends (`require_stable`, KIP-447, from 2.5). Throws KAFKA_BROKER_ERROR with
 * UNSTABLE_OFFSET_COMMIT when it does not.
 */
export const fetchGroupOffsets = (
  client: KafkaClient,
  groupId: string,
  awaitsOpen = false,
): Promise<CommittedOffset[]> =>
  askFor(
    client,
    { group: groupId },
    OffsetFetch,
    (version) => ({
      ...(version >= VERSION_WITH_GROUPS
        ? { groups: [{ groupId, topics: null }] }
        : { groupId, topics: null }),
      ...(version >= 7 ? { requireStable: awaitsOpen } : {}),
    }),
    (answer) => readOffsets(groupId, answer.groups[0] ?? answer),
  );

interface OffsetsOnTheWire {
  readonly errorCode: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly committedOffset: bigint;
      readonly metadata: string | null;
      readonly errorCode: number;
    }[];
  }[];
}

const readOffsets = (
  groupId: string,
  { errorCode: failure, topics }: OffsetsOnTheWire,
): CommittedOffset[] => {
  throwOnError('OffsetFetch', groupId, failure);
  return topics.flatMap(({ name: topic, partitions }) =>
    partitions.flatMap(({ partitionIndex: partition, committedOffset: offset, metadata, errorCode }) => {
      throwOnError('OffsetFetch', groupPartition(groupId, topic, partition), errorCode);
      return offset < 0n ? [] : [{ topic, partition, offset, metadata }];
    }),
  );
};

/**
 * The same of many groups as they were listed, in their order: asked of their coordinators together (from 3.0), as far
 * as these are what they were.
 */
export const fetchOffsetsOfGroups = (
  client: KafkaClient,
  listed: readonly ListedGroup[],
): Promise<CommittedOffset[][]> =>
  askTogether(listed, {
    together: async (coordinator, groupIds) => {
      const connection = await client.connect(coordinator);
      if (!connection.offers(OffsetFetch, VERSION_WITH_GROUPS)) return new Map();
      const groups = groupIds.map((groupId) => ({ groupId, topics: null }));
      const answer = await connection.send(OffsetFetch, { groups });
      const told = answer.groups.filter(({ errorCode }) => errorCode === 0);
      return new Map(told.map((group) => [group.groupId, readOffsets(group.groupId, group)]));
    },
    alone: (groupId) => fetchGroupOffsets(client, groupId),
  });

/**
 * Commits offsets for a group without members (generation -1). Leader epochs are left out (-1), for those of one
 * cluster mean nothing on another. Throws KAFKA_BROKER_ERROR with UNKNOWN_MEMBER_ID when the group is active; of many
 * offsets the first ones may be committed then.
 */
export const commitGroupOffsets = async (
  client: KafkaClient,
  groupId: string,
  offsets: readonly CommittedOffset[],
): Promise<void> => {
  for (let from = 0; from < offsets.length; from += OFFSETS_PER_REQUEST) {
    const part = offsets.slice(from, from + OFFSETS_PER_REQUEST);
    const topics = [...byTopic(part)].map(([name, items]) => ({
      name,
      partitions: items.map(({ partition, offset, metadata }) => ({
        partitionIndex: partition,
        committedOffset: offset,
        committedMetadata: metadata,
      })),
    }));
    await askFor(client, { group: groupId }, OffsetCommit, { groupId, topics }, (answer) => {
      for (const { name, partitions } of answer.topics) {
        for (const { partitionIndex, errorCode } of partitions) {
          throwOnError('OffsetCommit', groupPartition(groupId, name, partitionIndex), errorCode);
        }
      }
    });
  }
};

/**
 * Makes a group forget its offsets of some partitions (KIP-496, from 2.4). Throws KAFKA_BROKER_ERROR with
 * GROUP_SUBSCRIBED_TO_TOPIC for a topic that its members read, with GROUP_ID_NOT_FOUND when there is no such group.
 */
export const deleteGroupOffsets = async (
  client: KafkaClient,
  groupId: string,
  partitions: readonly TopicPartition[],
): Promise<void> => {
  const topics = [...byTopic(partitions)].map(([name, items]) => ({
    name,
    partitions: items.map(({ partition }) => ({ partitionIndex: partition })),
  }));
  await askFor(client, { group: groupId }, OffsetDelete, { groupId, topics }, (answer) => {
    throwOnError('OffsetDelete', groupId, answer.errorCode);
    for (const { name, partitions: results } of answer.topics) {
      for (const { partitionIndex, errorCode } of results) {
        throwOnError('OffsetDelete', groupPartition(groupId, name, partitionIndex), errorCode);
      }
    }
  });
};
