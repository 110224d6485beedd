import { pause } from '@mqferry/core';
import { describeConfigs, type KafkaClient, type TopicMetadata } from '@mqferry/kafka';
import { dumpErrors } from './dump-errors.ts';
import type { DumpSpec } from './dump-spec.ts';
import { keepPartition, type Partitioner, partitionByKey } from './partitioner.ts';

/** Both topics as they are. */
export interface DumpTopics {
  readonly source: TopicMetadata;
  readonly target: TopicMetadata;
}

/** A broker that has just started may not know every topic yet. */
const SEARCHES = 10;
const SEARCH_MS = 500;
/** What a broker takes unless told otherwise (`message.max.bytes`). */
const DEFAULT_MESSAGE_BYTES = 1_048_588;
const LARGEST_BATCH_BYTES = 1_000_000;
const BATCH_HEADER_BYTES = 1_024;

/** A topic, undefined when the cluster does not have it for a while. */
export const searchTopic = async (
  client: KafkaClient,
  name: string,
  signal: AbortSignal,
): Promise<TopicMetadata | undefined> => {
  for (let search = 1; ; search += 1) {
    const topic = (await client.retrying(() => client.refreshMetadata())).topics.get(name);
    if (topic || search === SEARCHES || signal.aborted) return topic;
    await pause(SEARCH_MS, signal).catch(() => undefined);
  }
};

/** Whether two clients reach the same cluster; undefined where clusters do not tell (before 0.10.1). */
export const isSameCluster = async (one: KafkaClient, other: KafkaClient): Promise<boolean | undefined> => {
  const [a, b] = await Promise.all([one, other].map(async (client) => (await client.metadata()).clusterId));
  return a === undefined || b === undefined ? undefined : a === b;
};

/**
 * Both topics of a dump. Throws DUMP_SOURCE_MISSING, DUMP_TARGET_MISSING, DUMP_TO_ITSELF and DUMP_PARTITIONS_FEWER.
 */
export const dumpTopics = async (
  source: KafkaClient,
  target: KafkaClient,
  { sourceTopic, targetTopic, partitioning }: Pick<DumpSpec, 'sourceTopic' | 'targetTopic' | 'partitioning'>,
  signal: AbortSignal,
): Promise<DumpTopics> => {
  const from = await searchTopic(source, sourceTopic, signal);
  if (!from) throw dumpErrors.DUMP_SOURCE_MISSING({ topic: sourceTopic });
  const to = await searchTopic(target, targetTopic, signal);
  if (!to) throw dumpErrors.DUMP_TARGET_MISSING({ topic: targetTopic });
  if (sourceTopic === targetTopic && (await isSameCluster(source, target)))
    throw dumpErrors.DUMP_TO_ITSELF({ topic: sourceTopic });
  if (partitioning === 'keep' && to.partitions.length < from.partitions.length)
    throw dumpErrors.DUMP_PARTITIONS_FEWER({
      ...{ sourceTopic, targetTopic, source: from.partitions.length, target: to.partitions.length },
    });
  return { source: from, target: to };
};

/** How records of one topic are distributed over the other. */
export const partitionerOf = (
  { source, target }: DumpTopics,
  partitioning: DumpSpec['partitioning'],
): Partitioner =>
  partitioning === 'keep'
    ? keepPartition
    : partitionByKey(source.partitions.length, target.partitions.length);

/** Bytes that a batch for a topic may have; what its configs do not tell is taken as the default. */
export const batchBytesOf = async (target: KafkaClient, topic: string): Promise<number> => {
  const configs = await describeConfigs(target, [{ topic }]).catch(() => undefined);
  const value = Number(configs?.get(topic)?.get('max.message.bytes')?.value ?? DEFAULT_MESSAGE_BYTES);
  return Math.max(1, Math.min(LARGEST_BATCH_BYTES, value) - BATCH_HEADER_BYTES);
};
