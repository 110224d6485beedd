import { inParallel } from '@mqferry/core';
import {
  describeProducers,
  describeTransaction,
  type KafkaClient,
  type ListedTransaction,
  listTransactions,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { producerIdMap } from './copier/producer-ids.ts';
import { heldPartitions } from './held-partitions.ts';
import { isNotAvailable } from './plan/scan-log.ts';
import { readBatches } from './read-log.ts';

/** A transaction that is open on the target: readers of what is committed wait in front of it. */
export interface OpenTransaction extends TopicPartition {
  /** Where it begins in this partition. */
  readonly from: bigint;
  /** At the source. */
  readonly producerId: bigint;
  /** Undefined where no coordinator of the source tells (they do from 3.0 on). */
  readonly transactionalId: string | undefined;
  /** When it began by its coordinator, else the time of its first batch in the partition; milliseconds since 1970. */
  readonly since: bigint | undefined;
  /**
   * At the source: it is `open` there too, has `ended` since, or no coordinator ends it (`hanging`, or this user may
   * not see its transactional id); `unknown` where the source does not tell (before 3.0).
   */
  readonly state: 'open' | 'ended' | 'hanging' | 'unknown';
}

const ASKED_AT_ONCE = 8;
const FIRST_BATCH_BYTES = 1;
/** States of a transactional id whose transaction has not ended (TransactionState). */
export const UNDER_WAY = ['Ongoing', 'PrepareCommit', 'PrepareAbort'];

/** Undefined where the cluster does not offer a call, or not to this user. */
export const ifTold = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isNotAvailable(error)) return undefined;
    throw error;
  }
};

/** The transactions that are open on the target in these partitions, which it has, by what both clusters tell of them. */
export const openTransactions = async (
  source: KafkaClient,
  target: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<OpenTransaction[]> => {
  const held = await heldPartitions(target, partitions);
  if (held.length === 0) return [];
  const ids = producerIdMap((await source.metadata()).clusterId);
  const onTarget = await ifTold(describeProducers(target, held));
  const onSource = await ifTold(describeProducers(source, held));
  const listed = await ifTold(listTransactions(source, UNDER_WAY));
  const byProducer = new Map(listed?.map((listing) => [listing.producerId, listing]));
  const open = held.flatMap(({ topic, partition }) =>
    (onTarget?.get(partitionText({ topic, partition })) ?? []).flatMap(({ producerId, transactionStart }) =>
      transactionStart === undefined
        ? []
        : [{ topic, partition, from: transactionStart, producerId: ids.toSource(producerId) }],
    ),
  );
  return inParallel(open, ASKED_AT_ONCE, async (transaction): Promise<OpenTransaction> => {
    const producers = onSource?.get(partitionText(transaction));
    const isOpen = producers?.some(
      ({ producerId, transactionStart }) =>
        producerId === transaction.producerId && transactionStart !== undefined,
    );
    const listing = byProducer.get(transaction.producerId);
    const state =
      isOpen === undefined || !listed ? 'unknown' : !isOpen ? 'ended' : listing ? 'open' : 'hanging';
    return {
      ...transaction,
      transactionalId: listing?.transactionalId,
      since: (await startOf(source, listing)) ?? (await firstTime(target, transaction)),
      state,
    };
  });
};

const startOf = async (
  source: KafkaClient,
  listing: ListedTransaction | undefined,
): Promise<bigint | undefined> =>
  listing && (await ifTold(describeTransaction(source, listing.transactionalId)))?.startedAt;

const firstTime = async (
  target: KafkaClient,
  { topic, partition, from }: TopicPartition & { readonly from: bigint },
): Promise<bigint | undefined> =>
  (await readBatches(target, { topic, partition }, from, FIRST_BATCH_BYTES))[0]?.header.baseTimestamp;
