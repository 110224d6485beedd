import type { MetadataResponse } from '../protocol/generated/index.ts';

/** One broker as the cluster names it. */
export interface BrokerNode {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

/** One partition as the cluster sees it now; `leader` is -1 when there is none. */
export interface PartitionMetadata {
  readonly partition: number;
  readonly leader: number;
  /** -1 when the cluster is too old to tell (before 2.1). */
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSyncReplicas: readonly number[];
}

/** One topic; partitions in ascending order. */
export interface TopicMetadata {
  readonly name: string;
  /** Undefined when the cluster is too old to have topic ids (before 2.8). */
  readonly topicId: string | undefined;
  readonly isInternal: boolean;
  readonly partitions: readonly PartitionMetadata[];
}

/** What one Metadata answer said. */
export interface ClusterMetadata {
  /** Undefined before 0.10.1. */
  readonly clusterId: string | undefined;
  readonly controllerId: number;
  readonly brokers: ReadonlyMap<number, BrokerNode>;
  readonly topics: ReadonlyMap<string, TopicMetadata>;
}

const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';
const UNKNOWN_TOPIC_OR_PARTITION = 3;

/** Reads a Metadata answer; topics that do not exist or may not be seen are left out. */
export const readMetadata = (answer: MetadataResponse): ClusterMetadata => ({
  clusterId: answer.clusterId ?? undefined,
  controllerId: answer.controllerId,
  brokers: new Map(
    answer.brokers.map(({ nodeId, host, port, rack }) => [nodeId, { id: nodeId, host, port, rack }]),
  ),
  topics: new Map(
    answer.topics
      .filter(
        ({ name, errorCode, partitions }) =>
          name !== null && errorCode !== UNKNOWN_TOPIC_OR_PARTITION && partitions.length > 0,
      )
      .map((topic) => [
        topic.name!,
        {
          name: topic.name!,
          topicId: topic.topicId === ZERO_UUID ? undefined : topic.topicId,
          isInternal: topic.isInternal,
          partitions: topic.partitions
            .map((partition) => ({
              partition: partition.partitionIndex,
              leader: partition.leaderId,
              leaderEpoch: partition.leaderEpoch,
              replicas: partition.replicaNodes,
              inSyncReplicas: partition.isrNodes,
            }))
            .sort((a, b) => a.partition - b.partition),
        },
      ]),
  ),
});
