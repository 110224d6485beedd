import type { Answer, Input, Routes } from '@mqferry/api';
import type { ClusterMetadata, TopicMetadata } from '@mqferry/kafka';
import { isOfBrokers } from '@mqferry/replication';
import { isFound } from '../lists.ts';
import { madeOnce } from './made-once.ts';
import { type ClusterConfigs, type ClusterSizes, configOf } from './read-parts.ts';
import { sortedOnce } from './sorted-once.ts';

/** A topic in a list. */
export type TopicRow = Answer<Routes['listTopics']>['items'][number];
/** Which topics, in which order. */
export type TopicQuery = Input<Routes['listTopics']>['query'];

const CLEANUP_POLICY = 'cleanup.policy';

/** What of a topic is told in lists and by itself. What is not known is null. */
export const topicFields = (
  topic: TopicMetadata,
  configs: ClusterConfigs | undefined,
  sizes: ClusterSizes | undefined,
): Omit<TopicRow, 'partitions' | 'overrides'> => {
  const { name, partitions } = topic;
  return {
    topic: name,
    internal: isOfBrokers(topic),
    replicationFactor: Math.max(...partitions.map(({ replicas }) => replicas.length)),
    underReplicated: partitions.filter(
      ({ replicas, inSyncReplicas }) => inSyncReplicas.length < replicas.length,
    ).length,
    offline: partitions.filter(({ leader }) => leader < 0).length,
    cleanupPolicy: (configs && configOf(configs, name, CLEANUP_POLICY)?.value) ?? null,
    bytes: sizes?.topics.get(name) ?? null,
  };
};

/** A topic in a list. */
export const topicRow = (
  topic: TopicMetadata,
  configs: ClusterConfigs | undefined,
  sizes: ClusterSizes | undefined,
): TopicRow => {
  const own = configs?.own.get(topic.name);
  return {
    ...topicFields(topic, configs, sizes),
    partitions: topic.partitions.length,
    overrides: own ? Object.fromEntries(own.map(({ name, value }) => [name, value])) : null,
  };
};

/** All topics of a cluster as they are listed; made once for what is known of it. */
export const topicRows = madeOnce(
  (
    { topics }: ClusterMetadata,
    configs: ClusterConfigs | undefined,
    sizes: ClusterSizes | undefined,
  ): readonly TopicRow[] => [...topics.values()].map((topic) => topicRow(topic, configs, sizes)),
);

const sorted = sortedOnce<TopicRow>('topic');

/** Kafka takes the names of a list in any order. */
const policyText = (policy: string): string =>
  policy
    .split(',')
    .map((part) => part.trim())
    .sort()
    .join();

const hasHealth = ({ offline, underReplicated }: TopicRow, health: TopicQuery['health']): boolean => {
  if (health === undefined) return true;
  if (health === 'offline') return offline > 0;
  return health === 'under-replicated' ? underReplicated > 0 : offline + underReplicated === 0;
};

/** Those topics that were asked for, in order. */
export const chosenTopics = (rows: readonly TopicRow[], query: TopicQuery): TopicRow[] => {
  const { search, internal, health, cleanup, sort: by, order } = query;
  return sorted(rows, by, order).filter(
    (row) =>
      isFound(search, row.topic) &&
      (internal === 'include' || row.internal === (internal === 'only')) &&
      hasHealth(row, health) &&
      (cleanup === undefined || (row.cleanupPolicy !== null && policyText(row.cleanupPolicy) === cleanup)),
  );
};
