import { inParallel } from '@mqferry/core';
import {
  describeGroup,
  type KafkaClient,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  partitionText,
} from '@mqferry/kafka';
import { type GateWorld, partitionsOf } from '../gate-world.ts';
import { GROUPS_AT_ONCE, type GroupOffsets, type Offsets, offsetsOf } from '../group-offsets.ts';
import { firstOf, type Measured, verdict } from './measured.ts';

/** The topics that some of these partitions belong to. */
const topicsIn = (offsets: Offsets): ReadonlySet<string> =>
  new Set([...offsets.keys()].map((partition) => partition.slice(0, partition.lastIndexOf('-'))));

/** Whether none of these groups has members on a cluster. */
const withoutMembers = async (client: KafkaClient, groups: readonly GroupOffsets[]): Promise<Measured> => {
  const described = await inParallel(groups, GROUPS_AT_ONCE, ([group]) => describeGroup(client, group));
  const active = described.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
  return verdict(active.length === 0, {
    ...{ groups: groups.length, withMembers: active.length, first: firstOf(active) },
  });
};

/** Whether no group that has read these topics has members on the side that is left. */
export const consumersStopped = async ({ from, groupsLeft }: GateWorld): Promise<Measured> =>
  withoutMembers(from, await groupsLeft());

/** Whether none of these groups reads on the other side yet, where it would come to later records first. */
export const noneOnTarget = async ({ to, groupsLeft }: GateWorld): Promise<Measured> =>
  withoutMembers(to, await groupsLeft());

/** Whether each group has the same offsets on both sides. */
export const offsetsFinal = async ({ to, topics, groupsLeft }: GateWorld): Promise<Measured> => {
  const groups = await groupsLeft();
  const unequal = await inParallel(groups, GROUPS_AT_ONCE, async ([group, offsets]) => {
    const there = await offsetsOf(to, group, topics);
    return [...offsets].some(([partition, offset]) => there.get(partition) !== offset) ? [group] : [];
  });
  const behind = unequal.flat();
  const evidence = { groups: groups.length, unequal: behind.length, first: firstOf(behind) };
  return verdict(behind.length === 0, evidence);
};

/** Whether each group has an offset for each partition on the other side: one that starts at the end skips nothing. */
export const startOffsets = async ({ to, topics, groupsLeft }: GateWorld): Promise<Measured> => {
  const [groups, partitions] = [await groupsLeft(), await partitionsOf(to, topics)];
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
export const sourceDrained = async ({ from, topics, groupsLeft }: GateWorld): Promise<Measured> => {
  const partitions = await partitionsOf(from, topics);
  const [groups, ends, starts] = [
    await groupsLeft(),
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
