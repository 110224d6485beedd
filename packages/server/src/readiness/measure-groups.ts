import { type CodedError, inParallel } from '@mqferry/core';
import { describeGroup, type KafkaClient } from '@mqferry/kafka';
import { readinessErrors as errors, type MeasuredGroup } from '@mqferry/migration';
import { coded } from '../inventory/coded.ts';
import { GROUPS_AT_ONCE, type GroupOffsets, groupsOf, offsetsOf } from '../switches/group-offsets.ts';

/** States in which members come and go (classic groups; groups of the new protocol). */
const REBALANCING = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']);

const topicOf = (partition: string): string => partition.slice(0, partition.lastIndexOf('-'));

const measureGroup = async (
  [group, offsets]: GroupOffsets,
  source: KafkaClient,
  target: KafkaClient | undefined,
): Promise<MeasuredGroup> => {
  const topics = [...new Set([...offsets.keys()].map(topicOf))];
  try {
    const { state, members } = await describeGroup(source, group);
    const there = target && (await offsetsOf(target, group, topics));
    const lacks = there !== undefined && [...offsets.keys()].some((partition) => !there.has(partition));
    return {
      ...{ group, topics },
      found: {
        reasons: [
          ...(REBALANCING.has(state) ? [errors.READINESS_GROUP_REBALANCING({ group, state })] : []),
          ...(lacks ? [errors.READINESS_GROUP_WITHOUT_OFFSETS({ group })] : []),
        ],
        unmeasured: [],
        notes: members.length > 0 ? [errors.READINESS_GROUP_ACTIVE({ group, members: members.length })] : [],
      },
    };
  } catch (error) {
    return { group, topics, found: { reasons: [], unmeasured: [coded(error)], notes: [] } };
  }
};

/** The groups that read these topics on the source, and what is in their way. */
export const measureGroups = async (
  source: KafkaClient,
  target: KafkaClient | undefined,
  topics: readonly string[],
): Promise<readonly MeasuredGroup[] | CodedError> => {
  try {
    const groups = await groupsOf(source, topics);
    return await inParallel(groups, GROUPS_AT_ONCE, (group) => measureGroup(group, source, target));
  } catch (error) {
    return coded(error);
  }
};
