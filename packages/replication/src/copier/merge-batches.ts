import { isDense } from '@mqferry/core';
import { BatchAssembler, type BatchHeader, forEachRecordSlice, verifyCrc } from '@mqferry/kafka';
import type { WholeBatch } from '../read-log.ts';
import type { FrameLease } from './frame-lease.ts';

/** A batch of the source. */
export interface FetchedBatch extends WholeBatch {
  /** The fetch answer in whose memory it lies; left out where it has its own. */
  readonly lease?: FrameLease;
  /** Its transaction is committed, and the target need not know of it; see `withDecided`. */
  readonly isDecided?: boolean;
  /** Readers of what is committed are shown nothing of it, and neither are those of the target. */
  readonly isUnseen?: boolean;
}

/** Size of a merged batch at which it is sent; below the smallest message limit that topics have during the copy. */
export const MERGED_BYTES = 512 * 1024;

/** From this size on a batch tells whether its records become smaller by compression, also together with others. */
const TELLING_BYTES = 4 * 1024;

/** Where records are gathered, one batch after the other: as much new memory for each would have to be cleared first. */
const scratch = Buffer.allocUnsafeSlow(2 * MERGED_BYTES);

/**
 * One batch with the records of consecutive ones, compressed as they were. Records are framed anew, their keys, values
 * and headers are not touched; append times become the producer's. Checksums are verified first, because the new batch
 * gets one of its own. Throws RECORDS_CRC_MISMATCH and what reading records throws.
 */
export const mergeBatches = (batches: readonly FetchedBatch[]): Buffer => {
  const { baseOffset, compression } = batches[0]!.header;
  const size = batches.reduce((sum, { header }) => sum + header.size, 0);
  const assembler = new BatchAssembler(baseOffset, scratch);
  const append = assembler.append.bind(assembler);
  for (const { bytes, header } of batches) {
    verifyCrc(bytes);
    forEachRecordSlice(bytes, append, { header });
  }
  const areTelling = size >= TELLING_BYTES * batches.length;
  return assembler.finish({ compression, isDense: areTelling && isDense(assembler.size, size) });
};

/** Whether a batch may join its neighbour: both are small and of one compression. */
export const areMergeable = (a: BatchHeader, b: BatchHeader, smallBelow: number): boolean =>
  a.size < smallBelow && b.size < smallBelow && a.compression === b.compression;
