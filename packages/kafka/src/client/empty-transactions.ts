import type { TopicPartition } from '../admin/by-leader.ts';
import { kafkaErrorByCode } from '../protocol/error-codes.ts';
import { EndTxn } from '../protocol/generated/index.ts';
import type { BrokerConnection } from './broker-connection.ts';
import type { KafkaClient } from './kafka-client.ts';
import { TransactionalProducer } from './transactional-producer.ts';

/**
 * Transactions of one transactional id that hold nothing and are aborted: each leaves an abort marker in a partition,
 * one offset that no reader sees. Needs Write on the transactional id and on the topic, and no right on the cluster.
 */
export class EmptyTransactions {
  readonly #producer: TransactionalProducer;

  private constructor(producer: TransactionalProducer) {
    this.#producer = producer;
  }

  /** Takes a transactional id; see `TransactionalProducer.take`. */
  static async take(
    client: KafkaClient,
    transactionalId: string,
    signal?: AbortSignal,
  ): Promise<EmptyTransactions> {
    return new EmptyTransactions(await TransactionalProducer.take(client, transactionalId, signal));
  }

  /**
   * Makes one in a partition. It is ended when this resolves, but its marker may be on its way. When it rejects it is
   * not known whether a marker was or will be written; `take` makes that sure.
   */
  async make(where: TopicPartition): Promise<void> {
    await this.#producer.begin([where], []);
    await this.#producer.end(false);
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
