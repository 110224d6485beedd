import { inParallel } from '@mqferry/core';
import {
  createRocketmqAdmin,
  onMasters,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  resetOffsets,
  valuesOf,
} from '@mqferry/rocketmq';
import type { RocketmqCluster } from '@mqferry/sandbox';
import { until } from '../../lib/until.ts';

const ROUTES_MS = 60_000;
const AT_ONCE = 4;

/** A topic of an application, and the groups that read it. */
export interface AppTopic {
  readonly name: string;
  /** At each broker; 4. */
  readonly queues?: number;
  readonly groups: readonly string[];
}

const topicConfig = (topicName: string, queues: number) => ({
  ...{ topicName, readQueueNums: queues, writeQueueNums: queues, perm: 6 },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
});

const groupConfig = (groupName: string) => ({
  ...{ groupName, consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: true },
  ...{ retryQueueNums: 1, retryMaxTimes: 16, brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
  notifyConsumerIdsChangedEnable: true,
});

/** Works with an admin of a cluster, which is closed then. */
export const withAdmin = async <T>(
  { namesrvAddr }: RocketmqCluster,
  work: (admin: RocketmqAdmin) => Promise<T>,
): Promise<T> => {
  const admin = createRocketmqAdmin(namesrvAddr);
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
};

/** Creates topics and groups at every master, and waits until the name servers know all of it. */
export const createTopics = (cluster: RocketmqCluster, topics: readonly AppTopic[]): Promise<void> =>
  withAdmin(cluster, async (admin) => {
    const masters = cluster.brokers.filter(({ role }) => role === 'master').length;
    await inParallel(topics, AT_ONCE, async ({ name, queues = 4, groups }) => {
      valuesOf(
        await onMasters(admin, undefined, async ({ address }) => {
          await putTopic(admin, address, { ...topicConfig(name, queues), attributes: undefined });
          for (const group of groups) await putGroup(admin, address, groupConfig(group));
        }),
      );
      await until(
        `the name servers of ${cluster.clusterName} know ${name} at ${masters} masters`,
        ROUTES_MS,
        async () => (await admin.nameServers.route(name))?.queueDatas.length === masters,
      );
    });
  });

/** Sets the offsets of groups to where the queues begin, so that what is written before they come is not passed over. */
export const presetOffsets = (cluster: RocketmqCluster, topics: readonly AppTopic[]): Promise<void> =>
  withAdmin(cluster, (admin) =>
    inParallel(topics, AT_ONCE, async ({ name: topic, groups }) => {
      for (const group of groups) {
        valuesOf(await resetOffsets(admin, { topic, group, time: 0, forward: true }));
      }
    }).then(() => undefined),
  );
