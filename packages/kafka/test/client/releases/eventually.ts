import { vi } from 'vitest';
import { listOffsets, OFFSET_LATEST } from '../../../src/admin/offsets.ts';
import { createTopics } from '../../../src/admin/topics.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';

/** Repeats what brokers learn with some delay, until it does not throw. */
export const eventually = <T>(act: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(act, { timeout: 30_000, interval: 25 });

/** Creates a topic and waits until it can be used. */
export const createTopic = async (client: KafkaClient, name: string, partitions = 1): Promise<void> => {
  await createTopics(client, [{ name, partitions, replicationFactor: 1 }]);
  await untilLed(client, name, partitions);
};

/** Waits until the leaders of all partitions know that they are. */
export const untilLed = async (client: KafkaClient, topic: string, count: number): Promise<void> => {
  const partitions = Array.from({ length: count }, (_, partition) => ({ topic, partition }));
  await eventually(() => listOffsets(client, partitions, OFFSET_LATEST));
};
