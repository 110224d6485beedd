import { type RocketmqCluster, type RocketmqVersion, startRocketmq } from '@mqferry/sandbox';
import { type AppTopic, createTopics } from './topics.ts';

/** The cluster that an application is on, and the one that it goes to. */
export interface ClusterPair {
  readonly source: RocketmqCluster;
  readonly target: RocketmqCluster;
  /** Which cluster the broker at `host:port` belongs to. */
  sideOf(host: string | undefined): 'source' | 'target' | undefined;
  /** Creates topics and groups on both. */
  createTopics(topics: readonly AppTopic[]): Promise<void>;
  stop(): Promise<void>;
}

const CONFIG = {
  // 5.5.0 takes 3 s to store what became of half messages; it would ask again about those that it commits meanwhile.
  transactionTimeOut: '5000',
  transactionCheckInterval: '4000',
  // Level 2 takes longer than some steps; what failed comes back soon, from level 3 on.
  messageDelayLevel: '1s 5s 1s 1s 1s 1s 1s 1s 1s 1s',
};

const hostsOf = ({ brokers }: RocketmqCluster): ReadonlySet<string> =>
  new Set(brokers.map(({ address }) => address));

/** Starts a source of 4.9.7 and a target, each with two masters, which have the same names on both. */
export const startPair = async (target: RocketmqVersion): Promise<ClusterPair> => {
  const start = (version: RocketmqVersion, clusterName: string) =>
    startRocketmq({ version, clusterName, masters: 2, autoCreateTopics: false, config: CONFIG });
  const started = await Promise.allSettled([start('4.9.7', 'old'), start(target, 'new')]);
  const clusters = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    for (const cluster of clusters) await cluster.stop();
  };
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [from, to] = clusters as [RocketmqCluster, RocketmqCluster];
  const [sourceHosts, targetHosts] = [hostsOf(from), hostsOf(to)];
  return {
    ...{ source: from, target: to, stop },
    sideOf: (host = '') => (sourceHosts.has(host) ? 'source' : targetHosts.has(host) ? 'target' : undefined),
    createTopics: async (topics) => {
      await Promise.all([from, to].map((cluster) => createTopics(cluster, topics)));
    },
  };
};
