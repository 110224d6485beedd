import { call } from '../../connection/call.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import {
  GET_MAX_OFFSET,
  GET_MIN_OFFSET,
  QUERY_CONSUMER_OFFSET,
  SEARCH_OFFSET_BY_TIMESTAMP,
  UPDATE_CONSUMER_OFFSET,
} from '../../protocol/requests/consumer.ts';
import type { ClientCore } from './client-core.ts';

/** Topics and groups are named as brokers know them; the master of a queue is asked, and its errors are thrown. */
const connectionFor = async (core: ClientCore, queue: MessageQueue) =>
  core.connect(await core.masterOf(queue));

/** The smallest offset of a queue. */
export const minOffset = async (core: ClientCore, queue: MessageQueue): Promise<bigint> => {
  const { topic, queueId } = queue;
  return (await call(await connectionFor(core, queue), GET_MIN_OFFSET, { topic, queueId })).fields.offset;
};

/** The offset that the next message of a queue will get. */
export const maxOffset = async (core: ClientCore, queue: MessageQueue): Promise<bigint> => {
  const { topic, queueId } = queue;
  return (await call(await connectionFor(core, queue), GET_MAX_OFFSET, { topic, queueId })).fields.offset;
};

/**
 * The first offset of a queue whose message was stored at a time or later, in ms since 1970. Behind the last message 5.x gives
 * the end of the queue and 4.9 the offset of that message.
 */
export const offsetAt = async (core: ClientCore, queue: MessageQueue, time: number): Promise<bigint> => {
  const { topic, queueId } = queue;
  const fields = { topic, queueId, timestamp: BigInt(time) };
  return (await call(await connectionFor(core, queue), SEARCH_OFFSET_BY_TIMESTAMP, fields)).fields.offset;
};

/**
 * How far a group has consumed a queue, undefined if it has never said so. Brokers then say 0 for a queue whose first message
 * is in memory still, by which push consumers of all languages begin there; only 5.x can be told not to (`orZero`).
 */
export const storedOffset = async (
  core: ClientCore,
  consumerGroup: string,
  queue: MessageQueue,
  orZero: boolean,
): Promise<bigint | undefined> => {
  const { topic, queueId } = queue;
  const fields = { consumerGroup, topic, queueId, ...(orZero ? {} : { setZeroIfNotFound: false }) };
  return (await call(await connectionFor(core, queue), QUERY_CONSUMER_OFFSET, fields)).fields.offset;
};

/** Stores how far a group has consumed a queue, and resolves when it is stored. */
export const storeOffset = async (
  core: ClientCore,
  consumerGroup: string,
  queue: MessageQueue,
  commitOffset: bigint,
): Promise<void> => {
  const { topic, queueId } = queue;
  const fields = { consumerGroup, topic, queueId, commitOffset };
  await call(await connectionFor(core, queue), UPDATE_CONSUMER_OFFSET, fields);
};
