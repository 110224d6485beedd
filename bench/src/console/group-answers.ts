import { ByteWriter } from '@mqferry/core';
import { consumerProtocolAssignment } from '@mqferry/kafka';
import type { SyntheticGroup, SyntheticPartition } from './synthetic-cluster.ts';

const ASSIGNMENT_VERSION = 1;
const MEMBERS = 2;

const byTopic = <T extends { readonly topic: string }>(partitions: readonly T[]): [string, T[]][] => [
  ...Map.groupBy(partitions, ({ topic }) => topic),
];

/** What the leader of a classic group has assigned to a member, behind the version of the format. */
const assignmentOf = (partitions: readonly SyntheticPartition[]): Buffer => {
  const writer = new ByteWriter();
  writer.int16(ASSIGNMENT_VERSION);
  const message = {
    assignedPartitions: byTopic(partitions).map(([topic, own]) => ({
      topic,
      partitions: own.map(({ partition }) => partition),
    })),
  };
  consumerProtocolAssignment.encode(writer, message, ASSIGNMENT_VERSION);
  return writer.toBuffer();
};

/** A group as DescribeGroups tells of it; one that there is not is dead. */
export const describedGroup = (groupId: string, group: SyntheticGroup | undefined) => {
  if (!group) return { groupId, groupState: 'Dead' };
  const members = group.state === 'Empty' ? [] : Array.from({ length: MEMBERS }, (_, number) => number);
  return {
    ...{ groupId, groupState: group.state, protocolType: 'consumer', protocolData: 'range' },
    members: members.map((number) => ({
      ...{ memberId: `${groupId}-${number}`, clientId: `${groupId}-client`, clientHost: '/127.0.0.1' },
      memberAssignment: assignmentOf(group.positions.filter((_, i) => i % MEMBERS === number)),
    })),
  };
};

/** The offsets of a group as OffsetFetch tells them. */
export const groupOffsets = (group: SyntheticGroup | undefined) =>
  byTopic(group?.positions ?? []).map(([name, own]) => ({
    name,
    partitions: own.map(({ partition, offset }) => ({ partitionIndex: partition, committedOffset: offset })),
  }));
