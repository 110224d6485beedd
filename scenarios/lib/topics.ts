import { createPartitions, createTopics, type KafkaClient } from '@mqferry/kafka';
import { until } from './until.ts';

const MINUTE_MS = 60_000;

const untilVisible = (client: KafkaClient, name: string, partitions: number): Promise<true> =>
  until(`${name} can be written`, MINUTE_MS, async () => {
    const topic = (await client.refreshMetadata()).topics.get(name);
    return topic?.partitions.length === partitions && topic.partitions.every(({ leader }) => leader >= 0);
  });

/** Creates a topic; resolves when it can be written. */
export const newTopic = async (
  client: KafkaClient,
  name: string,
  partitions: number,
  configs: Readonly<Record<string, string>> = {},
  replicationFactor = 1,
): Promise<void> => {
  await createTopics(client, [{ name, partitions, replicationFactor, configs }]);
  await untilVisible(client, name, partitions);
};

/** Gives a topic more partitions, so many in all; resolves when they can be written. */
export const growTopic = async (client: KafkaClient, name: string, partitions: number): Promise<void> => {
  await createPartitions(client, name, partitions);
  await untilVisible(client, name, partitions);
};
