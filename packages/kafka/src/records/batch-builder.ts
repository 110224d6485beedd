import { BatchAssembler, type BatchFields } from './batch-assembler.ts';
import { verifyCrc } from './batch-crc.ts';
import { headerOfBatch } from './batch-header.ts';
import type { CompressionName } from './compression.ts';
import { encodeBody, type RecordContent, type RecordHeader } from './record-body.ts';
import { forEachRecordSlice, type ReadOptions } from './record-slices.ts';

/** A record to be written; null where key or value is left out, no headers where they are. */
export interface NewRecord {
  /** Milliseconds. */
  readonly timestamp: bigint;
  readonly key?: Buffer | null;
  readonly value?: Buffer | null;
  readonly headers?: readonly RecordHeader[];
}

export interface NewBatchFields extends BatchFields {
  /** Offset of the first record, 0 if left out; the others follow without gaps. */
  readonly baseOffset?: bigint;
}

const contentOf = ({ key = null, value = null, headers = [] }: NewRecord): RecordContent => ({
  key,
  value,
  headers,
});

/** Builds a format 2 batch. */
export const buildBatch = (records: readonly NewRecord[], fields: NewBatchFields = {}): Buffer => {
  const baseOffset = fields.baseOffset ?? 0n;
  const assembler = new BatchAssembler(baseOffset);
  for (const [i, record] of records.entries()) {
    assembler.append(baseOffset + BigInt(i), record.timestamp, encodeBody(contentOf(record)));
  }
  return assembler.finish(fields);
};

const EMPTY_BODY = encodeBody({ key: null, value: null, headers: [] });

/**
 * A batch of `count` empty records, whose only use is to take up as many offsets. In gzip 200,000 of them are
 * 280 KB.
 */
export const fillerBatch = (
  count: number,
  timestamp: bigint,
  compression: CompressionName = 'gzip',
): Buffer => {
  const assembler = new BatchAssembler(0n);
  for (let i = 0; i < count; i++) assembler.append(BigInt(i), timestamp, EMPTY_BODY);
  return assembler.finish({ compression });
};

/**
 * The same records in a batch whose timestamps are the producer's, each set to what it was read as. A broker
 * refuses LogAppendTime from clients (INVALID_TIMESTAMP), and the header alone cannot express it: with append
 * time the records still bear the producer's times, which readers ignore.
 * Offsets, producer and compression stay. Throws RECORDS_CRC_MISMATCH first, because the new batch gets a
 * checksum of its own, and what `openRecordSlices` throws.
 */
export const withCreateTime = (batch: Buffer, options?: ReadOptions): Buffer => {
  verifyCrc(batch);
  const header = headerOfBatch(batch);
  const assembler = new BatchAssembler(header.baseOffset);
  forEachRecordSlice(batch, assembler.append.bind(assembler), options);
  return assembler.finish({ ...header, timestampType: 'CreateTime' });
};
