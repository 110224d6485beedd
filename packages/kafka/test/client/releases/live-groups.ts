import { randomUUID } from 'node:crypto';
import type { GroupType } from '../../../src/admin/groups.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';
import {
  ConsumerGroupHeartbeat,
  JoinGroup,
  ShareGroupHeartbeat,
  StreamsGroupHeartbeat,
  SyncGroup,
} from '../../../src/protocol/generated/index.ts';

const MEMBER_ID_REQUIRED = 79;
/** Long enough not to need heartbeats. */
const SESSION_MS = 120_000;

const succeed = (
  api: string,
  { errorCode, errorMessage }: { errorCode: number; errorMessage?: string | null },
) => {
  if (errorCode !== 0) throw new Error(`${api}: ${errorCode} ${errorMessage ?? ''}`);
};

type Join = (client: KafkaClient, groupId: string, topic: string) => Promise<void>;

/** Subscribes a member of the classic protocol to nothing. */
const joinClassicGroup: Join = (client, groupId) =>
  client.retrying(async () => {
    let memberId = '';
    for (;;) {
      const joined = await client.send(
        JoinGroup,
        (version) => ({
          groupId,
          memberId,
          sessionTimeoutMs: SESSION_MS,
          ...(version >= 1 ? { rebalanceTimeoutMs: SESSION_MS } : {}),
          protocolType: 'consumer',
          protocols: [{ name: 'range', metadata: Buffer.from('000000000000ffffffff', 'hex') }],
        }),
        { group: groupId },
      );
      memberId = joined.memberId;
      if (joined.errorCode === MEMBER_ID_REQUIRED) continue;
      succeed('JoinGroup', joined);
      const { generationId } = joined;
      const assignments = [{ memberId, assignment: Buffer.alloc(0) }];
      const synced = await client.send(
        SyncGroup,
        { groupId, memberId, generationId, assignments },
        { group: groupId },
      );
      succeed('SyncGroup', synced);
      return;
    }
  });

/** Joins a group of the protocol of KIP-848. */
const joinConsumerGroup: Join = async (client, groupId, topic) => {
  const member = {
    groupId,
    memberEpoch: 0,
    rebalanceTimeoutMs: SESSION_MS,
    subscribedTopicNames: [topic],
    topicPartitions: [],
  };
  const answer = await client.send(
    ConsumerGroupHeartbeat,
    (version) => ({ ...member, memberId: version >= 1 ? randomUUID() : '' }),
    { group: groupId },
  );
  succeed('ConsumerGroupHeartbeat', answer);
};

/** Joins a share group (KIP-932). */
const joinShareGroup: Join = async (client, groupId, topic) => {
  const member = { groupId, memberId: randomUUID(), memberEpoch: 0, subscribedTopicNames: [topic] };
  succeed('ShareGroupHeartbeat', await client.send(ShareGroupHeartbeat, member, { group: groupId }));
};

/** Joins a group of Kafka Streams (KIP-1071) that reads one topic. */
const joinStreamsGroup: Join = async (client, groupId, topic) => {
  const member = {
    groupId,
    memberId: randomUUID(),
    memberEpoch: 0,
    rebalanceTimeoutMs: SESSION_MS,
    processId: randomUUID(),
    topology: { epoch: 0, subtopologies: [{ subtopologyId: '0', sourceTopics: [topic] }] },
    activeTasks: [],
    standbyTasks: [],
    warmupTasks: [],
    clientTags: [],
  };
  succeed('StreamsGroupHeartbeat', await client.send(StreamsGroupHeartbeat, member, { group: groupId }));
};

/** Brings a member into a group of any type. It sends no heartbeats, so look soon (45 s). */
export const JOINS: Readonly<Record<GroupType, Join>> = {
  classic: joinClassicGroup,
  consumer: joinConsumerGroup,
  share: joinShareGroup,
  streams: joinStreamsGroup,
};
