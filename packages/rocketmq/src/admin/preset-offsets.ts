import { UPDATE_CONSUMER_OFFSET } from '../protocol/requests/consumer.ts';
import { mastersOfTopic } from './brokers-of-topic.ts';
import { committedOffsets } from './group-offsets.ts';
import { type BrokerOutcome, onBrokers } from './outcomes.ts';
import type { QueueOffset } from './reset-offsets.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

const presetAt = async (
  admin: RocketmqAdmin,
  address: string,
  group: string,
  topic: string,
): Promise<QueueOffset[]> => {
  const { queues = [] } = (await topicStats(admin, address, topic)) ?? {};
  const known = (await committedOffsets(admin, address)).find(
    (one) => one.topic === topic && one.group === group,
  );
  const missing = queues.filter(({ queueId }) => !known?.offsets.has(queueId));
  for (const { queueId, minOffset: commitOffset } of missing) {
    await ask(admin, address, UPDATE_CONSUMER_OFFSET, { consumerGroup: group, topic, queueId, commitOffset });
  }
  return missing.map(({ brokerName, queueId, minOffset: offset }) => ({
    topic,
    brokerName,
    queueId,
    offset,
  }));
};

/**
 * Has a group begin at the first message of every queue of a topic in which it has no offset yet, at every master that has
 * the topic, and gives those queues: without an offset its consumers begin where their own setting says, which for most is the end.
 * Throws as `mastersOfTopic` does.
 */
export const presetOffsets = async (
  admin: RocketmqAdmin,
  group: string,
  topic: string,
): Promise<BrokerOutcome<readonly QueueOffset[]>[]> =>
  onBrokers(await mastersOfTopic(admin, topic), ({ address }) => presetAt(admin, address, group, topic));
