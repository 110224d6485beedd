import type { BrokerConnection } from '../client/broker-connection.ts';
import { brokerError, throwOnError } from '../client/broker-error.ts';
import { kafkaErrorByCode } from '../protocol/error-codes.ts';
import { DescribeGroups, Heartbeat, JoinGroup, LeaveGroup, SyncGroup } from '../protocol/generated/index.ts';
import type { KafkaError } from '../protocol/kafka-error.ts';

/** Who takes part in which generation of a group. */
export interface Membership {
  readonly groupId: string;
  readonly memberId: string;
  /** -1 before the first. */
  readonly generationId: number;
}

/** One member as the leader sees it. */
export interface MemberMetadata {
  readonly memberId: string;
  readonly metadata: Buffer;
}

/** What a member asks for when it joins; times in milliseconds. */
export interface JoinRequest extends Membership {
  readonly protocolType: string;
  readonly protocolName: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly metadata: Buffer;
  /** Told the member's id as soon as it has one: it has to be taken out of the group even if it never gets in. */
  readonly onMemberId: (memberId: string) => void;
}

/** A generation that a member takes part in. */
export interface Joined extends Membership {
  /** Of all members, for the leader; undefined for the others. */
  readonly members: readonly MemberMetadata[] | undefined;
}

/** Longer than a rebalance may take, as the Java client waits. */
const JOIN_GRACE_MS = 5_000;

/**
 * Joins the next generation, which comes about once all members have joined or their time is up. A coordinator that
 * wants the member to know its id first (KIP-394, from version 4 on) is asked twice. Throws the coordinator's error.
 */
export const joinGroup = async (
  connection: BrokerConnection,
  { generationId: _, metadata, protocolName, rebalanceTimeoutMs, onMemberId, ...request }: JoinRequest,
): Promise<Joined> => {
  let { memberId } = request;
  for (;;) {
    const answer = await connection.send(
      JoinGroup,
      (version) => ({
        ...request,
        memberId,
        ...(version >= 1 ? { rebalanceTimeoutMs } : {}),
        protocols: [{ name: protocolName, metadata }],
      }),
      { timeoutMs: rebalanceTimeoutMs + JOIN_GRACE_MS },
    );
    const { errorCode, generationId, leader, members } = answer;
    const idGiven = memberId === '' && kafkaErrorByCode(errorCode).name === 'MEMBER_ID_REQUIRED';
    if (idGiven || errorCode === 0) {
      memberId = answer.memberId;
      onMemberId(memberId);
    }
    if (idGiven) continue;
    throwOnError('JoinGroup', request.groupId, errorCode);
    return {
      groupId: request.groupId,
      memberId,
      generationId,
      members: leader === memberId ? members : undefined,
    };
  }
};

/** Gives the member's assignment, once the leader has sent those of all. Throws the coordinator's error. */
export const syncGroup = async (
  connection: BrokerConnection,
  membership: Membership,
  assignments: ReadonlyMap<string, Buffer>,
  { protocolType, protocolName }: Pick<JoinRequest, 'protocolType' | 'protocolName'>,
): Promise<Buffer> => {
  const { groupId, memberId, generationId } = membership;
  const answer = await connection.send(SyncGroup, (version) => ({
    ...{ groupId, memberId, generationId },
    ...(version >= 5 ? { protocolType, protocolName } : {}),
    assignments: [...assignments].map(([id, assignment]) => ({ memberId: id, assignment })),
  }));
  throwOnError('SyncGroup', groupId, answer.errorCode);
  return answer.assignment;
};

/** Says that the member lives; gives the coordinator's error, undefined for none. */
export const heartbeat = async (
  connection: BrokerConnection,
  { groupId, memberId, generationId }: Membership,
  timeoutMs?: number,
): Promise<KafkaError | undefined> => {
  const { errorCode } = await connection.send(
    Heartbeat,
    { groupId, memberId, generationId },
    timeoutMs === undefined ? {} : { timeoutMs },
  );
  return errorCode === 0 ? undefined : kafkaErrorByCode(errorCode);
};

/** Takes a member out of its group. Throws the coordinator's error, also when it was none. */
export const leaveGroup = async (
  connection: BrokerConnection,
  { groupId, memberId }: Omit<Membership, 'generationId'>,
): Promise<void> => {
  const { errorCode, members } = await connection.send(LeaveGroup, (version) => ({
    groupId,
    ...(version >= 3 ? { members: [{ memberId }] } : { memberId }),
  }));
  const failed = [errorCode, ...members.map((member) => member.errorCode)].find((code) => code !== 0);
  if (failed !== undefined) throw brokerError('LeaveGroup', groupId, failed);
};

/**
 * What the members of a group of some type said when they joined; none while a rebalance is under way, for then the
 * coordinator does not tell. Throws the coordinator's error.
 */
export const describeMembers = async (
  connection: BrokerConnection,
  groupId: string,
  protocolType: string,
): Promise<MemberMetadata[]> => {
  const { groups } = await connection.send(DescribeGroups, { groups: [groupId] });
  const group = groups[0]!;
  throwOnError('DescribeGroups', groupId, group.errorCode);
  if (group.protocolType !== protocolType || group.groupState !== 'Stable') return [];
  return group.members.map(({ memberId, memberMetadata }) => ({ memberId, metadata: memberMetadata }));
};
