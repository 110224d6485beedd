import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import {
  AlterPartitionReassignments,
  CreatePartitions,
  ElectLeaders,
  ListPartitionReassignments,
} from '../protocol/generated/index.ts';
import { askController, CHANGE_TIMEOUT_MS } from './ask.ts';
import { byTopic, partitionText, type TopicPartition } from './by-leader.ts';

/** Raises the number of partitions of a topic to `total`. */
export const createPartitions = async (client: KafkaClient, topic: string, total: number): Promise<void> => {
  await askController(
    client,
    CreatePartitions,
    {
      topics: [{ name: topic, count: total, assignments: null }],
      timeoutMs: CHANGE_TIMEOUT_MS,
      validateOnly: false,
    },
    ({ results }) => {
      for (const { name, errorCode, errorMessage } of results) {
        throwOnError('CreatePartitions', name, errorCode, errorMessage);
      }
    },
  );
  client.expireMetadata();
};

/** Where the replicas of a partition shall be. */
export interface ReplicaPlacement extends TopicPartition {
  /** Broker ids, the preferred leader first; null ends the move that is under way. */
  readonly replicas: readonly number[] | null;
}

/** Starts to move replicas (KIP-455, from 2.4); throws the first partition's error, after which others may move. */
export const reassignPartitions = async (
  client: KafkaClient,
  placements: readonly ReplicaPlacement[],
): Promise<void> => {
  await askController(
    client,
    AlterPartitionReassignments,
    {
      timeoutMs: CHANGE_TIMEOUT_MS,
      topics: [...byTopic(placements)].map(([name, items]) => ({
        name,
        partitions: items.map(({ partition, replicas }) => ({ partitionIndex: partition, replicas })),
      })),
    },
    ({ errorCode, errorMessage, responses }) => {
      throwOnError('AlterPartitionReassignments', 'the cluster', errorCode, errorMessage);
      for (const { name: topic, partitions } of responses) {
        for (const { partitionIndex: partition, ...result } of partitions) {
          const subject = partitionText({ topic, partition });
          throwOnError('AlterPartitionReassignments', subject, result.errorCode, result.errorMessage);
        }
      }
    },
  );
};

/** A partition whose replicas are being moved; all broker ids. */
export interface Reassignment extends TopicPartition {
  /** Those of now and those to come. */
  readonly replicas: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}

/** The moves of replicas under way, of all partitions unless some are named (from 2.4). */
export const listReassignments = async (
  client: KafkaClient,
  partitions?: readonly TopicPartition[],
): Promise<Reassignment[]> => {
  const topics = partitions && [...byTopic(partitions)];
  const answer = await askController(
    client,
    ListPartitionReassignments,
    {
      timeoutMs: CHANGE_TIMEOUT_MS,
      topics:
        topics?.map(([name, items]) => ({ name, partitionIndexes: items.map((p) => p.partition) })) ?? null,
    },
    ({ errorCode, errorMessage }) =>
      throwOnError('ListPartitionReassignments', 'the cluster', errorCode, errorMessage),
  );
  return answer.topics.flatMap(({ name, partitions: moving }) =>
    moving.map((p) => ({
      topic: name,
      partition: p.partitionIndex,
      replicas: p.replicas,
      adding: p.addingReplicas,
      removing: p.removingReplicas,
    })),
  );
};

const ELECTIONS = { preferred: 0, unclean: 1 } as const;
const ELECTION_NOT_NEEDED = 84;

/**
 * Makes the first replica of each partition its leader (`preferred`), or any replica of one that has no leader,
 * at the price of what only the others held (`unclean`, from 2.4). A partition that needs no election is left as it
 * is. Throws the first partition's error, after which others may have a new leader. From 2.2.
 */
export const electLeaders = async (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
  election: keyof typeof ELECTIONS = 'preferred',
): Promise<void> => {
  await askController(
    client,
    ElectLeaders,
    {
      electionType: ELECTIONS[election],
      topicPartitions: [...byTopic(partitions)].map(([topic, items]) => ({
        topic,
        partitions: items.map(({ partition }) => partition),
      })),
      timeoutMs: CHANGE_TIMEOUT_MS,
    },
    ({ errorCode, replicaElectionResults }) => {
      throwOnError('ElectLeaders', 'the cluster', errorCode);
      for (const { topic, partitionResult } of replicaElectionResults) {
        for (const { partitionId: partition, ...result } of partitionResult) {
          if (result.errorCode === ELECTION_NOT_NEEDED) continue;
          const subject = partitionText({ topic, partition });
          throwOnError('ElectLeaders', subject, result.errorCode, result.errorMessage);
        }
      }
    },
  );
  client.expireMetadata();
};
