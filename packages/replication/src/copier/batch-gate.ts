import type { CodedError } from '@mqferry/core';
import type { BatchHeader, TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';

/**
 * How transactions are carried over: `none` are, so that the first one has to be asked for; `mirror`: as they are;
 * `committed`: what they committed, with blanks in the place of everything else.
 */
export type TransactionManner = 'none' | 'mirror' | 'committed';

/** What a copy can carry over. */
export interface Abilities {
  readonly transactions: TransactionManner;
  /** Offsets without records, as compaction leaves them. */
  readonly holes: boolean;
}

/** Whether compaction took records from a batch. */
export const isHoley = ({ recordCount, lastOffsetDelta, isControl }: BatchHeader): boolean =>
  !isControl && recordCount !== lastOffsetDelta + 1;

/**
 * Why a batch of format 2 cannot be copied with identical offsets as the one after `expected`; undefined when it can.
 * REPLICATION_TRANSACTIONAL_TOPIC, REPLICATION_OFFSET_HOLE.
 */
export const refusalOfBatch = (
  { topic, partition }: TopicPartition,
  batch: BatchHeader,
  expected: bigint,
  { transactions, holes }: Abilities,
): CodedError | undefined => {
  const offset = batch.baseOffset;
  if (transactions === 'none' && (batch.isTransactional || batch.isControl)) {
    return replicationErrors.REPLICATION_TRANSACTIONAL_TOPIC({ topic, partition, offset });
  }
  if (holes) return undefined;
  if (offset !== expected) {
    return replicationErrors.REPLICATION_OFFSET_HOLE({ topic, partition, expected, found: offset });
  }
  if (isHoley(batch)) {
    return replicationErrors.REPLICATION_OFFSET_HOLE({
      topic,
      partition,
      expected: offset,
      found: batch.lastOffset,
    });
  }
  return undefined;
};
