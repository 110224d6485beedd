import { inParallel } from '@mqferry/core';
import {
  describeGroup,
  fetchGroupOffsets,
  type KafkaClient,
  listGroups,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  partitionText,
} from '@mqferry/kafka';
import { isOwnershipGroup } from '@mqferry/replication';
import { type GateWorld, partitionsOf } from '../gate-world.ts';
import { firstOf, type Measured, verdict } from './measured.ts';

const GROUPS_AT_ONCE = 8;

/** Offsets by `topic-partition`. */
type Offsets = ReadonlyMap<string, bigint>;

const offsetsOf = async (client: KafkaClient, group: string, topics: readonly string[]): Promise<Offsets> => {
  const offsets = await fetchGroupOffsets(client, group);
  return new Map(
    offsets.flatMap(({ topic, partition, offset }) =>
      topics.includes(topic) ? [[`${topic}-${partition}`, offset] as const] : [],
    ),
  );
};

/** The topics that some of these partitions belong to. */
const topicsIn = (offsets: Offsets): ReadonlySet<string> =>
  new Set([...offsets.keys()].map((partition) => partition.slice(0, partition.lastIndexOf('-'))));

/** The groups that have committed offsets for these topics. */
export const groupsOf = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<(readonly [group: string, offsets: Offsets])[]> => {
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

/** Those of these groups that have members. */
const activeOf = async (client: KafkaClient, groups: readonly string[]): Promise<string[]> => {
  const described = await inParallel(groups, GROUPS_AT_ONCE, (group) => describeGroup(client, group));
  return described.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
};

/** Whether no group that has read these topics has members on the side that is left. */
export const consumersStopped = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const groups = await groupsOf(from, topics);
  const active = await activeOf(
    from,
    groups.map(([group]) => group),
  );
  const evidence = { groups: groups.length, withMembers: active.length, first: firstOf(active) };
  return verdict(active.length === 0, evidence);
};

/** Whether none of these groups reads on the other side yet, where it would come to later records first. */
export const noneOnTarget = async ({ from, to, topics }: GateWorld): Promise<Measured> => {
  const groups = await groupsOf(from, topics);
  const active = await activeOf(
    to,
    groups.map(([group]) => group),
  );
  const evidence = { groups: groups.length, withMembers: active.length, first: firstOf(active) };
  return verdict(active.length === 0, evidence);
};

/** Whether each group has the same offsets on both sides. */
export const offsetsFinal = async ({ from, to, topics }: GateWorld): Promise<Measured> => {
  const groups = await groupsOf(from, topics);
  const unequal = await inParallel(groups, GROUPS_AT_ONCE, async ([group, offsets]) => {
    const there = await offsetsOf(to, group, topics);
    return [...offsets].some(([partition, offset]) => there.get(partition) !== offset) ? [group] : [];
  });
  const behind = unequal.flat();
  const evidence = { groups: groups.length, unequal: behind.length, first: firstOf(behind) };
  return verdict(behind.length === 0, evidence);
};

/** Whether each group has an offset for each partition on the other side: one that starts at the end skips nothing. */
export const startOffsets = async ({ from, to, topics }: GateWorld): Promise<Measured> => {
  const [groups, partitions] = [await groupsOf(from, topics), await partitionsOf(to, topics)];
  const lacking = await inParallel(groups, GROUPS_AT_ONCE, async ([group, offsets]) => {
    const there = await offsetsOf(to, group, topics);
    const read = topicsIn(offsets);
    const lacks = partitions.some(
      ({ topic, partition }) => read.has(topic) && !there.has(`${topic}-${partition}`),
    );
    return lacks ? [group] : [];
  });
  const without = lacking.flat();
  const evidence = { groups: groups.length, without: without.length, first: firstOf(without) };
  return verdict(without.length === 0, evidence);
};

/** Whether each group has read everything on the side that is left. */
export const sourceDrained = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const partitions = await partitionsOf(from, topics);
  const [groups, ends, starts] = [
    await groupsOf(from, topics),
    await logEndOffsets(from, partitions),
    await listOffsets(from, partitions, OFFSET_EARLIEST),
  ];
  const lags = groups.map(([group, offsets]) => {
    const read = topicsIn(offsets);
    const lag = partitions
      .filter(({ topic }) => read.has(topic))
      .map((each) => partitionText(each))
      .reduce((sum, key) => sum + (ends.get(key)! - (offsets.get(key) ?? starts.get(key)!)), 0n);
    return { group, lag };
  });
  const behind = lags.filter(({ lag }) => lag > 0n);
  return verdict(behind.length === 0, {
    groups: groups.length,
    behind: behind.length,
    lag: lags.reduce((sum, { lag }) => sum + lag, 0n),
    first: firstOf(behind.map(({ group }) => group)),
  });
};
