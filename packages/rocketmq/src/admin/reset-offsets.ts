import type { MessageQueue } from '../protocol/bodies/message-queue.ts';
import {
  GET_MAX_OFFSET,
  QUERY_CONSUMER_OFFSET,
  SEARCH_OFFSET_BY_TIMESTAMP,
  UPDATE_CONSUMER_OFFSET,
} from '../protocol/requests/consumer.ts';
import { INVOKE_BROKER_TO_RESET_OFFSET } from '../protocol/requests/offsets-admin.ts';
import { mastersOfTopic } from './brokers-of-topic.ts';
import { consumerConnections } from './clients.ts';
import { type BrokerOutcome, onBrokers } from './outcomes.ts';
import { ask, askBody, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** Where a group shall go on in a topic. */
export interface OffsetReset {
  readonly topic: string;
  readonly group: string;
  /** From what was stored at this time or later, in milliseconds since 1970; undefined: at the end. */
  readonly time: number | undefined;
  /** Also where that is further on than the group is; it goes back only unless this is set. */
  readonly forward: boolean;
}

/** Where a group goes on in a queue. */
export interface QueueOffset extends MessageQueue {
  readonly offset: bigint;
}

const END = -1n;

/**
 * Where a queue has what was stored at a time or later. A broker of 4.x tells an offset near to that time, and of messages
 * stored in the same millisecond any: the millisecond before it leads to none that lies behind the first of them.
 */
const offsetAt = async (
  admin: RocketmqAdmin,
  address: string,
  queue: MessageQueue,
  time: number | undefined,
) => {
  const { topic, queueId } = queue;
  const { fields } =
    time === undefined
      ? await ask(admin, address, GET_MAX_OFFSET, { topic, queueId })
      : await ask(admin, address, SEARCH_OFFSET_BY_TIMESTAMP, {
          topic,
          queueId,
          timestamp: BigInt(time) - 1n,
        });
  return fields.offset;
};

const resetQueue = async (
  admin: RocketmqAdmin,
  address: string,
  queue: MessageQueue,
  { group: consumerGroup, time, forward }: OffsetReset,
): Promise<QueueOffset> => {
  const { topic, queueId } = queue;
  const { offset: current } = (
    await ask(admin, address, QUERY_CONSUMER_OFFSET, { consumerGroup, topic, queueId })
  ).fields;
  const offset = await offsetAt(admin, address, queue, time);
  if (!forward && current !== undefined && current <= offset) return { ...queue, offset: current };
  const fields = { consumerGroup, topic, queueId, commitOffset: offset };
  await ask(admin, address, UPDATE_CONSUMER_OFFSET, fields);
  return { ...queue, offset };
};

/** Without clients nobody but the broker has to be told. */
const resetWithoutClients = async (
  admin: RocketmqAdmin,
  address: string,
  reset: OffsetReset,
): Promise<QueueOffset[]> => {
  const { queues = [] } = (await topicStats(admin, address, reset.topic)) ?? {};
  const offsets: QueueOffset[] = [];
  for (const { topic, brokerName, queueId } of queues) {
    offsets.push(await resetQueue(admin, address, { topic, brokerName, queueId }, reset));
  }
  return offsets;
};

/**
 * Has a group go on elsewhere in a topic, at the broker at `host:port`, and gives where it goes on now. When clients of
 * the group are connected, a broker of 4.x has them do it, and refuses with ROCKETMQ_SYSTEM_ERROR as long as the group has
 * not committed an offset of every queue; one of 5.x does it itself and goes forward in any case. Throws
 * ROCKETMQ_SUBSCRIPTION_GROUP_NOT_EXIST, ROCKETMQ_TOPIC_NOT_EXIST (5.x), and as `ask` does.
 */
export const resetOffsetsAt = async (
  admin: RocketmqAdmin,
  address: string,
  reset: OffsetReset,
): Promise<readonly QueueOffset[]> => {
  const { topic, group, time, forward } = reset;
  if ((await consumerConnections(admin, address, group)) === undefined) {
    return resetWithoutClients(admin, address, reset);
  }
  return askBody(admin, address, INVOKE_BROKER_TO_RESET_OFFSET, {
    ...{ topic, group, timestamp: time === undefined ? END : BigInt(time), isForce: forward },
  });
};

/** The same at every master that has the topic. Throws as `mastersOfTopic` does. */
export const resetOffsets = async (
  admin: RocketmqAdmin,
  reset: OffsetReset,
): Promise<BrokerOutcome<readonly QueueOffset[]>[]> =>
  onBrokers(await mastersOfTopic(admin, reset.topic), ({ address }) => resetOffsetsAt(admin, address, reset));
