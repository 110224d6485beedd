import type { ClusterMetadata, ConfigEntry, TopicMetadata } from '@mqferry/kafka';
import type { GroupSummary } from '@mqferry/replication';
import type { ClusterConfigs } from '../../src/inventory/read-parts.ts';

/** A topic with `partitions` partitions of these replicas; the first ones lack leaders or replicas in sync. */
export const topic = (
  name: string,
  partitions: number,
  {
    replicas = [1, 2, 3],
    offline = 0,
    behind = 0,
  }: { replicas?: number[]; offline?: number; behind?: number } = {},
): TopicMetadata => ({
  ...{ name, topicId: undefined, isInternal: false },
  partitions: Array.from({ length: partitions }, (_, partition) => ({
    ...{ partition, leaderEpoch: 0, replicas },
    leader: partition < offline ? -1 : replicas[0]!,
    inSyncReplicas: partition < behind ? replicas.slice(1) : replicas,
  })),
});

/** A cluster of three brokers with these topics. */
export const cluster = (...topics: TopicMetadata[]): ClusterMetadata => ({
  ...{ clusterId: 'c', controllerId: 1 },
  brokers: new Map([1, 2, 3].map((id) => [id, { id, host: 'h', port: id, rack: null }])),
  topics: new Map(topics.map((of) => [of.name, of])),
});

const entry = ([name, value]: [string, string], source: ConfigEntry['source']): ConfigEntry => ({
  ...{ name, value, source },
});

/** Configs that topics have of their brokers, and those set on topics themselves. */
export const configs = (
  defaults: Record<string, string>,
  own: Record<string, Record<string, string>> = {},
): ClusterConfigs => ({
  own: new Map(
    Object.entries(own).map(([name, set]) => [name, Object.entries(set).map((of) => entry(of, 'topic'))]),
  ),
  defaults: new Map(Object.entries(defaults).map((of) => [of[0], entry(of, 'default')])),
  names: new Set([...Object.keys(defaults), ...Object.values(own).flatMap((set) => Object.keys(set))]),
});

/** A group with these lags of partitions of one topic. */
export const group = (name: string, of: string, ...lags: (bigint | undefined)[]): GroupSummary => ({
  ...{ group: name, type: 'consumer', protocol: 'classic', state: 'Empty', members: 0 },
  positions: lags.map((lag, partition) => ({ topic: of, partition, offset: 1n, lag })),
});
