import { readInt64 } from '@mqferry/core';
import { type CompressionName, compressionById } from './compression.ts';
import { recordErrors } from './record-errors.ts';

/**
 * Positions in a record batch of format 2, and in the entries of formats 0 and 1, which share the first
 * twelve bytes and the position of the magic byte. Source: Kafka's protocol guide, "Record Batch" and
 * "Message sets", and the DefaultRecordBatch and LegacyRecord classes.
 */
export const BATCH = {
  /** Base offset and length come before what the length counts. */
  length: 8,
  lengthEnd: 12,
  partitionLeaderEpoch: 12,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  baseTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  baseSequence: 53,
  recordCount: 57,
  records: 61,
} as const;

export const LEGACY = { crc: 12, magic: 16, attributes: 17, timestamp: 18 } as const;

/** Smallest whole entry of formats 0 and 1: header, null key, null value. */
const SMALLEST_LEGACY = [26, 34] as const;

export const ATTRIBUTE = {
  compression: 0x07,
  logAppendTime: 0x08,
  transactional: 0x10,
  control: 0x20,
  deleteHorizon: 0x40,
} as const;

export type TimestampType = 'CreateTime' | 'LogAppendTime';

/**
 * What the header of a batch says, without its records being decoded. An entry of a format 0 or 1 message set
 * counts as a batch too: producer fields and leader epoch are then -1, and both timestamps are the entry's own
 * (-1 in format 0). A compressed entry of those formats bears the offset of its *last* inner message, and how
 * many there are is not known before it is decoded: `baseOffset` equals `lastOffset` and `recordCount` is -1.
 */
export interface BatchHeader {
  /** Where the batch starts in the scanned buffer. */
  readonly position: number;
  /** Bytes of the whole batch, the leading base offset and length included. */
  readonly size: number;
  readonly magic: number;
  readonly baseOffset: bigint;
  readonly partitionLeaderEpoch: number;
  readonly crc: number;
  readonly attributes: number;
  readonly compression: CompressionName;
  readonly timestampType: TimestampType;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  /** Whether the log cleaner has set a time for dropping tombstones; `baseTimestamp` is then that time. */
  readonly hasDeleteHorizon: boolean;
  readonly lastOffsetDelta: number;
  readonly lastOffset: bigint;
  /** Milliseconds; what the timestamps in the records are relative to. */
  readonly baseTimestamp: bigint;
  /** Milliseconds; with LogAppendTime, the timestamp of every record. */
  readonly maxTimestamp: bigint;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  /** Fewer than the offsets covered after compaction; 0 if the cleaner kept only the header. */
  readonly recordCount: number;
}

/** The complete batches of a buffer, and what follows them. */
export interface BatchScan {
  readonly batches: BatchHeader[];
  /** Bytes covered by `batches`; the incomplete tail starts here. */
  readonly completeBytes: number;
  /** Bytes of the batch that was cut off at the end, 0 if there is none. */
  readonly incompleteBytes: number;
  /** Bytes the cut-off batch needs in all, undefined if not even its length arrived. */
  readonly incompleteSize: number | undefined;
}

/** The whole size of the entry at `position`, undefined if its first 17 bytes are not all there. */
const entrySize = (records: Buffer, position: number): number | undefined => {
  if (records.length - position <= BATCH.magic) return undefined;
  const size = BATCH.lengthEnd + records.readInt32BE(position + BATCH.length);
  const magic = records[position + BATCH.magic]!;
  if (magic > 2) {
    throw recordErrors.RECORDS_UNKNOWN_FORMAT({ offset: readInt64(records, position), magic });
  }
  const smallest = magic === 2 ? BATCH.records : SMALLEST_LEGACY[magic as 0 | 1];
  if (size < smallest) {
    throw recordErrors.RECORDS_MALFORMED({
      offset: readInt64(records, position),
      reason: `it claims to be ${size} bytes long, but format ${magic} needs ${smallest}`,
    });
  }
  return size;
};

const timestampTypeOf = (attributes: number): TimestampType =>
  (attributes & ATTRIBUTE.logAppendTime) === 0 ? 'CreateTime' : 'LogAppendTime';

const readV2 = (records: Buffer, position: number, size: number): BatchHeader => {
  const baseOffset = readInt64(records, position);
  const attributes = records.readInt16BE(position + BATCH.attributes);
  const lastOffsetDelta = records.readInt32BE(position + BATCH.lastOffsetDelta);
  return {
    position,
    size,
    magic: 2,
    baseOffset,
    partitionLeaderEpoch: records.readInt32BE(position + BATCH.partitionLeaderEpoch),
    crc: records.readUInt32BE(position + BATCH.crc),
    attributes,
    compression: compressionById(attributes & ATTRIBUTE.compression, baseOffset),
    timestampType: timestampTypeOf(attributes),
    isTransactional: (attributes & ATTRIBUTE.transactional) !== 0,
    isControl: (attributes & ATTRIBUTE.control) !== 0,
    hasDeleteHorizon: (attributes & ATTRIBUTE.deleteHorizon) !== 0,
    lastOffsetDelta,
    lastOffset: baseOffset + BigInt(lastOffsetDelta),
    baseTimestamp: readInt64(records, position + BATCH.baseTimestamp),
    maxTimestamp: readInt64(records, position + BATCH.maxTimestamp),
    producerId: readInt64(records, position + BATCH.producerId),
    producerEpoch: records.readInt16BE(position + BATCH.producerEpoch),
    baseSequence: records.readInt32BE(position + BATCH.baseSequence),
    recordCount: records.readInt32BE(position + BATCH.recordCount),
  };
};

const readLegacy = (records: Buffer, position: number, size: number, magic: number): BatchHeader => {
  const offset = readInt64(records, position);
  const attributes = records[position + LEGACY.attributes]!;
  const timestamp = magic === 0 ? -1n : readInt64(records, position + LEGACY.timestamp);
  const compression = compressionById(attributes & ATTRIBUTE.compression, offset);
  return {
    position,
    size,
    magic,
    baseOffset: offset,
    partitionLeaderEpoch: -1,
    crc: records.readUInt32BE(position + LEGACY.crc),
    attributes,
    compression,
    timestampType: magic === 0 ? 'CreateTime' : timestampTypeOf(attributes),
    isTransactional: false,
    isControl: false,
    hasDeleteHorizon: false,
    lastOffsetDelta: 0,
    lastOffset: offset,
    baseTimestamp: timestamp,
    maxTimestamp: timestamp,
    producerId: -1n,
    producerEpoch: -1,
    baseSequence: -1,
    recordCount: compression === 'none' ? 1 : -1,
  };
};

/**
 * Reads the header of the batch at `position`; undefined if the buffer ends before the batch does.
 * Throws RECORDS_MALFORMED, RECORDS_UNKNOWN_FORMAT, RECORDS_UNKNOWN_COMPRESSION.
 */
export const readBatchHeader = (records: Buffer, position = 0): BatchHeader | undefined => {
  const size = entrySize(records, position);
  if (size === undefined || size > records.length - position) return undefined;
  const magic = records[position + BATCH.magic]!;
  return magic === 2 ? readV2(records, position, size) : readLegacy(records, position, size, magic);
};

/**
 * Finds the complete batches in the record data of a fetch answer without decoding records.
 * The last batch may be cut off: it is not listed, but its bytes are counted.
 * Throws RECORDS_MALFORMED, RECORDS_UNKNOWN_FORMAT, RECORDS_UNKNOWN_COMPRESSION.
 */
export const scanBatches = (records: Buffer): BatchScan => {
  const batches: BatchHeader[] = [];
  let position = 0;
  for (
    let header = readBatchHeader(records);
    header !== undefined;
    header = readBatchHeader(records, position)
  ) {
    batches.push(header);
    position += header.size;
  }
  return {
    batches,
    completeBytes: position,
    incompleteBytes: records.length - position,
    incompleteSize: entrySize(records, position),
  };
};

/** A view on the bytes of one scanned batch. */
export const batchBytes = (records: Buffer, header: BatchHeader): Buffer =>
  records.subarray(header.position, header.position + header.size);

/**
 * The header of a buffer that holds exactly one batch.
 * Throws RECORDS_MALFORMED if it ends too early or goes on after the batch.
 */
export const headerOfBatch = (batch: Buffer): BatchHeader => {
  const header = readBatchHeader(batch);
  if (header?.size !== batch.length) {
    throw recordErrors.RECORDS_MALFORMED({
      offset: batch.length < 8 ? -1 : batch.readBigInt64BE(0),
      reason: `it is not exactly the ${batch.length} bytes given`,
    });
  }
  return header;
};
