import { backoffDelay, pause } from '@mqferry/core';
import { byTopic, partitionText, type TopicPartition } from '../admin/by-leader.ts';
import type { CommittedOffset } from '../admin/group-offsets.ts';
import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  EndTxn,
  InitProducerId,
  TxnOffsetCommit,
} from '../protocol/generated/index.ts';
import { rewriteHeader } from '../records/rewrite-header.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { brokerError, brokerErrorName, throwOnError } from './broker-error.ts';
import type { KafkaClient } from './kafka-client.ts';
import { type ProduceItem, produceBatches } from './produce-batches.ts';

/** After so long the coordinator aborts a transaction that its producer has forgotten. */
const TRANSACTION_TIMEOUT_MS = 60_000;
/** How long a leader waits for its followers. */
const ACK_TIMEOUT_MS = 30_000;
/** An earlier transaction of the same id is complete when its markers are written, a few milliseconds after its end. */
const COMPLETION = { initial: 1, maximum: 50, jitter: 0 };
const COMPLETION_TIMEOUT_MS = 20_000;
const VERSION_WITH_OWN_ID = 3;
/** Sequences go back to 0 after the largest 32-bit integer (DefaultRecordBatch.incrementSequence). */
const SEQUENCES = 2 ** 31;
const LANE = 'transactions';

/** A batch of format 2 that a transaction appends to a partition, and how many records it has. */
export interface TransactionalBatch extends ProduceItem {
  readonly recordCount: number;
}

interface Identity {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

/**
 * A producer with a transactional id: what it appends and the offsets that it commits become visible together or not at
 * all. One transaction at a time; after any error it has to be taken anew. It needs Write on the transactional id and on
 * the topics, and Read on the groups and on the topics whose offsets it commits.
 */
export class TransactionalProducer {
  readonly #client: KafkaClient;
  readonly #connection: BrokerConnection;
  readonly #identity: Identity;
  readonly #sequences = new Map<string, number>();

  private constructor(client: KafkaClient, connection: BrokerConnection, identity: Identity) {
    this.#client = client;
    this.#connection = connection;
    this.#identity = identity;
  }

  /**
   * Takes a transactional id: when this resolves, a transaction that an earlier owner left open is aborted or, where its
   * end was decided, committed, with its markers written; whatever that owner still has on its way is refused (its epoch
   * is too low).
   */
  static take(
    client: KafkaClient,
    transactionalId: string,
    signal?: AbortSignal,
  ): Promise<TransactionalProducer> {
    return client.retrying(async () => {
      const connection = await client.route({ transactionalId }, LANE);
      const request = { transactionalId, transactionTimeoutMs: TRANSACTION_TIMEOUT_MS };
      const unset = { producerId: -1n, producerEpoch: -1 };
      const answer = await connection.send(InitProducerId, (version) =>
        version >= VERSION_WITH_OWN_ID ? { ...request, ...unset } : request,
      );
      throwOnError('InitProducerId', transactionalId, answer.errorCode);
      const { producerId, producerEpoch } = answer;
      return new TransactionalProducer(client, connection, { transactionalId, producerId, producerEpoch });
    }, signal);
  }

  /** Begins a transaction in these partitions, which commits offsets of these groups. */
  async begin(partitions: readonly TopicPartition[], groups: readonly string[]): Promise<void> {
    const { transactionalId, producerId, producerEpoch } = this.#identity;
    if (partitions.length > 0) {
      const topics = [...byTopic(partitions)].map(([name, items]) => ({
        name,
        partitions: items.map(({ partition }) => partition),
      }));
      await whenComplete(async () => {
        const answer = await this.#connection.send(AddPartitionsToTxn, {
          v3AndBelowTransactionalId: transactionalId,
          v3AndBelowProducerId: producerId,
          v3AndBelowProducerEpoch: producerEpoch,
          v3AndBelowTopics: topics,
        });
        for (const { name: topic, resultsByPartition } of answer.resultsByTopicV3AndBelow) {
          for (const { partitionIndex: partition, partitionErrorCode } of resultsByPartition)
            throwOnError('AddPartitionsToTxn', partitionText({ topic, partition }), partitionErrorCode);
        }
      });
    }
    for (const groupId of groups) {
      await whenComplete(async () => {
        const answer = await this.#connection.send(AddOffsetsToTxn, { ...this.#identity, groupId });
        throwOnError('AddOffsetsToTxn', groupId, answer.errorCode);
      });
    }
  }

  /** Appends batches to their leaders, one a partition at most; they become this producer's. */
  async append(batches: readonly TransactionalBatch[]): Promise<void> {
    const led = await Promise.all(
      batches.map(async (batch) => ({
        ...{ batch, node: (await this.#client.partition(batch.topic, batch.partition)).leader },
      })),
    );
    for (const batch of batches) this.#sign(batch);
    // All are waited for, also after one has failed: an abort must not overtake a batch that is still under way.
    const appended = await Promise.allSettled(
      [...Map.groupBy(led, ({ node }) => node)].map(async ([node, group]) => {
        const connection = await this.#client.connect(node, LANE);
        const items = group.map(({ batch }) => batch);
        const { transactionalId } = this.#identity;
        const answer = await produceBatches(connection, items, ACK_TIMEOUT_MS, transactionalId);
        for (const { errorCode, errorMessage, ...where } of answer.partitions)
          if (errorCode !== 0) throw brokerError('Produce', partitionText(where), errorCode, errorMessage);
      }),
    );
    const failed = appended.find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }

  /** Commits offsets of a group that `begin` has named, when the transaction is. */
  async commitOffsets(groupId: string, offsets: readonly CommittedOffset[]): Promise<void> {
    const topics = [...byTopic(offsets)].map(([name, items]) => ({
      name,
      partitions: items.map(({ partition, offset, metadata }) => ({
        partitionIndex: partition,
        committedOffset: offset,
        committedMetadata: metadata,
      })),
    }));
    const request = { ...this.#identity, groupId, topics };
    await this.#client.retrying(async () => {
      const answer = await this.#client.send(TxnOffsetCommit, request, { group: groupId });
      for (const { name: topic, partitions } of answer.topics) {
        for (const { partitionIndex: partition, errorCode } of partitions)
          throwOnError('TxnOffsetCommit', `${groupId} ${partitionText({ topic, partition })}`, errorCode);
      }
    });
  }

  /** Ends the transaction. When this rejects it is not known how it ended; `take` makes that sure. */
  async end(committed: boolean): Promise<void> {
    const answer = await this.#connection.send(EndTxn, { ...this.#identity, committed });
    throwOnError('EndTxn', this.#identity.transactionalId, answer.errorCode);
  }

  #sign({ records, recordCount, ...where }: TransactionalBatch): void {
    const key = partitionText(where);
    const baseSequence = this.#sequences.get(key) ?? 0;
    const { producerId, producerEpoch } = this.#identity;
    rewriteHeader(records, { producerId, producerEpoch, baseSequence, isTransactional: true });
    this.#sequences.set(key, (baseSequence + recordCount) % SEQUENCES);
  }
}

/** Tries again while the transaction before is being completed. */
const whenComplete = async (work: () => Promise<void>): Promise<void> => {
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
};
