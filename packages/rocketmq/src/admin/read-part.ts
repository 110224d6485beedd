import { isCodedError } from '@mqferry/core';
import type { StoredMessage } from '../message/stored-message.ts';
import { readQueue } from './read-queue.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** The part of a queue from an offset on to where another one begins. */
export interface QueuePart {
  readonly queueId: number;
  readonly from: bigint;
  readonly to: bigint;
}

/** So many messages of one kind are read at most; more take longer to read than an operator waits. */
export const MOST_READ = 20_000n;

/**
 * Reads a part of a queue of the broker's own; false when that would take more than `MOST_READ` messages, or when the broker
 * does not let the topic be read: 4.9.7 makes that of half messages known only when it looks at them, once a minute.
 */
export const readPart = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
  { queueId, from, to }: QueuePart,
  take: (message: StoredMessage) => void,
): Promise<boolean> => {
  const end = to - from > MOST_READ ? from + MOST_READ : to;
  if (end <= from) return true;
  try {
    for await (const messages of readQueue(admin, address, { topic, brokerName: '', queueId }, from)) {
      for (const message of messages) if (message.queueOffset < end) take(message);
      if (messages.at(-1)!.queueOffset >= end - 1n) break;
    }
  } catch (error) {
    if (isCodedError(error, 'ROCKETMQ_TOPIC_NOT_EXIST')) return false;
    throw error;
  }
  return end === to;
};
