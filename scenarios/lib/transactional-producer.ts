import {
  AddPartitionsToTxn,
  brokerError,
  buildBatch,
  EndTxn,
  InitProducerId,
  type KafkaClient,
  type NewRecord,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { appendBatch, mayPass } from './write-records.ts';

const TRANSACTION_TIMEOUT_MS = 600_000;

const throwOn = (api: string, what: string, errorCode: number): void => {
  if (errorCode !== 0) throw brokerError(api, what, errorCode);
};

/**
 * A producer whose transactions begin, write and end exactly when a scenario says so, any number of them open side by
 * side.
 */
export class TransactionalProducer {
  readonly #client: KafkaClient;
  readonly id: string;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly #sequences = new Map<string, number>();
  readonly #touched = new Set<string>();

  private constructor(client: KafkaClient, id: string, producerId: bigint, producerEpoch: number) {
    this.#client = client;
    this.id = id;
    this.producerId = producerId;
    this.producerEpoch = producerEpoch;
  }

  static open(client: KafkaClient, id: string): Promise<TransactionalProducer> {
    return client.retrying(async () => {
      const request = { transactionalId: id, transactionTimeoutMs: TRANSACTION_TIMEOUT_MS };
      const unset = { producerId: -1n, producerEpoch: -1 };
      const to = { transactionalId: id };
      const answer = await client.send(
        InitProducerId,
        (version) => (version >= 3 ? { ...request, ...unset } : request),
        to,
      );
      throwOn('InitProducerId', id, answer.errorCode);
      return new TransactionalProducer(client, id, answer.producerId, answer.producerEpoch);
    });
  }

  /** Whether a transaction is open. */
  get isOpen(): boolean {
    return this.#touched.size > 0;
  }

  /**
   * Writes a batch in the transaction, which begins with the first one; gives the offset of its first record. What is
   * tried again is recognised by its sequence number.
   */
  async write(where: TopicPartition, records: readonly NewRecord[]): Promise<bigint> {
    const key = partitionText(where);
    await this.touch(where);
    const baseSequence = this.#sequences.get(key) ?? 0;
    const batch = buildBatch(records, {
      producerId: this.producerId,
      producerEpoch: this.producerEpoch,
      baseSequence,
      isTransactional: true,
      compression: 'lz4',
    });
    const append = () => appendBatch(this.#client, where, batch, this.id);
    const baseOffset = await this.#client.retrying(append, undefined, mayPass);
    this.#sequences.set(key, baseSequence + records.length);
    return baseOffset;
  }

  /** Adds a partition to the transaction, which gets a marker there even when nothing is written. */
  async touch(where: TopicPartition): Promise<void> {
    if (this.#touched.has(partitionText(where))) return;
    await this.#client.retrying(async () => {
      const answer = await this.#client.send(
        AddPartitionsToTxn,
        {
          v3AndBelowTransactionalId: this.id,
          v3AndBelowProducerId: this.producerId,
          v3AndBelowProducerEpoch: this.producerEpoch,
          v3AndBelowTopics: [{ name: where.topic, partitions: [where.partition] }],
        },
        { transactionalId: this.id },
      );
      const result = answer.resultsByTopicV3AndBelow[0]!.resultsByPartition[0]!;
      throwOn('AddPartitionsToTxn', this.id, result.partitionErrorCode);
    });
    this.#touched.add(partitionText(where));
  }

  /** Ends the transaction. */
  async end(committed: boolean): Promise<void> {
    await this.#client.retrying(async () => {
      const answer = await this.#client.send(
        EndTxn,
        {
          transactionalId: this.id,
          producerId: this.producerId,
          producerEpoch: this.producerEpoch,
          committed,
        },
        { transactionalId: this.id },
      );
      throwOn('EndTxn', this.id, answer.errorCode);
    });
    this.#touched.clear();
  }
}
