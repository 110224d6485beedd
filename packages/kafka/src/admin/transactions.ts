import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { DescribeTransactions, ListTransactions } from '../protocol/generated/index.ts';
import { askBrokers, askFor } from './ask.ts';
import type { TopicPartition } from './by-leader.ts';

/** A transactional id as its coordinator lists it. */
export interface ListedTransaction {
  readonly transactionalId: string;
  readonly producerId: bigint;
  /** Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead. */
  readonly state: string;
}

/** Every transactional id the cluster remembers, in any state unless some are named (KIP-664, from 3.0). */
export const listTransactions = async (
  client: KafkaClient,
  states: readonly string[] = [],
): Promise<ListedTransaction[]> => {
  const lists = await askBrokers(client, ListTransactions, { stateFilters: states }, (answer, broker) => {
    throwOnError('ListTransactions', `broker ${broker}`, answer.errorCode);
    return answer.transactionStates.map(({ transactionalId, producerId, transactionState }) => ({
      transactionalId,
      producerId,
      state: transactionState,
    }));
  });
  return lists.flat();
};

/** One transactional id and its transaction of now. */
export interface TransactionDescription extends ListedTransaction {
  readonly producerEpoch: number;
  readonly timeoutMs: number;
  /** Milliseconds since 1970; undefined when no transaction is under way. */
  readonly startedAt: bigint | undefined;
  /** The partitions it has written to or will write to. */
  readonly partitions: readonly TopicPartition[];
}

/** Throws KAFKA_BROKER_ERROR with TRANSACTIONAL_ID_NOT_FOUND. From 3.0. */
export const describeTransaction = (
  client: KafkaClient,
  transactionalId: string,
): Promise<TransactionDescription> =>
  askFor(
    client,
    { transactionalId },
    DescribeTransactions,
    { transactionalIds: [transactionalId] },
    ({ transactionStates }) => {
      const found = transactionStates[0]!;
      throwOnError('DescribeTransactions', transactionalId, found.errorCode);
      return {
        transactionalId,
        producerId: found.producerId,
        producerEpoch: found.producerEpoch,
        state: found.transactionState,
        timeoutMs: found.transactionTimeoutMs,
        startedAt: found.transactionStartTimeMs < 0n ? undefined : found.transactionStartTimeMs,
        partitions: found.topics.flatMap(({ topic, partitions }) =>
          partitions.map((partition) => ({ topic, partition })),
        ),
      };
    },
  );
