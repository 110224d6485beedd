import { randomUUID } from 'node:crypto';
import type { GroupType } from '../../../src/admin/groups.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';
import { joinGroup, syncGroup } from '../../../src/group/group-requests.ts';
import {
  ConsumerGroupHeartbeat,
  ShareGroupHeartbeat,
  StreamsGroupHeartbeat,
} from '../../../src/protocol/generated/index.ts';

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
    const connection = await client.route({ group: groupId });
    const kind = { protocolType: 'consumer', protocolName: 'range' };
    const joined = await joinGroup(connection, {
      ...{ groupId, memberId: '', generationId: -1, ...kind },
      ...{ sessionTimeoutMs: SESSION_MS, rebalanceTimeoutMs: SESSION_MS },
      metadata: Buffer.from('000000000000ffffffff', 'hex'),
      onMemberId: () => {},
    });
    await syncGroup(connection, joined, new Map([[joined.memberId, Buffer.alloc(0)]]), kind);
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
