import { ByteWriter } from '@mqferry/core';
import { crc32c } from '@node-rs/crc32';
import { ATTRIBUTE, BATCH, type TimestampType } from './batch-header.ts';
import { type CompressionName, compressed, compressionId } from './compression.ts';

/** Header fields of a new batch; what is left out is none, -1 or false. */
export interface BatchFields {
  readonly compression?: CompressionName;
  /** Compression is known not to make the records smaller. */
  readonly isDense?: boolean;
  readonly partitionLeaderEpoch?: number;
  readonly producerId?: bigint;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly isTransactional?: boolean;
  readonly isControl?: boolean;
  /** With LogAppendTime every record has the highest timestamp of all. */
  readonly timestampType?: TimestampType;
  /** Offsets covered minus one, where they end after the last record, as in a compacted batch. */
  readonly lastOffsetDelta?: number;
}

/** Groups of seven bits that a number takes as a zigzag variable-length integer. */
const varlongSize = (value: bigint): number => {
  const zigzag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  let size = 1;
  for (let rest = zigzag >> 7n; rest > 0n; rest >>= 7n) size++;
  return size;
};

const INITIAL_BYTES = 4096;

/** Deltas up to here, nearly all, are written as plain numbers. */
const SHORT_DELTA = 2 ** 30;

const varintSize = (value: number): number => {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  return zigzag === 0 ? 1 : Math.ceil((32 - Math.clz32(zigzag)) / 7);
};

/**
 * Frames record bodies anew into one format 2 batch, without decoding or re-encoding them: for merging small
 * batches, changing timestamps, and building batches. Used once.
 */
export class BatchAssembler {
  readonly #records: ByteWriter;
  #baseOffset: bigint | undefined;
  #baseTimestamp = -1n;
  #maxTimestamp = -1n;
  #lastDelta = 0;
  #count = 0;

  /**
   * Offsets start at `baseOffset`, at the first record's if it is left out. Records are gathered in `scratch` as far as
   * it goes; it may be used again after `finish`.
   */
  constructor(baseOffset?: bigint, scratch?: Buffer) {
    this.#baseOffset = baseOffset;
    this.#records = new ByteWriter(scratch ?? Buffer.allocUnsafe(INITIAL_BYTES));
  }

  get recordCount(): number {
    return this.#count;
  }

  /** Bytes of the batch so far, before compression. */
  get size(): number {
    return BATCH.records + this.#records.length;
  }

  /**
   * Appends the record with the body `body.subarray(start, end)`, as `RecordSlices` gives them. Offsets must
   * ascend. A large body is kept by reference and must not change before `finish`.
   */
  append(offset: bigint, timestamp: bigint, body: Buffer, start = 0, end = body.length): void {
    this.#baseOffset ??= offset;
    if (this.#count === 0) {
      this.#baseTimestamp = timestamp;
      this.#maxTimestamp = timestamp;
    } else if (timestamp > this.#maxTimestamp) {
      this.#maxTimestamp = timestamp;
    }
    const offsetDelta = Number(offset - this.#baseOffset);
    const timestampDelta = BigInt.asIntN(64, timestamp - this.#baseTimestamp);
    const short = Number(timestampDelta);
    const isShort = short < SHORT_DELTA && short > -SHORT_DELTA;
    const deltaSize = isShort ? varintSize(short) : varlongSize(timestampDelta);
    const writer = this.#records;
    writer.varint(1 + deltaSize + varintSize(offsetDelta) + end - start);
    writer.int8(0);
    if (isShort) writer.varint(short);
    else writer.varlong(timestampDelta);
    writer.varint(offsetDelta);
    writer.bytes(body, start, end);
    this.#lastDelta = offsetDelta;
    this.#count++;
  }

  /** The batch, compressed and checksummed. */
  finish(fields: BatchFields = {}): Buffer {
    const { compression = 'none' } = fields;
    const pieces = compressed(compression, this.#records.toBuffer(), fields.isDense);
    const size = pieces.reduce<number>((sum, piece) => sum + piece.length, BATCH.records);
    const batch = Buffer.allocUnsafe(size);
    let end: number = BATCH.records;
    for (const piece of pieces) end += piece.copy(batch, end);
    batch.writeBigInt64BE(this.#baseOffset ?? 0n, 0);
    batch.writeInt32BE(batch.length - BATCH.lengthEnd, 8);
    batch.writeInt32BE(fields.partitionLeaderEpoch ?? -1, BATCH.partitionLeaderEpoch);
    batch.writeInt8(2, BATCH.magic);
    const attributes =
      compressionId(compression) |
      (fields.timestampType === 'LogAppendTime' ? ATTRIBUTE.logAppendTime : 0) |
      (fields.isTransactional ? ATTRIBUTE.transactional : 0) |
      (fields.isControl ? ATTRIBUTE.control : 0);
    batch.writeInt16BE(attributes, BATCH.attributes);
    batch.writeInt32BE(fields.lastOffsetDelta ?? this.#lastDelta, BATCH.lastOffsetDelta);
    batch.writeBigInt64BE(this.#baseTimestamp, BATCH.baseTimestamp);
    batch.writeBigInt64BE(this.#maxTimestamp, BATCH.maxTimestamp);
    batch.writeBigInt64BE(fields.producerId ?? -1n, BATCH.producerId);
    batch.writeInt16BE(fields.producerEpoch ?? -1, BATCH.producerEpoch);
    batch.writeInt32BE(fields.baseSequence ?? -1, BATCH.baseSequence);
    batch.writeInt32BE(this.#count, BATCH.recordCount);
    batch.writeUInt32BE(crc32c(batch.subarray(BATCH.attributes)), BATCH.crc);
    return batch;
  }
}
