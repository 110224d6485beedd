import { isCodedError } from '@mqferry/core';
import type { BatchHeader } from './batch-header.ts';
import { recordErrors } from './record-errors.ts';

/**
 * A cursor over the records of a batch. After `next()` returned true, the fields tell of one record; they are
 * valid until `next()` is called again.
 *
 * The body is the record's key, value and headers as format 2 stores them, from the key's length to the record's
 * end, in the shortest form. It is the same for equal records whatever format, compression or batch they lie in.
 */
export interface RecordSlices {
  readonly header: BatchHeader;
  readonly offset: bigint;
  /** Milliseconds; -1 for format 0. */
  readonly timestamp: bigint;
  /** The body is `body.subarray(start, end)`. */
  readonly body: Buffer;
  readonly start: number;
  readonly end: number;
  /** Throws RECORDS_MALFORMED. */
  next(): boolean;
}

/** The error for a batch whose records are not what they should be. */
export const malformedBatch = (header: BatchHeader, reason: string, cause?: unknown): Error =>
  recordErrors.RECORDS_MALFORMED({ offset: header.baseOffset, reason }, cause);

/** What to throw for an error met while reading a batch: bytes that are wrong make the batch malformed. */
export const withBatch = (header: BatchHeader, error: unknown): unknown =>
  isCodedError(error) && error.code.startsWith('BYTES_')
    ? malformedBatch(header, error.message, error)
    : error;
