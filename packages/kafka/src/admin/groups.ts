import { brokerError, throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { DescribeGroups, ListGroups, OffsetCommit, OffsetFetch } from '../protocol/generated/index.ts';
import { byTopic, type TopicPartition } from './by-leader.ts';

/** A consumer group as a broker lists it. */
export interface ListedGroup {
  readonly groupId: string;
  /** `consumer` for consumer groups; Connect and others have their own; empty for offsets committed by hand. */
  readonly protocolType: string;
}

/** A committed position: the offset of the next record to read. */
export interface CommittedOffset extends TopicPartition {
  readonly offset: bigint;
  readonly metadata: string | null;
}

/** State of a group as DescribeGroups names it: Empty, Stable, PreparingRebalance, CompletingRebalance, Dead. */
export interface GroupDescription {
  readonly groupId: string;
  readonly state: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly clientId: string;
    readonly host: string;
  }[];
}

const GROUP_ID_NOT_FOUND = 69;

/** Every group of the cluster, each listed by its coordinator, in order of name. */
export const listGroups = async (client: KafkaClient): Promise<ListedGroup[]> => {
  const { brokers } = await client.metadata();
  const lists = await Promise.all(
    [...brokers.keys()].map((node) =>
      client.retrying(async () => {
        const answer = await client.send(ListGroups, {}, { node });
        throwOnError('ListGroups', `broker ${node}`, answer.errorCode);
        return answer.groups;
      }),
    ),
  );
  const byName = new Map(
    lists.flat().map(({ groupId, protocolType }) => [groupId, { groupId, protocolType }]),
  );
  return [...byName.values()].sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
};

/** State and members of one group; a group that does not exist is `Dead` without members. */
export const describeGroup = (client: KafkaClient, groupId: string): Promise<GroupDescription> =>
  client.retrying(async () => {
    const answer = await client.send(DescribeGroups, { groups: [groupId] }, { group: groupId });
    const group = answer.groups[0]!;
    if (group.errorCode !== GROUP_ID_NOT_FOUND) {
      throwOnError('DescribeGroups', groupId, group.errorCode, group.errorMessage);
    }
    return {
      groupId,
      state: group.errorCode === GROUP_ID_NOT_FOUND ? 'Dead' : group.groupState,
      members: group.members.map(({ memberId, clientId, clientHost }) => ({
        memberId,
        clientId,
        host: clientHost,
      })),
    };
  });

/**
 * All offsets a group has committed. Offsets of a transaction still open are waited for (`require_stable`,
 * KIP-447) where the broker can (from 2.5).
 */
export const fetchGroupOffsets = (client: KafkaClient, groupId: string): Promise<CommittedOffset[]> =>
  client.retrying(async () => {
    const answer = await client.send(
      OffsetFetch,
      (version) =>
        version >= 8
          ? { groups: [{ groupId, topics: null }], requireStable: true }
          : { groupId, topics: null, ...(version >= 7 ? { requireStable: true } : {}) },
      { group: groupId },
    );
    const group = answer.groups[0] ?? answer;
    throwOnError('OffsetFetch', groupId, group.errorCode);
    return group.topics.flatMap(({ name, partitions }) =>
      partitions.flatMap((p) => {
        throwOnError('OffsetFetch', `${groupId} ${name}-${p.partitionIndex}`, p.errorCode);
        const { partitionIndex: partition, committedOffset: offset, metadata } = p;
        return offset < 0n ? [] : [{ topic: name, partition, offset, metadata }];
      }),
    );
  });

/**
 * Commits offsets for a group without members (generation -1). Leader epochs are left out (-1), for those of one
 * cluster mean nothing on another. Throws KAFKA_BROKER_ERROR with UNKNOWN_MEMBER_ID when the group is active.
 */
export const commitGroupOffsets = async (
  client: KafkaClient,
  groupId: string,
  offsets: readonly CommittedOffset[],
): Promise<void> => {
  await client.retrying(async () => {
    const answer = await client.send(
      OffsetCommit,
      {
        groupId,
        topics: [...byTopic(offsets)].map(([name, items]) => ({
          name,
          partitions: items.map(({ partition, offset, metadata }) => ({
            partitionIndex: partition,
            committedOffset: offset,
            committedMetadata: metadata,
          })),
        })),
      },
      { group: groupId },
    );
    for (const { name, partitions } of answer.topics) {
      for (const { partitionIndex, errorCode } of partitions) {
        if (errorCode !== 0) {
          throw brokerError('OffsetCommit', `${groupId} ${name}-${partitionIndex}`, errorCode);
        }
      }
    }
  });
};
