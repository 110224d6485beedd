import type { TopicConfig } from '../protocol/bodies/topic-config.ts';
import { DELETE_TOPIC_IN_NAMESRV } from '../protocol/requests/name-server.ts';
import {
  DELETE_TOPIC_IN_BROKER,
  GET_ALL_TOPIC_CONFIG,
  UPDATE_AND_CREATE_TOPIC,
} from '../protocol/requests/topics.ts';
import { type BrokerOutcome, type NameServerOutcome, onMasters, onNameServers } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { PART_SIZE, wholeList } from './whole-list.ts';

/** What a topic shall be. */
export interface NewTopic extends Omit<TopicConfig, 'attributes'> {
  /** Attributes that shall have these values; others stay. For 5.x: 4.x knows none and says nothing. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Attributes that shall go; a broker refuses one that is not there. */
  readonly removedAttributes?: readonly string[] | undefined;
}

/** All topics of the broker at `host:port`. Throws ROCKETMQ_LIST_UNSTEADY, and as `ask` does. */
export const topicConfigs = (admin: RocketmqAdmin, address: string): Promise<TopicConfig[]> =>
  wholeList(address, 'its topics', async (topicSeq, dataVersion) => {
    const fields = { topicSeq, maxTopicNum: PART_SIZE, dataVersion };
    const answer = await ask(admin, address, GET_ALL_TOPIC_CONFIG, fields);
    const { topics, dataVersion: told } = answer.body!;
    return { items: topics, dataVersion: told, total: answer.fields.totalTopicNum };
  });

/** The template that a topic is made from when it is not created but written to; `TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC`. */
const DEFAULT_TOPIC = 'TBW102';

const attributesText = ({ attributes = {}, removedAttributes = [] }: NewTopic): string | undefined => {
  const changes = [
    ...Object.entries(attributes).map(([name, value]) => `+${name}=${value}`),
    ...removedAttributes.map((name) => `-${name}`),
  ];
  return changes.length > 0 ? changes.join(',') : undefined;
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
