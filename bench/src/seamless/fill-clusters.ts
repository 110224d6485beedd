import { inParallel } from '@mqferry/core';
import {
  createRocketmqAdmin,
  onMasters,
  presetOffsets,
  putGroup,
  putTopic,
  type RocketmqAdmin,
  valuesOf,
} from '@mqferry/rocketmq';
import type { RocketmqCluster } from '@mqferry/sandbox';

const AT_ONCE = 16;
const QUEUES = 4;

const topicConfig = (topicName: string) => ({
  ...{ topicName, readQueueNums: QUEUES, writeQueueNums: QUEUES, perm: 6 },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false },
});

const groupConfig = (groupName: string) => ({
  ...{ groupName, consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: true },
  ...{ retryQueueNums: 1, retryMaxTimes: 16, brokerId: 0n, whichBrokerWhenConsumeSlowly: 1n },
});

/** A topic, and the group that reads it. */
export interface TopicWithGroup {
  readonly topic: string;
  readonly group: string;
}

const withAdmin = async (
  { namesrvAddr }: RocketmqCluster,
  work: (admin: RocketmqAdmin) => Promise<unknown>,
): Promise<void> => {
  const admin = createRocketmqAdmin(namesrvAddr);
  await work(admin).finally(() => admin.close());
};

/** Creates topics and their groups at every master. */
export const fillCluster = (cluster: RocketmqCluster, all: readonly TopicWithGroup[]): Promise<void> =>
  withAdmin(cluster, async (admin) => {
    const created = await onMasters(admin, cluster.clusterName, ({ address }) =>
      inParallel(all, AT_ONCE, async ({ topic, group }) => {
        await putTopic(admin, address, topicConfig(topic));
        await putGroup(admin, address, groupConfig(group));
      }),
    );
    valuesOf(created);
  });

/** Gives the groups offsets, by which it is known what they read. */
export const commitOffsets = (cluster: RocketmqCluster, all: readonly TopicWithGroup[]): Promise<void> =>
  withAdmin(cluster, async (admin) => {
    const wanted = all.map(({ topic, group }) => ({ topic, groups: [group] }));
    valuesOf(await presetOffsets(admin, cluster.clusterName, wanted));
  });
