import { type OperationInput, type Problem, problemOf } from '@mqferry/api';
import type { CodedError } from '@mqferry/core';
import {
  type CreatedConfigs,
  type KafkaClient,
  type NewTopic,
  type PartitionMetadata,
  parseZookeeperAddress,
  readZookeeperTopics,
  type TopicMetadata,
  tryCreateTopics,
} from '@mqferry/kafka';
import { told } from '@mqferry/migration';
import { configsToCopy, isOfBrokers, type TopicConfigs, topicConfigs } from '@mqferry/replication';
import type { Networks } from '../clusters/open-connection.ts';
import { wholeName } from '../migrations/selection-of.ts';
import { metadataErrors } from './metadata-errors.ts';

/** Which topics are copied, and how. */
export type CopyTopics = Extract<OperationInput, { readonly operation: 'copyTopics' }>;

/** A topic as it is to be on the target. */
export interface TopicItem {
  readonly topic: string;
  readonly action: 'create' | 'exists';
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly compacted: boolean;
  readonly configs: Readonly<Record<string, string>>;
  /** Configs that are not copied, or not as they are. */
  readonly notes: readonly {
    readonly name: string;
    readonly source: string | null;
    readonly target: string | null;
    readonly reason: string;
  }[];
  /** Why it cannot be created; null: nothing is known to stand against it. */
  readonly refusal: Problem | null;
}

/** Topics that one request validates or creates. */
export const TOPICS_AT_ONCE = 50;

/** Why a topic that is there already is not what is wanted; undefined: it has as many partitions. */
export const refusalOfExisting = (topic: string, wanted: number, found: number): CodedError | undefined =>
  wanted === found ? undefined : metadataErrors.METADATA_PARTITIONS_DIFFER({ topic, wanted, found });

/** What each topic would come to, tried out on the target without creating anything. */
const validate = async (
  target: KafkaClient,
  topics: readonly NewTopic[],
): Promise<Map<string, CreatedConfigs | CodedError>> => {
  const results = new Map<string, CreatedConfigs | CodedError>();
  for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE)
    for (const [name, result] of await tryCreateTopics(target, topics.slice(at, at + TOPICS_AT_ONCE), true))
      results.set(name, result);
  return results;
};

const refusalIn = (result: CreatedConfigs | CodedError | undefined): Problem | null =>
  result instanceof Error ? problemOf(result) : null;

/**
 * What a new topic would have on a cluster, as far as one that is there tells; what it sets itself is not
 * known.
 */
const defaultsBehind = (configs: TopicConfigs | undefined): Map<string, string | null> =>
  new Map(
    [...(configs?.values() ?? [])].map(({ name, value, source }) => [
      name,
      source === 'topic' ? null : value,
    ]),
  );

/** What there is at the source, by its brokers or by its ZooKeeper. */
export interface SourceTopics {
  readonly topics: ReadonlyMap<string, SourceTopic>;
  /** By topic; of a topic that nothing is told of there may be none. */
  readonly configs: (topics: readonly string[]) => Promise<ReadonlyMap<string, TopicConfigs>>;
}

interface SourceTopic extends Pick<TopicMetadata, 'name' | 'isInternal'> {
  readonly partitions: readonly Pick<PartitionMetadata, 'replicas'>[];
}

/** What the brokers of the source tell. */
export const topicsOfBrokers = async (source: KafkaClient): Promise<SourceTopics> => ({
  topics: (await source.refreshMetadata()).topics,
  configs: (topics) => topicConfigs(source, topics),
});

/** What its ZooKeeper (`host:port/path`) tells. Throws ZOOKEEPER_…. */
export const topicsInZookeeper = async (zookeeper: string, networks: Networks): Promise<SourceTopics> => {
  const topics = await readZookeeperTopics({ ...parseZookeeperAddress(zookeeper), networks });
  const configs = new Map(topics.map((topic) => [topic.name, topic.configs]));
  return {
    topics: new Map(topics.map((topic) => [topic.name, { ...topic, isInternal: false }])),
    configs: async () => configs,
  };
};

/** The names that were asked for, in order. Throws METADATA_NO_TOPICS and API_INPUT_INVALID. */
const chosenNames = ({ topics: names, matching }: CopyTopics, { topics }: SourceTopics): string[] => {
  if (names) return [...new Set(names)].sort();
  const isWanted = matching === undefined ? undefined : wholeName('matching', matching);
  const found = [...topics.values()]
    .filter((topic) => !isOfBrokers(topic) && (isWanted?.(topic.name) ?? true))
    .map(({ name }) => name)
    .sort();
  if (found.length === 0) throw metadataErrors.METADATA_NO_TOPICS({ matching: matching ?? '.*' });
  return found;
};

/** Throws METADATA_TOPIC_UNKNOWN and METADATA_TOPIC_OF_BROKERS. */
const chosenTopics = (names: readonly string[], { topics }: SourceTopics): SourceTopic[] => {
  const unknown = names.filter((name) => !topics.has(name));
  if (unknown.length > 0) throw metadataErrors.METADATA_TOPIC_UNKNOWN({ topics: told(unknown) });
  const chosen = names.map((name) => topics.get(name)!);
  const internal = chosen.find(isOfBrokers);
  if (internal) throw metadataErrors.METADATA_TOPIC_OF_BROKERS({ topic: internal.name });
  return chosen;
};

/**
 * The topics as they would be on the target: looked at and tried out on it, nothing is changed. Throws
 * METADATA_TOPIC_….
 */
export const planTopics = async (
  source: SourceTopics,
  target: KafkaClient,
  asked: CopyTopics,
): Promise<TopicItem[]> => {
  const { replicationFactor: factor, changes = {} } = asked;
  const names = chosenNames(asked, source);
  const onTarget = await target.refreshMetadata();
  const shapes = chosenTopics(names, source).map(({ name, partitions }) => ({
    name,
    partitions: changes[name]?.partitions ?? partitions.length,
    replicationFactor:
      changes[name]?.replicationFactor ??
      factor ??
      Math.min(partitions[0]!.replicas.length, onTarget.brokers.size),
  }));
  const isThere = ({ name }: NewTopic) => onTarget.topics.has(name);
  const missing = shapes.filter((shape) => !isThere(shape));
  const [configs, existing, defaults] = await Promise.all([
    source.configs(names),
    topicConfigs(
      target,
      shapes.filter(isThere).map(({ name }) => name),
    ),
    validate(target, missing),
  ]);
  const told = shapes.map((shape) => {
    const known = defaults.get(shape.name) ?? defaultsBehind(existing.get(shape.name));
    const values = known instanceof Error ? new Map<string, string | null>() : known;
    return { shape, ...configsToCopy(configs.get(shape.name) ?? new Map(), values, shape) };
  });
  const possible = told.filter(
    ({ shape }) => !isThere(shape) && !(defaults.get(shape.name) instanceof Error),
  );
  const validated = await validate(
    target,
    possible.map(({ shape, configs: copied }) => ({ ...shape, configs: copied })),
  );
  return told.map(({ shape, configs: copied, notes }): TopicItem => {
    const { name, partitions, replicationFactor } = shape;
    const found = onTarget.topics.get(name)?.partitions.length;
    const differs = found === undefined ? undefined : refusalOfExisting(name, partitions, found);
    return {
      ...{ topic: name, partitions, replicationFactor, configs: copied },
      action: found === undefined ? 'create' : 'exists',
      compacted: configs.get(name)?.get('cleanup.policy')?.value?.includes('compact') ?? false,
      notes: notes.map((note) => ({ ...note, source: note.source ?? null, target: note.target ?? null })),
      refusal: refusalIn(differs) ?? refusalIn(defaults.get(name)) ?? refusalIn(validated.get(name)),
    };
  });
};
