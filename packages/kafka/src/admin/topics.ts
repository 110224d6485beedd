import type { CodedError } from '@mqferry/core';
import { brokerError, throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { CreateTopics, DeleteTopics } from '../protocol/generated/index.ts';
import { askController, CHANGE_TIMEOUT_MS } from './ask.ts';

/** A topic to create. */
export interface NewTopic {
  readonly name: string;
  /** -1 for the cluster's default (from 2.4). */
  readonly partitions: number;
  /** -1 for the cluster's default (from 2.4). */
  readonly replicationFactor: number;
  readonly configs?: Readonly<Record<string, string>>;
}

/** The configs that a topic has, or would have, by name (KIP-525); none from brokers before 2.4. */
export type CreatedConfigs = ReadonlyMap<string, string | null>;

const NOT_CONTROLLER = 41;

/**
 * Creates topics; gives for each, by name, its configs or why it was not created. `validateOnly` changes nothing.
 * Brokers learn of a new topic one after the other, some after this has returned.
 */
export const tryCreateTopics = async (
  client: KafkaClient,
  topics: readonly NewTopic[],
  validateOnly = false,
): Promise<Map<string, CreatedConfigs | CodedError>> => {
  const answer = await askController(
    client,
    CreateTopics,
    {
      topics: topics.map(({ name, partitions, replicationFactor, configs = {} }) => ({
        name,
        numPartitions: partitions,
        replicationFactor,
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      })),
      timeoutMs: CHANGE_TIMEOUT_MS,
      validateOnly,
    },
    ({ topics: created }) => {
      for (const { name, errorCode, errorMessage } of created)
        if (errorCode === NOT_CONTROLLER) throwOnError('CreateTopics', name, errorCode, errorMessage);
    },
  );
  if (!validateOnly) client.expireMetadata();
  return new Map(
    answer.topics.map(({ name, configs, errorCode, errorMessage }) => [
      name,
      errorCode === 0
        ? new Map((configs ?? []).map((config) => [config.name, config.value]))
        : brokerError('CreateTopics', name, errorCode, errorMessage),
    ]),
  );
};

/** The same; throws the first topic's error, after which the others may exist. */
export const createTopics = async (
  client: KafkaClient,
  topics: readonly NewTopic[],
  validateOnly = false,
): Promise<Map<string, CreatedConfigs>> => {
  const created = await tryCreateTopics(client, topics, validateOnly);
  return new Map(
    [...created].map(([name, result]) => {
      if (result instanceof Error) throw result;
      return [name, result];
    }),
  );
};

/** Deletes topics by name; throws the first one's error, after which the others may be gone. */
export const deleteTopics = async (client: KafkaClient, names: readonly string[]): Promise<void> => {
  await askController(
    client,
    DeleteTopics,
    (version) => ({
      ...(version >= 6 ? { topics: names.map((name) => ({ name })) } : { topicNames: names }),
      timeoutMs: CHANGE_TIMEOUT_MS,
    }),
    ({ responses }) => {
      for (const { name, errorCode, errorMessage } of responses) {
        throwOnError('DeleteTopics', name ?? '', errorCode, errorMessage);
      }
    },
  );
  client.expireMetadata();
};
