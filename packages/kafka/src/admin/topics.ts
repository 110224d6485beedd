import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { CreatePartitions, CreateTopics, DeleteTopics } from '../protocol/generated/index.ts';

/** A topic to create. */
export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
  /** -1 for the cluster's default (from 2.4). */
  readonly replicationFactor: number;
  readonly configs?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 30_000;

/**
 * Creates topics; throws the first one's error, after which the others may exist. `validateOnly` changes nothing.
 * Gives the configs each topic has, or would have, by name (KIP-525); none from brokers before 2.4.
 */
export const createTopics = async (
  client: KafkaClient,
  topics: readonly NewTopic[],
  validateOnly = false,
): Promise<Map<string, Map<string, string | null>>> => {
  const answer = await client.send(
    CreateTopics,
    {
      topics: topics.map(({ name, partitions, replicationFactor, configs = {} }) => ({
        name,
        numPartitions: partitions,
        replicationFactor,
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      })),
      timeoutMs: TIMEOUT_MS,
      validateOnly,
    },
    'controller',
  );
  for (const { name, errorCode, errorMessage } of answer.topics) {
    throwOnError('CreateTopics', name, errorCode, errorMessage);
  }
  if (!validateOnly) client.expireMetadata();
  return new Map(
    answer.topics.map(({ name, configs }) => [
      name,
      new Map((configs ?? []).map((config) => [config.name, config.value])),
    ]),
  );
};

/** Deletes topics by name; throws the first one's error, after which the others may be gone. */
export const deleteTopics = async (client: KafkaClient, names: readonly string[]): Promise<void> => {
  const answer = await client.send(
    DeleteTopics,
    (version) =>
      version >= 6
        ? { topics: names.map((name) => ({ name })), timeoutMs: TIMEOUT_MS }
        : { topicNames: [...names], timeoutMs: TIMEOUT_MS },
    'controller',
  );
  for (const { name, errorCode, errorMessage } of answer.responses) {
    throwOnError('DeleteTopics', name ?? '', errorCode, errorMessage);
  }
  client.expireMetadata();
};

/** Raises the number of partitions of a topic to `total`. */
export const createPartitions = async (client: KafkaClient, topic: string, total: number): Promise<void> => {
  const answer = await client.send(
    CreatePartitions,
    {
      topics: [{ name: topic, count: total, assignments: null }],
      timeoutMs: TIMEOUT_MS,
      validateOnly: false,
    },
    'controller',
  );
  for (const { name, errorCode, errorMessage } of answer.results) {
    throwOnError('CreatePartitions', name, errorCode, errorMessage);
  }
  client.expireMetadata();
};
