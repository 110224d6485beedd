import { isCodedError } from '@mqferry/core';
import {
  brokerErrorName,
  describeLogDirectories,
  type KafkaClient,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  partitionText,
  type TopicMetadata,
} from '@mqferry/kafka';

/** One partition as `mqferry topics` shows it. */
export interface PartitionSummary {
  readonly partition: number;
  /** Undefined when there is none now; then its offsets are unknown too. */
  readonly leader: number | undefined;
  readonly replicas: number;
  readonly inSync: number;
  readonly start: bigint | undefined;
  /** The log end offset. */
  readonly end: bigint | undefined;
  /** Bytes of the leader's replica; undefined when the brokers do not tell. */
  readonly bytes: bigint | undefined;
}

/** One topic as `mqferry topics` shows it. */
export interface TopicSummary {
  readonly topic: string;
  readonly internal: boolean;
  readonly partitions: readonly PartitionSummary[];
}

/** Bytes of each replica, keyed `broker/topic-partition`; undefined where the cluster cannot or may not tell. */
const replicaSizes = async (client: KafkaClient): Promise<ReadonlyMap<string, bigint> | undefined> => {
  try {
    const directories = await describeLogDirectories(client);
    return new Map(
      directories.flatMap(({ broker, replicas }) =>
        [...replicas].map(([key, bytes]): [string, bigint] => [`${broker}/${key}`, bytes]),
      ),
    );
  } catch (error) {
    // Not offered before 1.0; later it takes the right Describe on the cluster.
    const untold =
      isCodedError(error, 'KAFKA_VERSION_UNSUPPORTED') ||
      brokerErrorName(error) === 'CLUSTER_AUTHORIZATION_FAILED';
    if (untold) return undefined;
    throw error;
  }
};

/** Partitions, offsets and sizes of the topics that `wanted` lets pass, in order of name. */
export const summariseTopics = async (
  client: KafkaClient,
  wanted: (topic: TopicMetadata) => boolean,
): Promise<TopicSummary[]> => {
  const { topics } = await client.metadata();
  const chosen = [...topics.values()].filter(wanted).sort((a, b) => (a.name < b.name ? -1 : 1));
  const led = chosen.flatMap(({ name, partitions }) =>
    partitions.filter(({ leader }) => leader >= 0).map(({ partition }) => ({ topic: name, partition })),
  );
  const [starts, ends, sizes] = await Promise.all([
    listOffsets(client, led, OFFSET_EARLIEST),
    logEndOffsets(client, led),
    replicaSizes(client),
  ]);
  return chosen.map(({ name, isInternal, partitions }) => ({
    topic: name,
    internal: isInternal,
    partitions: partitions.map(({ partition, leader, replicas, inSyncReplicas }): PartitionSummary => {
      const key = partitionText({ topic: name, partition });
      return {
        partition,
        leader: leader >= 0 ? leader : undefined,
        replicas: replicas.length,
        inSync: inSyncReplicas.length,
        start: starts.get(key),
        end: ends.get(key),
        bytes: sizes?.get(`${leader}/${key}`),
      };
    }),
  }));
};
