import { expect } from 'vitest';
import { type MessageQueue, PROPERTY, type PullConsumer, type StoredMessage } from '../../src/index.ts';

/** Longer than any test, for brokers look only every five seconds whether a wait has ended. */
const WAIT_MS = 60_000;

/** Reads a topic until it has so many messages, waiting for those to come; by queue, in their order. */
export const readAll = async (
  consumer: PullConsumer,
  topic: string,
  count: number,
): Promise<readonly StoredMessage[]> => {
  const messages: StoredMessage[] = [];
  const { promise: complete, resolve, reject } = Promise.withResolvers<void>();
  const read = async (queue: MessageQueue): Promise<void> => {
    for (let offset = 0n; messages.length < count; ) {
      const pulled = await consumer.pull(queue, offset, { waitMs: WAIT_MS });
      messages.push(...pulled.messages);
      offset = pulled.nextOffset;
    }
    resolve();
  };
  // A topic of dead letters is made with the first of them.
  await expect.poll(() => consumer.queues(topic), { timeout: WAIT_MS }).not.toHaveLength(0);
  // Those that wait in vain end with the connection.
  for (const queue of await consumer.queues(topic)) read(queue).catch(reject);
  await complete;
  return messages.sort((a, b) => a.queueId - b.queueId || Number(a.queueOffset - b.queueOffset));
};

/** What brokers add to properties. */
const ADDED: ReadonlySet<string> = new Set([
  PROPERTY.cluster,
  PROPERTY.region,
  PROPERTY.traceSwitch,
  PROPERTY.uniqueKey,
  PROPERTY.realTopic,
  PROPERTY.realQueueId,
  PROPERTY.producerGroup,
  PROPERTY.transactionPrepared,
  PROPERTY.transactionId,
]);

/** The properties without what brokers, and every producer, add to them. */
export const ownProperties = ({ properties }: StoredMessage): Record<string, string> =>
  Object.fromEntries([...properties].filter(([name]) => !ADDED.has(name)));
