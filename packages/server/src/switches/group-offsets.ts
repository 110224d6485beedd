import { inParallel } from '@mqferry/core';
import { fetchGroupOffsets, type KafkaClient, listGroups } from '@mqferry/kafka';
import { isOwnershipGroup } from '@mqferry/replication';

/** Groups that a cluster is asked about at the same time. */
export const GROUPS_AT_ONCE = 8;

/** Offsets by `topic-partition`. */
export type Offsets = ReadonlyMap<string, bigint>;

/** What a group has committed for these topics. */
export const offsetsOf = async (
  client: KafkaClient,
  group: string,
  topics: readonly string[],
): Promise<Offsets> => {
  const offsets = await fetchGroupOffsets(client, group);
  return new Map(
    offsets.flatMap(({ topic, partition, offset }) =>
      topics.includes(topic) ? [[`${topic}-${partition}`, offset] as const] : [],
    ),
  );
};

/** A group, and its offsets. */
export type GroupOffsets = readonly [group: string, offsets: Offsets];

/** The groups that have committed offsets for these topics. */
export const groupsOf = async (client: KafkaClient, topics: readonly string[]): Promise<GroupOffsets[]> => {
  const names = (await listGroups(client))
    .map(({ groupId }) => groupId)
    .filter((group) => !isOwnershipGroup(group));
  const groups = await inParallel(
    names,
    GROUPS_AT_ONCE,
    async (group) => [group, await offsetsOf(client, group, topics)] as const,
  );
  return groups.filter(([, offsets]) => offsets.size > 0);
};
