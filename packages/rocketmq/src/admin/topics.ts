import { isCodedError } from '@mqferry/core';
import type { TopicConfig } from '../protocol/bodies/topic-config.ts';
import { jsonBytes, jsonText } from '../protocol/json-text.ts';
import { DELETE_TOPIC_IN_NAMESRV } from '../protocol/requests/name-server.ts';
import {
  DELETE_TOPIC_IN_BROKER,
  GET_ALL_TOPIC_CONFIG,
  GET_TOPIC_CONFIG,
  UPDATE_AND_CREATE_TOPIC,
  UPDATE_AND_CREATE_TOPIC_LIST,
} from '../protocol/requests/topics.ts';
import { type AttributeChanges, attributeChanges } from './attribute-changes.ts';
import {
  type BrokerOutcome,
  type NameServerOutcome,
  type Outcome,
  onMasters,
  onNameServers,
} from './outcomes.ts';
import { putMany } from './put-many.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { PART_SIZE, wholeList } from './whole-list.ts';

/** What a topic shall be. 4.x knows no attributes and says nothing of them. */
export interface NewTopic extends Omit<TopicConfig, 'attributes'>, AttributeChanges {}

/** All topics of the broker at `host:port`. Throws ROCKETMQ_LIST_UNSTEADY, and as `ask` does. */
export const topicConfigs = (admin: RocketmqAdmin, address: string): Promise<TopicConfig[]> =>
  wholeList(address, 'its topics', async (topicSeq, dataVersion) => {
    const fields = { topicSeq, maxTopicNum: PART_SIZE, dataVersion };
    const answer = await ask(admin, address, GET_ALL_TOPIC_CONFIG, fields);
    const { topics, dataVersion: told } = answer.body!;
    return { items: topics, dataVersion: told, total: answer.fields.totalTopicNum };
  });

/**
 * One topic of the broker at `host:port`, or undefined where it is not there. A broker of 4.x is asked for all.
 * Throws as `topicConfigs` does.
 */
export const topicConfig = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
): Promise<TopicConfig | undefined> => {
  try {
    return (await ask(admin, address, GET_TOPIC_CONFIG, { topic })).body;
  } catch (error) {
    if (!isCodedError(error, 'ROCKETMQ_REQUEST_NOT_SUPPORTED')) throw error;
    return (await topicConfigs(admin, address)).find(({ topicName }) => topicName === topic);
  }
};

/** The template that a topic is made from when it is not created but written to; `TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC`. */
const DEFAULT_TOPIC = 'TBW102';

/** As `AttributeParser` reads it. */
const attributesText = (topic: NewTopic): string | undefined => {
  const changes = Object.entries(attributeChanges(topic));
  if (changes.length === 0) return undefined;
  return changes.map(([name, value]) => (name.startsWith('+') ? `${name}=${value}` : name)).join(',');
};

/**
 * Creates a topic at the broker at `host:port`, or sets it up anew. The broker tells the name servers by itself, mostly at
 * once. 4.x passes over `order` (`AdminBrokerProcessor.updateAndCreateTopic`): there a topic is ordered by its entry in
 * the name servers' store. Throws ROCKETMQ_INVALID_PARAMETER (ROCKETMQ_SYSTEM_ERROR in 4.x) for a name or attribute that
 * cannot be, and as `ask` does.
 */
export const putTopic = async (admin: RocketmqAdmin, address: string, topic: NewTopic): Promise<void> => {
  const { topicName, readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order } = topic;
  await ask(admin, address, UPDATE_AND_CREATE_TOPIC, {
    ...{ topic: topicName, defaultTopic: DEFAULT_TOPIC },
    ...{ readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order },
    attributes: attributesText(topic),
  });
};

/** What can be compared of a topic before and after. */
const comparable = (topic: NewTopic): string => {
  const { topicName, readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order } = topic;
  return jsonText([topicName, readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order]);
};

/** One that stays as it is must not be in a list, see `UPDATE_AND_CREATE_TOPIC_LIST`; an attribute is a change to the broker. */
const changedOf = async (
  admin: RocketmqAdmin,
  address: string,
  topics: readonly NewTopic[],
): Promise<ReadonlySet<NewTopic>> => {
  const present = new Set((await topicConfigs(admin, address)).map(comparable));
  const isChanged = (topic: NewTopic) =>
    !present.has(comparable(topic)) || Object.keys(attributeChanges(topic)).length > 0;
  return new Set(topics.filter(isChanged));
};

/**
 * Does the same for many topics, in few requests where the broker knows how (5.3.0). Gives what came of each, in their
 * order. Throws as `topicConfigs` does.
 */
export const putTopics = async (
  admin: RocketmqAdmin,
  address: string,
  topics: readonly NewTopic[],
): Promise<Outcome<void>[]> => {
  const changed = await changedOf(admin, address, topics);
  const outcomes = await putMany([...changed], {
    alone: (topic) => putTopic(admin, address, topic),
    together: async (some) => {
      const topicConfigList = some.map(({ attributes, removedAttributes, ...config }) => ({
        ...config,
        attributes: attributeChanges({ attributes, removedAttributes }),
      }));
      await ask(admin, address, UPDATE_AND_CREATE_TOPIC_LIST, {}, { body: jsonBytes({ topicConfigList }) });
    },
  });
  const byTopic = new Map([...changed].map((topic, at) => [topic, outcomes[at]!]));
  return topics.map((topic) => byTopic.get(topic) ?? { value: undefined });
};

/** What came of deleting a topic. */
export interface TopicDeletion {
  readonly brokers: readonly BrokerOutcome<void>[];
  /** Empty when a broker still has the topic: it would only tell them of it again. */
  readonly nameServers: readonly NameServerOutcome<void>[];
}

/**
 * Deletes a topic and its messages at every master of a cluster, then from the routes of that cluster.
 * Throws ROCKETMQ_CLUSTER_UNKNOWN, ROCKETMQ_MASTER_MISSING, and what `NameServers.call` throws.
 */
export const deleteTopic = async (
  admin: RocketmqAdmin,
  clusterName: string,
  topic: string,
): Promise<TopicDeletion> => {
  const brokers = await onMasters(admin, clusterName, async ({ address }) => {
    await ask(admin, address, DELETE_TOPIC_IN_BROKER, { topic });
  });
  if (brokers.some(({ error }) => error)) return { brokers, nameServers: [] };
  const nameServers = await onNameServers(admin, async (address) => {
    await ask(admin, address, DELETE_TOPIC_IN_NAMESRV, { topic, clusterName });
  });
  return { brokers, nameServers };
};
