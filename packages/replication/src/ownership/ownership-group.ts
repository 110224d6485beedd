import type { CodedError } from '@mqferry/core';
import { heartbeat, type KafkaClient } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';

const PREFIX = '__mqferry-';
/** What the group's members are. Kafka's tools list groups of the type `consumer` only. */
export const OWNERSHIP_PROTOCOL_TYPE = 'mqferry';

/**
 * The group on the target in which all copiers of one source agree on who copies what. A cluster without an id (before
 * 0.10.1) has the group of the empty name.
 */
export const ownershipGroup = (sourceClusterId: string | undefined): string =>
  `${PREFIX}${sourceClusterId ?? ''}`;

/** Whether a group is one of copiers, which has no offsets and is nobody's business but theirs. */
export const isOwnershipGroup = (groupId: string): boolean => groupId.startsWith(PREFIX);

/**
 * Why this user may not take part in a group; undefined when he may. A broker that is asked with the heartbeat of a
 * member that does not exist looks at the right first (KafkaApis.handleHeartbeatRequest), and changes nothing. The
 * coordinator is not looked for: that would create the topic of offsets.
 */
export const groupRefusal = (target: KafkaClient, groupId: string): Promise<CodedError | undefined> =>
  target.retrying(async () => {
    const error = await heartbeat(await target.connectAny(), {
      groupId,
      memberId: 'nobody',
      generationId: 0,
    });
    return error?.name === 'GROUP_AUTHORIZATION_FAILED'
      ? replicationErrors.REPLICATION_GROUP_RIGHT_MISSING({ group: groupId })
      : undefined;
  });
