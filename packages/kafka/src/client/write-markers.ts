import { byTopic, type TopicPartition } from '../admin/by-leader.ts';
import { kafkaErrorByCode } from '../protocol/error-codes.ts';
import { WriteTxnMarkers } from '../protocol/generated/index.ts';
import type { BrokerConnection } from './broker-connection.ts';

/** The end of one producer's transaction in one partition, marked once or several times in a row. */
export interface TransactionMarker extends TopicPartition {
  readonly count: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly committed: boolean;
  /** A broker refuses a marker of a producer with a lower one than it has seen (TRANSACTION_COORDINATOR_FENCED). */
  readonly coordinatorEpoch: number;
}

/** What the broker did with one marker. */
export interface WrittenMarker extends TopicPartition {
  readonly producerId: bigint;
  readonly errorCode: number;
}

/**
 * Appends end-of-transaction markers, as a transaction coordinator does, and waits for all in-sync replicas; at most
 * one of a producer for each partition, for answers are told apart by the producer. Of several in a row some may have
 * been refused although the answer is without error: only the log end tells. A broker that leads none of the partitions says UNKNOWN_TOPIC_OR_PARTITION or
 * NOT_LEADER_OR_FOLLOWER. The user needs ClusterAction on the cluster, or Alter from 3.8 on
 * (KafkaApis.handleWriteTxnMarkersRequest).
 */
export const writeMarkers = async (
  connection: BrokerConnection,
  markers: readonly TransactionMarker[],
): Promise<WrittenMarker[]> => {
  const sameEnd = Map.groupBy(markers, (marker) =>
    [marker.producerId, marker.producerEpoch, marker.committed, marker.coordinatorEpoch].join(),
  );
  const answer = await connection.send(WriteTxnMarkers, {
    markers: [...sameEnd.values()].flatMap((group) =>
      Array.from({ length: Math.max(...group.map(({ count }) => count)) }, (_, i) => ({
        producerId: group[0]!.producerId,
        producerEpoch: group[0]!.producerEpoch,
        transactionResult: group[0]!.committed,
        coordinatorEpoch: group[0]!.coordinatorEpoch,
        topics: [...byTopic(group.filter(({ count }) => count > i))].map(([name, partitions]) => ({
          name,
          partitionIndexes: partitions.map(({ partition }) => partition),
        })),
      })),
    ),
  });
  return answer.markers.flatMap(({ producerId, topics }) =>
    topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, errorCode }) => ({
        topic: name,
        partition: partitionIndex,
        producerId,
        errorCode,
      })),
    ),
  );
};

/** No topic can have this name, so no broker leads it. */
const NO_TOPIC = 'mqferry:none';

/** Whether this user may write markers: tried with one for a topic that cannot be, which changes nothing. */
export const mayWriteMarkers = async (connection: BrokerConnection): Promise<boolean> => {
  if (!connection.offers(WriteTxnMarkers)) return false;
  const nowhere = { topic: NO_TOPIC, partition: 0, producerId: 0n, producerEpoch: 0, count: 1 };
  const [answer] = await writeMarkers(connection, [{ ...nowhere, committed: false, coordinatorEpoch: 0 }]);
  return kafkaErrorByCode(answer?.errorCode ?? 0).name === 'UNKNOWN_TOPIC_OR_PARTITION';
};
