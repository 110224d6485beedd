import { codedErrorIn } from '@mqferry/core';
import { describeMembers, type KafkaClient, leaveGroup } from '@mqferry/kafka';
import { decodeState } from './member-state.ts';
import { OWNERSHIP_PROTOCOL_TYPE } from './ownership-group.ts';
import { isGone } from './this-process.ts';

/**
 * Takes members out of a group whose processes ran on this machine and are gone, so that nobody has to wait until
 * their sessions end: a copier that was killed can be started again at once. What this does not find is left to that.
 */
export const removeDeadNeighbours = async (target: KafkaClient, groupId: string): Promise<void> => {
  try {
    const connection = await target.retrying(() => target.route({ group: groupId }));
    for (const { memberId, metadata } of await describeMembers(
      connection,
      groupId,
      OWNERSHIP_PROTOCOL_TYPE,
    )) {
      const { pid, process } = decodeState(metadata);
      if (isGone(pid, process)) await leaveGroup(connection, { groupId, memberId });
    }
  } catch (error) {
    if (!codedErrorIn(error)) throw error;
  }
};
