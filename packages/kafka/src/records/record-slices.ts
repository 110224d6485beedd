import { type BatchHeader, headerOfBatch } from './batch-header.ts';
import { BatchRecordSlices } from './batch-records.ts';
import { DEFAULT_DECOMPRESSED_LIMIT } from './compression.ts';
import { LegacyRecordSlices } from './legacy-records.ts';
import type { RecordSlices } from './record-cursor.ts';

export interface ReadOptions {
  /** Bytes the batch's records may take when decompressed; 256 MiB unless set. */
  readonly decompressedLimit?: number;
  /** The batch's header, where it was read before. */
  readonly header?: BatchHeader;
}

/**
 * Opens a cursor over the records of one whole batch of any format, or one entry of an old message set.
 * The checksum is not verified here: see `verifyCrc`.
 * Throws RECORDS_MALFORMED, RECORDS_UNKNOWN_FORMAT, RECORDS_UNKNOWN_COMPRESSION, RECORDS_DECOMPRESSION_FAILED and
 * RECORDS_TOO_LARGE_DECOMPRESSED.
 */
export const openRecordSlices = (batch: Buffer, options: ReadOptions = {}): RecordSlices => {
  const header = options.header ?? headerOfBatch(batch);
  const limit = options.decompressedLimit ?? DEFAULT_DECOMPRESSED_LIMIT;
  return header.magic === 2
    ? new BatchRecordSlices(batch, header, limit)
    : new LegacyRecordSlices(batch, header, limit);
};

/** Calls `visit` for each record of a batch; see `openRecordSlices` for the arguments and errors. */
export const forEachRecordSlice = (
  batch: Buffer,
  visit: (offset: bigint, timestamp: bigint, body: Buffer, start: number, end: number) => void,
  options?: ReadOptions,
): void => {
  const slices = openRecordSlices(batch, options);
  while (slices.next()) visit(slices.offset, slices.timestamp, slices.body, slices.start, slices.end);
};
