import { type Answer, problemOf, type Routes } from '@mqferry/api';
import {
  describeGroup,
  fetchGroupOffsets,
  type KafkaClient,
  listGroups,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { endsOf } from '@mqferry/replication';
import { inventoryErrors } from './inventory-errors.ts';
import { within } from './within.ts';

/** One group. */
export type GroupDetail = Answer<Routes['getGroup']>;

const inOrder = (a: TopicPartition, b: TopicPartition): number =>
  a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;

/** One group as it is now. Throws INVENTORY_GROUP_UNKNOWN, and why the cluster does not answer. */
export const groupDetail = async (client: KafkaClient, group: string, now: Date): Promise<GroupDetail> => {
  const asked = await within(
    Promise.all([describeGroup(client, group), fetchGroupOffsets(client, group), listGroups(client)]),
  );
  if (asked.problem) throw asked.problem;
  const [description, committed, listed] = asked.value;
  const listing = listed.find(({ groupId }) => groupId === group);
  if (!listing) throw inventoryErrors.INVENTORY_GROUP_UNKNOWN({ group });
  const readers = new Map(
    description.members.flatMap(({ memberId, assigned }) =>
      (assigned ?? []).map((partition) => [partitionText(partition), { partition, memberId }] as const),
    ),
  );
  const positions = new Map(committed.map((position) => [partitionText(position), position]));
  const partitions = [
    ...new Map<string, TopicPartition>([
      ...[...readers].map(([key, { partition }]) => [key, partition] as const),
      ...positions,
    ]).values(),
  ].sort(inOrder);
  const ends = await within(endsOf(client, partitions));
  const isTold = description.state !== 'Dead';
  return {
    asOf: now.toISOString(),
    refreshing: false,
    problems: ends.problem ? [{ part: 'offsets', asOf: null, problem: problemOf(ends.problem) }] : [],
    ...{ group, protocolType: listing.protocolType },
    ...{ type: isTold ? description.type : null, state: isTold ? description.state : null },
    members: description.members.map(({ assigned, ...member }) => ({
      ...member,
      assigned: assigned ? [...assigned].sort(inOrder) : null,
    })),
    offsets: partitions.map(({ topic, partition }) => {
      const key = partitionText({ topic, partition });
      const offset = positions.get(key)?.offset ?? null;
      const end = ends.value?.get(key) ?? null;
      return {
        ...{ topic, partition, offset, end, lag: offset === null || end === null ? null : end - offset },
        memberId: readers.get(key)?.memberId ?? null,
      };
    }),
  };
};
