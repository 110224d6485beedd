import { Hidden, inParallel } from '@mqferry/core';
import {
  createRocketmqAdmin,
  dlqTopic,
  ORDER_TOPIC_CONFIG,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  retryTopic,
  storeValue,
} from '@mqferry/rocketmq';
import type { RocketmqCluster } from '@mqferry/sandbox';

/** Sizes of the source: more than two imports take, in topics and in groups. */
export const TOPICS = 2_000;
export const GROUPS = 1_500;
/** So many of the topics are ordered over all brokers, and so many groups have topics of retries and dead letters. */
export const ORDERED = 20;
const NAMESPACES = ['', 'MQ_INST_shop%', 'MQ_INST_bank%', 'MQ_INST_mail%'];
const AT_ONCE = 16;
const QUEUES = [1, 4, 8, 16, 32];

/** An admin of a sandbox, as its administrator. */
export const adminOf = ({ namesrvAddr, administrator }: RocketmqCluster): RocketmqAdmin =>
  createRocketmqAdmin(namesrvAddr, {
    requestTimeoutMs: 20_000,
    ...(administrator && {
      credentials: {
        accessKey: administrator.accessKey,
        secretKey: new Hidden(administrator.secretKey),
      },
    }),
  });

const inNamespace = (name: string, index: number): string => NAMESPACES[index % NAMESPACES.length]! + name;

/** Names of the topics, by number. */
export const topicName = (index: number): string => inNamespace(`topic-${index}`, index);
export const groupName = (index: number): string => inNamespace(`GID_group-${index}`, index);

/** How many queues a topic has for writing. */
export const queuesOf = (index: number): number => QUEUES[index % QUEUES.length]!;

const topic = (
  topicName: string,
  queues: number,
  changes: { perm?: number; readQueueNums?: number } = {},
) => ({
  ...{ topicName, readQueueNums: queues, writeQueueNums: queues, perm: 6 },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
  ...changes,
});

const group = (groupName: string, index: number) => ({
  ...{ groupName, consumeEnable: index % 7 > 0, consumeFromMinEnable: index % 5 > 0 },
  ...{ consumeBroadcastEnable: index % 3 > 0, retryQueueNums: 1 + (index % 2), retryMaxTimes: index % 17 },
  ...{ brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n, notifyConsumerIdsChangedEnable: true },
});

/** Fills a broker with topics in four namespaces, ordered ones among them, groups, and what brokers make for groups. */
export const fillSource = async (source: RocketmqCluster): Promise<void> => {
  const admin = adminOf(source);
  const { address, name } = source.brokers[0]!;
  try {
    await inParallel(
      Array.from({ length: TOPICS }, (_, index) => index),
      AT_ONCE,
      (index) => {
        const queues = queuesOf(index);
        const changes = {
          ...(index % 50 === 1 ? { perm: 4 } : {}),
          ...(index % 50 === 2 ? { readQueueNums: queues * 2 } : {}),
        };
        return putTopic(admin, address, topic(topicName(index), queues, changes));
      },
    );
    await inParallel(
      Array.from({ length: GROUPS }, (_, index) => index),
      AT_ONCE,
      (index) => putGroup(admin, address, group(groupName(index), index)),
    );
    // Brokers hear of it when they register a topic, so before the last ones are made.
    for (let index = 0; index < ORDERED; index += 1)
      await storeValue(admin, ORDER_TOPIC_CONFIG, topicName(index), `${name}:${queuesOf(index)}`);
    for (let index = 0; index < ORDERED; index += 1) {
      await putTopic(admin, address, topic(retryTopic(groupName(index)), 1));
      await putTopic(admin, address, topic(dlqTopic(groupName(index)), 1, { perm: 2 }));
    }
  } finally {
    await admin.close();
  }
};
