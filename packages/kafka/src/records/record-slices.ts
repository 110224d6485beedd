import { ByteReader, isCodedError } from '@mqferry/core';
import { ATTRIBUTE, BATCH, type BatchHeader, headerOfBatch } from './batch-header.ts';
import { DEFAULT_DECOMPRESSED_LIMIT, decompress } from './compression.ts';
import { LegacyRecordSlices } from './legacy-records.ts';
import { shortenBody, skipBody } from './record-body.ts';
import { recordErrors } from './record-errors.ts';

export interface ReadOptions {
  /** Bytes the batch's records may take when decompressed; 256 MiB unless set. */
  readonly decompressedLimit?: number;
}

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

/**
 * Opens a cursor over the records of one whole batch of any format, or one entry of an old message set.
 * The checksum is not verified here: see `verifyCrc`.
 * Throws RECORDS_MALFORMED, RECORDS_UNKNOWN_FORMAT, RECORDS_UNKNOWN_COMPRESSION, RECORDS_DECOMPRESSION_FAILED and
 * RECORDS_TOO_LARGE_DECOMPRESSED.
 */
export const openRecordSlices = (batch: Buffer, options: ReadOptions = {}): RecordSlices => {
  const header = headerOfBatch(batch);
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

/** Reads a delta of up to 64 bits, in plain numbers where it is short, as nearly all are. */
const readDelta = (reader: ByteReader): number | bigint => {
  const { buffer, offset } = reader;
  for (let i = offset; i < offset + 4; i++) {
    if (buffer[i]! < 0x80) return reader.varint();
  }
  return reader.varlong();
};

/** The records of a format 2 batch. */
class BatchRecordSlices implements RecordSlices {
  readonly header: BatchHeader;
  offset = 0n;
  timestamp = 0n;
  body: Buffer;
  start = 0;
  end = 0;
  readonly #reader: ByteReader;
  readonly #logAppendTime: boolean;
  #left: number;

  constructor(batch: Buffer, header: BatchHeader, limit: number) {
    this.header = header;
    this.#left = header.recordCount;
    if (header.recordCount < 0) throw this.#malformed(`it claims to hold ${header.recordCount} records`);
    const stored = batch.subarray(BATCH.records);
    // The log cleaner leaves bare headers behind, compressed in name only.
    const records = stored.length === 0 ? stored : decompress(header.compression, stored, limit);
    this.#reader = new ByteReader(records);
    this.body = records;
    this.#logAppendTime = (header.attributes & ATTRIBUTE.logAppendTime) !== 0;
    this.timestamp = header.maxTimestamp;
  }

  next(): boolean {
    if (this.#left === 0) {
      if (this.#reader.remaining === 0) return false;
      throw this.#malformed(`${this.#reader.remaining} bytes follow its last record`);
    }
    this.#left--;
    try {
      this.#readRecord();
    } catch (error) {
      if (isCodedError(error) && error.code.startsWith('BYTES_')) throw this.#malformed(error.message, error);
      throw error;
    }
    return true;
  }

  #readRecord(): void {
    const reader = this.#reader;
    const length = reader.varint();
    const end = reader.offset + length;
    reader.int8(); // attributes, of which none are in use
    const timestampDelta = readDelta(reader);
    const offsetDelta = reader.varint();
    const start = reader.offset;
    const shortest = skipBody(reader);
    if (reader.offset !== end) {
      throw reader.malformed(`a record ends ${reader.offset - end} bytes after its stated length`);
    }
    if (!this.#logAppendTime)
      this.timestamp = BigInt.asIntN(64, this.header.baseTimestamp + BigInt(timestampDelta));
    this.offset = this.header.baseOffset + BigInt(offsetDelta);
    if (shortest) {
      this.body = reader.buffer;
      this.start = start;
      this.end = end;
    } else {
      this.body = shortenBody(new ByteReader(reader.buffer, start, end));
      this.start = 0;
      this.end = this.body.length;
    }
  }

  #malformed(reason: string, cause?: unknown): Error {
    return recordErrors.RECORDS_MALFORMED({ offset: this.header.baseOffset, reason }, cause);
  }
}
