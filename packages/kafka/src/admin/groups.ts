import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import type { Api } from '../protocol/api.ts';
import {
  ConsumerGroupDescribe,
  DeleteGroups,
  DescribeGroups,
  ListGroups,
  ShareGroupDescribe,
  StreamsGroupDescribe,
} from '../protocol/generated/index.ts';
import { askBrokers, askFor } from './ask.ts';
import { askTogether } from './ask-together.ts';
import type { TopicPartition } from './by-leader.ts';
import { type AssignedMember, assignedPartitions } from './member-assignment.ts';

/** The rebalance protocol of a group: `consumer` is that of KIP-848, `streams` of KIP-1071, `share` of KIP-932. */
export type GroupType = 'classic' | 'consumer' | 'streams' | 'share';

/** A group as a broker lists it. */
export interface ListedGroup {
  readonly groupId: string;
  /** The broker that has listed it: its coordinator of that moment. */
  readonly coordinator: number;
  /** `consumer` for consumer groups; Connect and others have their own; empty for offsets committed by hand. */
  readonly protocolType: string;
  /** In the words of DescribeGroups; undefined when the broker does not tell (before 2.6). */
  readonly state: string | undefined;
  /** A `GroupType`, or one this program does not know; undefined when the broker does not tell (before 3.8). */
  readonly type: string | undefined;
}

/** One group and who is in it. */
export interface GroupDescription {
  readonly groupId: string;
  readonly type: GroupType;
  /**
   * Empty, Stable, Dead; while members come and go PreparingRebalance and CompletingRebalance (classic), Assigning
   * and Reconciling (others).
   */
  readonly state: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly clientId: string;
    readonly host: string;
    /** What it is to read; undefined where the group's kind does not say so in partitions. */
    readonly assigned: readonly TopicPartition[] | undefined;
  }[];
}

const GROUP_ID_NOT_FOUND = 69;

/** Every group of the cluster, each listed by its coordinator, in order of name. */
export const listGroups = async (client: KafkaClient): Promise<ListedGroup[]> => {
  const lists = await askBrokers(client, ListGroups, {}, ({ errorCode, groups }, broker) => {
    throwOnError('ListGroups', `broker ${broker}`, errorCode);
    return groups.map(
      ({ groupId, protocolType, groupState, groupType }): ListedGroup => ({
        groupId,
        coordinator: broker,
        protocolType,
        state: groupState || undefined,
        type: groupType.toLowerCase() || undefined,
      }),
    );
  });
  // While a coordinator moves, two brokers may list its groups.
  const byName = new Map(lists.flat().map((group) => [group.groupId, group]));
  return [...byName.values()].sort((a, b) => (a.groupId < b.groupId ? -1 : 1));
};

/** What the answers of all the describing APIs have in common. */
interface DescribedGroups {
  readonly groups: readonly DescribedGroup[];
}

interface DescribedGroup {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly groupId: string;
  readonly groupState: string;
  readonly protocolType?: string;
  readonly members: readonly (AssignedMember & {
    readonly memberId: string;
    readonly clientId: string;
    readonly clientHost: string;
  })[];
}

const descriptionOf = (group: DescribedGroup, groupId: string, type: GroupType): GroupDescription => ({
  groupId,
  type,
  state: group.groupState,
  members: group.members.map((member) => ({
    memberId: member.memberId,
    clientId: member.clientId,
    host: member.clientHost,
    assigned: assignedPartitions(member, group.protocolType),
  })),
});

const describeAs = <Req>(
  client: KafkaClient,
  groupId: string,
  type: GroupType,
  api: Api<Req, DescribedGroups>,
  message: Parameters<typeof client.send<Req, DescribedGroups>>[1],
): Promise<GroupDescription> =>
  askFor(client, { group: groupId }, api, message, ({ groups }) => {
    const group = groups[0]!;
    if (group.errorCode === GROUP_ID_NOT_FOUND) return { groupId, type, state: 'Dead', members: [] };
    throwOnError(api.name, groupId, group.errorCode, group.errorMessage);
    return descriptionOf(group, groupId, type);
  });

const NEWER_TYPES = [
  ['consumer', ConsumerGroupDescribe],
  ['streams', StreamsGroupDescribe],
  ['share', ShareGroupDescribe],
] as const;

/**
 * State and members of one group; a group that does not exist is `Dead` without members. DescribeGroups says that
 * also of groups that are not classic, so it is not believed before the newer types were asked for.
 */
export const describeGroup = async (client: KafkaClient, groupId: string): Promise<GroupDescription> => {
  const classic = await describeAs(client, groupId, 'classic', DescribeGroups, { groups: [groupId] });
  if (classic.state !== 'Dead') return classic;
  const connection = await client.retrying(() => client.route({ group: groupId }));
  for (const [type, api] of NEWER_TYPES) {
    if (!connection.offers(api)) continue;
    const found = await describeAs(client, groupId, type, api, { groupIds: [groupId] });
    if (found.state !== 'Dead') return found;
  }
  return classic;
};

/**
 * The same of many groups as they were listed, in their order: asked of their coordinators together, as far as these
 * are what they were, and the groups classic.
 */
export const describeGroups = (
  client: KafkaClient,
  listed: readonly ListedGroup[],
): Promise<GroupDescription[]> =>
  askTogether(listed, {
    together: async (coordinator, groups) => {
      const answer = await client.send(DescribeGroups, { groups }, { node: coordinator });
      const told = answer.groups.filter(
        ({ errorCode, groupState }) => errorCode === 0 && groupState !== 'Dead',
      );
      return new Map(told.map((group) => [group.groupId, descriptionOf(group, group.groupId, 'classic')]));
    },
    alone: (groupId) => describeGroup(client, groupId),
  });

/**
 * Deletes a group with its offsets (from 1.1). Throws KAFKA_BROKER_ERROR with NON_EMPTY_GROUP while it has members,
 * with GROUP_ID_NOT_FOUND when there is none.
 */
export const deleteGroup = (client: KafkaClient, groupId: string): Promise<void> =>
  askFor(client, { group: groupId }, DeleteGroups, { groupsNames: [groupId] }, ({ results }) => {
    throwOnError('DeleteGroups', groupId, results[0]!.errorCode);
  });
