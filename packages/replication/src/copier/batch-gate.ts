import type { CodedError } from '@mqferry/core';
import type { BatchHeader, TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';

/**
 * Why a batch cannot be copied with identical offsets as the one after `expected`; undefined when it can.
 * `transactions`: whether those can be carried over. REPLICATION_OLD_FORMAT, REPLICATION_TRANSACTIONAL_TOPIC,
 * REPLICATION_OFFSET_HOLE.
 */
export const refusalOfBatch = (
  { topic, partition }: TopicPartition,
  batch: BatchHeader,
  expected: bigint,
  transactions: boolean,
): CodedError | undefined => {
  const offset = batch.baseOffset;
  if (batch.magic < 2) {
    return replicationErrors.REPLICATION_OLD_FORMAT({ topic, partition, offset, magic: batch.magic });
  }
  if (!transactions && (batch.isTransactional || batch.isControl)) {
    return replicationErrors.REPLICATION_TRANSACTIONAL_TOPIC({ topic, partition, offset });
  }
  if (offset !== expected) {
    return replicationErrors.REPLICATION_OFFSET_HOLE({ topic, partition, expected, found: offset });
  }
  if (batch.recordCount !== batch.lastOffsetDelta + 1) {
    return replicationErrors.REPLICATION_OFFSET_HOLE({
      topic,
      partition,
      expected: offset,
      found: batch.lastOffset,
    });
  }
  return undefined;
};
