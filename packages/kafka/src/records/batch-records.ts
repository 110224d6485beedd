import { ByteReader } from '@mqferry/core';
import { BATCH, type BatchHeader } from './batch-header.ts';
import { decompress } from './compression.ts';
import { shortenBody, skipBody } from './record-body.ts';
import { malformedBatch, type RecordSlices, withBatch } from './record-cursor.ts';

/** Reads a delta of up to 64 bits, in plain numbers where it is short, as nearly all are. */
const readDelta = (reader: ByteReader): number | bigint => {
  const { buffer, offset } = reader;
  for (let i = offset; i < offset + 4; i++) {
    if (buffer[i]! < 0x80) return reader.varint();
  }
  return reader.varlong();
};

/** The records of a format 2 batch. */
export class BatchRecordSlices implements RecordSlices {
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
    if (header.recordCount < 0) {
      throw malformedBatch(header, `it claims to hold ${header.recordCount} records`);
    }
    const stored = batch.subarray(BATCH.records);
    // The log cleaner leaves bare headers behind, compressed in name only.
    const records = stored.length === 0 ? stored : decompress(header.compression, stored, limit);
    this.#reader = new ByteReader(records);
    this.body = records;
    this.#logAppendTime = header.timestampType === 'LogAppendTime';
    this.timestamp = header.maxTimestamp;
  }

  next(): boolean {
    if (this.#left === 0) {
      if (this.#reader.remaining === 0) return false;
      throw malformedBatch(this.header, `${this.#reader.remaining} bytes follow its last record`);
    }
    this.#left--;
    try {
      this.#readRecord();
    } catch (error) {
      throw withBatch(this.header, error);
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
    if (!this.#logAppendTime) {
      this.timestamp = BigInt.asIntN(64, this.header.baseTimestamp + BigInt(timestampDelta));
    }
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
}
