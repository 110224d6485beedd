import type { StoredMessage } from '../message/stored-message.ts';
import type { MessageQueue } from '../protocol/bodies/message-queue.ts';
import { SEARCH_OFFSET_BY_TIMESTAMP } from '../protocol/requests/consumer.ts';
import { readableBrokersOfTopic } from './brokers-of-topic.ts';
import { type MessageSearch, searchOf } from './found-messages.ts';
import { onBrokers } from './outcomes.ts';
import type { TimeRange } from './query-messages.ts';
import { readQueue } from './read-queue.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

interface Wanted {
  /** In milliseconds since 1970. */
  readonly from: bigint;
  readonly to: bigint | undefined;
  readonly limit: number;
}

/** Somewhere before the first message of that time, for the exact place cannot be asked for: see `resetOffsetsAt`. */
const startOf = async (
  admin: RocketmqAdmin,
  address: string,
  { topic, queueId }: MessageQueue,
  from: bigint,
): Promise<bigint> =>
  (await ask(admin, address, SEARCH_OFFSET_BY_TIMESTAMP, { topic, queueId, timestamp: from - 1n })).fields
    .offset;

const readTime = async (
  admin: RocketmqAdmin,
  address: string,
  queue: MessageQueue,
  { from, to, limit }: Wanted,
): Promise<StoredMessage[]> => {
  const found: StoredMessage[] = [];
  const isLater = ({ storeTimestamp }: StoredMessage) => to !== undefined && storeTimestamp > to;
  for await (const messages of readQueue(admin, address, queue, await startOf(admin, address, queue, from))) {
    found.push(...messages.filter((message) => message.storeTimestamp >= from && !isLater(message)));
    if (found.length >= limit || messages.some(isLater)) break;
  }
  return found.slice(0, limit);
};

const readBroker = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
  wanted: Wanted,
): Promise<StoredMessage[]> => {
  const { queues = [] } = (await topicStats(admin, address, topic)) ?? {};
  const found: StoredMessage[] = [];
  for (const { brokerName, queueId, minOffset, maxOffset } of queues) {
    if (maxOffset > minOffset) {
      found.push(...(await readTime(admin, address, { topic, brokerName, queueId }, wanted)));
    }
  }
  return found;
};

/**
 * The first messages of a topic that were stored from a time on, at most `limit` of all. Nothing is committed and no client
 * is registered. Throws ROCKETMQ_TOPIC_UNKNOWN, and what `NameServers.call` throws.
 */
export const messagesByTime = async (
  admin: RocketmqAdmin,
  topic: string,
  { from = 0, to }: TimeRange,
  limit = 64,
): Promise<MessageSearch> => {
  const wanted = { from: BigInt(from), to: to === undefined ? undefined : BigInt(to), limit };
  const brokers = await readableBrokersOfTopic(admin, topic);
  const search = searchOf(
    await onBrokers(brokers, ({ address }) => readBroker(admin, address, topic, wanted)),
  );
  return { ...search, messages: search.messages.slice(0, limit) };
};
