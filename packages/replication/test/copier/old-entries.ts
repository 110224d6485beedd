import { ByteWriter } from '@mqferry/core';
import { BATCH, type CompressionName, compress, computeCrc } from '@mqferry/kafka';

/** A record as formats 0 and 1 can express it; format 0 drops the timestamp. */
export interface OldRecord {
  readonly offset: bigint;
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

export interface EntryFields {
  readonly magic: 0 | 1;
  readonly compression?: CompressionName;
  /** Set by the broker for a whole wrapper, or a single record. */
  readonly appendTime?: bigint;
}

const COMPRESSIONS: readonly CompressionName[] = ['none', 'gzip', 'snappy', 'lz4'];
const APPEND_TIME = 0x08;
const CRC = 12;

const nullable = (writer: ByteWriter, bytes: Buffer | null): void => {
  writer.int32(bytes?.length ?? -1);
  if (bytes) writer.bytes(bytes);
};

const entry = ({ offset, timestamp, key, value }: OldRecord, magic: number, attributes: number): Buffer => {
  const content = new ByteWriter();
  content.int8(magic);
  content.int8(attributes);
  if (magic > 0) content.int64(timestamp);
  nullable(content, key);
  nullable(content, value);
  const writer = new ByteWriter();
  writer.int64(offset);
  writer.int32(content.length + BATCH.lengthEnd - 8);
  writer.int32(0);
  writer.bytes(content.toBuffer());
  const bytes = Buffer.from(writer.toBuffer());
  bytes.writeUInt32BE(computeCrc(bytes), CRC);
  return bytes;
};

/**
 * Records as a log of format 0 or 1 holds them: each an entry of its own, or, compressed, one wrapper with the offset
 * of its last record, which in format 1 holds offsets that count from its first.
 */
export const oldEntries = (records: readonly OldRecord[], fields: EntryFields): Buffer => {
  const { magic, compression = 'none', appendTime } = fields;
  const attributes = COMPRESSIONS.indexOf(compression) | (appendTime === undefined ? 0 : APPEND_TIME);
  if (compression === 'none') {
    return Buffer.concat(
      records.map((record) =>
        entry({ ...record, timestamp: appendTime ?? record.timestamp }, magic, attributes),
      ),
    );
  }
  const first = records[0]!.offset;
  const inner = records.map((record) =>
    entry({ ...record, offset: magic === 0 ? record.offset : record.offset - first }, magic, 0),
  );
  const { offset, timestamp } = records.at(-1)!;
  const value = compress(compression, Buffer.concat(inner));
  return entry({ offset, timestamp: appendTime ?? timestamp, key: null, value }, magic, attributes);
};
