import { backoffDelay, pause } from '@mqferry/core';
import type { TopicPartition } from '../admin/by-leader.ts';
import { kafkaErrorByCode } from '../protocol/error-codes.ts';
import { AddPartitionsToTxn, EndTxn, InitProducerId } from '../protocol/generated/index.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { brokerErrorName, throwOnError } from './broker-error.ts';
import type { KafkaClient } from './kafka-client.ts';

/** After so long the coordinator aborts a transaction that its producer has forgotten. */
const TRANSACTION_TIMEOUT_MS = 60_000;
/** An earlier transaction of the same id is complete when its markers are written, a few milliseconds after its end. */
const COMPLETION = { initial: 1, maximum: 50, jitter: 0 };
const COMPLETION_TIMEOUT_MS = 20_000;
const VERSION_WITH_OWN_ID = 3;

/**
 * Transactions of one transactional id that hold nothing and are aborted: each leaves an abort marker in a partition,
 * one offset that no reader sees. Needs Write on the transactional id and on the topic, and no right on the cluster.
 */
export class EmptyTransactions {
  readonly #connection: BrokerConnection;
  readonly #transactionalId: string;
  readonly #producerId: bigint;
  readonly #producerEpoch: number;

  private constructor(
    connection: BrokerConnection,
    transactionalId: string,
    producerId: bigint,
    producerEpoch: number,
  ) {
    this.#connection = connection;
    this.#transactionalId = transactionalId;
    this.#producerId = producerId;
    this.#producerEpoch = producerEpoch;
  }

  /**
   * Takes a transactional id: when this resolves, a transaction that an earlier owner left open is aborted and its
   * marker written, and whatever that owner still has on its way is refused (its epoch is too low).
   */
  static take(
    client: KafkaClient,
    transactionalId: string,
    signal?: AbortSignal,
  ): Promise<EmptyTransactions> {
    return client.retrying(async () => {
      const connection = await client.route({ transactionalId }, 'transactions');
      const request = { transactionalId, transactionTimeoutMs: TRANSACTION_TIMEOUT_MS };
      const unset = { producerId: -1n, producerEpoch: -1 };
      const answer = await connection.send(InitProducerId, (version) =>
        version >= VERSION_WITH_OWN_ID ? { ...request, ...unset } : request,
      );
      throwOnError('InitProducerId', transactionalId, answer.errorCode);
      const { producerId, producerEpoch } = answer;
      return new EmptyTransactions(connection, transactionalId, producerId, producerEpoch);
    }, signal);
  }

  /**
   * Makes one in a partition. It is ended when this resolves, but its marker may be on its way. When it rejects it is
   * not known whether a marker was or will be written; `take` makes that sure.
   */
  async make({ topic, partition }: TopicPartition): Promise<void> {
    const [id, producerId, producerEpoch] = [this.#transactionalId, this.#producerId, this.#producerEpoch];
    await this.#whenComplete(async () => {
      const answer = await this.#connection.send(AddPartitionsToTxn, {
        v3AndBelowTransactionalId: id,
        v3AndBelowProducerId: producerId,
        v3AndBelowProducerEpoch: producerEpoch,
        v3AndBelowTopics: [{ name: topic, partitions: [partition] }],
      });
      const result = answer.resultsByTopicV3AndBelow[0]!.resultsByPartition[0]!;
      throwOnError('AddPartitionsToTxn', id, result.partitionErrorCode);
    });
    const end = { transactionalId: id, producerId, producerEpoch, committed: false };
    const answer = await this.#connection.send(EndTxn, end);
    throwOnError('EndTxn', id, answer.errorCode);
  }

  /** Tries again while the transaction before is being completed. */
  async #whenComplete(work: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + COMPLETION_TIMEOUT_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        const isUnderWay = brokerErrorName(error) === 'CONCURRENT_TRANSACTIONS';
        if (!isUnderWay || performance.now() > deadline) throw error;
        await pause(backoffDelay(attempt, COMPLETION));
      }
    }
  }
}

/**
 * Whether this user may use a transactional id: tried with the end of a transaction of a producer that cannot be, which
 * changes nothing, at whichever broker (KafkaApis.handleEndTxnRequest asks for the right before anything else).
 */
export const mayUseTransactionalId = async (
  connection: BrokerConnection,
  transactionalId: string,
): Promise<boolean> => {
  const nobody = { producerId: 2n ** 62n, producerEpoch: 0 };
  const answer = await connection.send(EndTxn, { transactionalId, ...nobody, committed: false });
  return kafkaErrorByCode(answer.errorCode).name !== 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED';
};
