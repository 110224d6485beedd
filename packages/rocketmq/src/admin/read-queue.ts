import { pull } from '../client/pull/pull-request.ts';
import { createSubscription } from '../client/subscription.ts';
import { decodeMessages } from '../message/decode-messages.ts';
import type { StoredMessage } from '../message/stored-message.ts';
import type { MessageQueue } from '../protocol/bodies/message-queue.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';

/** The group of RocketMQ's own tools (`MixAll.TOOLS_CONSUMER_GROUP`), which every broker has. */
const GROUP = 'TOOLS_CONSUMER';
const AT_ONCE = 32;
const TIMEOUT_MS = 10_000;

/**
 * Reads a queue at the broker at `host:port` from an offset to its end, some messages at a time; nothing is committed and
 * no client is registered. Throws as `pull` does.
 */
export async function* readQueue(
  admin: RocketmqAdmin,
  address: string,
  queue: MessageQueue,
  from: bigint,
): AsyncGenerator<StoredMessage[]> {
  const subscription = createSubscription({}, queue.topic);
  for (let offset = from; ; ) {
    const connection = await admin.pool.get(address);
    const request = { group: GROUP, queue, offset, maxMessages: AT_ONCE, waitMs: 0, subscription };
    const { data, status, nextOffset } = await pull(
      connection,
      { ...request, sendSubscription: true },
      TIMEOUT_MS,
    );
    if (status === 'found') yield decodeMessages(data);
    if (status === 'no new messages' || nextOffset <= offset) return;
    offset = nextOffset;
  }
}
