import type { KafkaClient } from '../client/kafka-client.ts';
import { DescribeProducers, type DescribeProducersResponse } from '../protocol/generated/index.ts';
import { askLeaders, byTopic, partitionResult, type TopicPartition } from './by-leader.ts';

/** A producer that a partition remembers: idempotent, and not idle for longer than the broker keeps its state. */
export interface ActiveProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Sequence number of its last record; -1 when it has none in the log. */
  readonly lastSequence: number;
  /** Of the coordinator that wrote its last marker; -1 when none did. */
  readonly coordinatorEpoch: number;
  /** Of its last batch, milliseconds since 1970. */
  readonly lastTimestamp: bigint;
  /** Where its open transaction begins in this partition; undefined when none is open. */
  readonly transactionStart: bigint | undefined;
}

type ProducerState =
  DescribeProducersResponse['topics'][number]['partitions'][number]['activeProducers'][number];

const readProducer = (state: ProducerState): ActiveProducer => ({
  producerId: state.producerId,
  producerEpoch: state.producerEpoch,
  lastSequence: state.lastSequence,
  coordinatorEpoch: state.coordinatorEpoch,
  lastTimestamp: state.lastTimestamp,
  transactionStart: state.currentTxnStartOffset < 0n ? undefined : state.currentTxnStartOffset,
});

/** The producers each partition remembers, keyed `topic-partition` (KIP-664, from 2.8). */
export const describeProducers = (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<Map<string, ActiveProducer[]>> =>
  askLeaders(client, partitions, async (node, group) => {
    const topics = [...byTopic(group)].map(([name, items]) => ({
      name,
      partitionIndexes: items.map(({ partition }) => partition),
    }));
    const answer = await client.send(DescribeProducers, { topics }, { node });
    return new Map(
      answer.topics.flatMap(({ name, partitions: results }) =>
        results.map((result) => {
          const where = { topic: name, partition: result.partitionIndex };
          return partitionResult('DescribeProducers', where, result, () =>
            result.activeProducers.map(readProducer),
          );
        }),
      ),
    );
  });
