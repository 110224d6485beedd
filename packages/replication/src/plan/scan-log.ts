import type { CodedError } from '@mqferry/core';
import { isCodedError } from '@mqferry/core';
import { brokerErrorName, type KafkaClient, logEndOffsets, type TopicPartition } from '@mqferry/kafka';
import { refusalOfBatch } from '../copier/batch-gate.ts';
import { readBatches } from '../read-log.ts';

/** A stretch of a partition's log: from `start` up to `end` (exclusive). */
export interface LogStretch extends TopicPartition {
  readonly start: bigint;
  readonly end: bigint;
}

/** How a log is looked at, and what may be in it. */
export interface LogGate {
  /** Look at every batch, else at the first. */
  readonly whole: boolean;
  readonly transactions: boolean;
}

const FIRST_BATCH_BYTES = 1;
const SCAN_BYTES = 8 * 1024 * 1024;
const TRANSACTION_LOG = '__transaction_state';

/**
 * Whether transactions ever ran on the cluster: its transaction log holds something. Undefined when this user may
 * not see that topic.
 */
export const hadTransactions = async (client: KafkaClient): Promise<boolean> => {
  const log = (await client.metadata()).topics.get(TRANSACTION_LOG);
  if (!log) return false;
  const partitions = log.partitions.map(({ partition }) => ({ topic: TRANSACTION_LOG, partition }));
  const ends = await logEndOffsets(client, partitions);
  return [...ends.values()].some((end) => end > 0n);
};

/**
 * Looks for batches that cannot be copied with identical offsets: in the whole stretch or in its first batch. Reads headers only, but a broker sends batches whole, so a whole scan reads the whole log.
 */
export const refusalInLog = async (
  client: KafkaClient,
  stretch: LogStretch,
  { whole, transactions }: LogGate,
): Promise<CodedError | undefined> => {
  const { topic, partition, end } = stretch;
  let expected: bigint | undefined;
  for (let offset = stretch.start; offset < end; ) {
    const batches = await readBatches(
      client,
      stretch,
      offset,
      whole ? SCAN_BYTES : FIRST_BATCH_BYTES,
      'scan',
    ).catch((error) => {
      // Retention deleted what was about to be read: what is left is looked at when it is copied.
      if (brokerErrorName(error) === 'OFFSET_OUT_OF_RANGE') return [];
      throw error;
    });
    if (batches.length === 0) return undefined;
    for (const { header } of batches) {
      const refusal = refusalOfBatch(
        { topic, partition },
        header,
        expected ?? header.baseOffset,
        transactions,
      );
      if (refusal) return refusal;
      expected = header.lastOffset + 1n;
    }
    if (!whole) return undefined;
    offset = expected!;
  }
  return undefined;
};

/** Whether an error says that the cluster does not offer a call, or that this user may not use it. */
export const isNotAvailable = (error: unknown): boolean =>
  isCodedError(error, 'KAFKA_VERSION_UNSUPPORTED') ||
  ['CLUSTER_AUTHORIZATION_FAILED', 'TOPIC_AUTHORIZATION_FAILED'].includes(brokerErrorName(error) ?? '');
