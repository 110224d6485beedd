import { ByteReader } from '@mqferry/core';
import { ATTRIBUTE, BATCH, type BatchHeader, LEGACY } from './batch-header.ts';
import { decompress } from './compression.ts';
import { encodeBody } from './record-body.ts';
import { malformedBatch, type RecordSlices, withBatch } from './record-cursor.ts';

/** What one message of format 0 or 1 holds; for a compressed entry the value is the message set inside. */
interface Message {
  readonly offset: bigint;
  readonly magic: number;
  readonly attributes: number;
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

const readNullableBytes = (reader: ByteReader): Buffer | null => {
  const length = reader.int32();
  return length < 0 ? null : reader.bytes(length);
};

/** Reads the next message of a set. Throws BYTES_TRUNCATED and BYTES_MALFORMED. */
const readMessage = (reader: ByteReader): Message => {
  const offset = reader.int64();
  const content = reader.bytes(reader.int32());
  const message = new ByteReader(content, LEGACY.magic - BATCH.lengthEnd);
  const magic = message.uint8();
  if (magic > 1) throw reader.malformed(`a message of format ${magic} inside one of format 0 or 1`);
  const attributes = message.uint8();
  const timestamp = magic === 0 ? -1n : message.int64();
  const key = readNullableBytes(message);
  const value = readNullableBytes(message);
  if (message.remaining > 0) throw reader.malformed(`${message.remaining} bytes follow a message's value`);
  return { offset, magic, attributes, timestamp, key, value };
};

/** The offset of the last message of a set; only lengths are looked at. */
const lastOffset = (set: Buffer): bigint => {
  const reader = new ByteReader(set);
  let offset = 0n;
  while (reader.remaining > 0) {
    offset = reader.int64();
    reader.bytes(reader.int32());
  }
  return offset;
};

/**
 * The records of one entry of a format 0 or 1 message set: one, or those inside if it is compressed.
 *
 * Inner offsets are absolute in format 0. In format 1 they are relative: the last one belongs to the wrapper's
 * offset (KIP-31), except under a wrapper at offset 0, which some versions of librdkafka leave there.
 * A wrapper's append time holds for all inside; its create time for none, for they have their own (KIP-32).
 * Source: AbstractLegacyRecordBatch.
 */
export class LegacyRecordSlices implements RecordSlices {
  readonly header: BatchHeader;
  offset = 0n;
  timestamp = -1n;
  body: Buffer = Buffer.alloc(0);
  readonly start = 0;
  end = 0;
  readonly #messages: ByteReader;
  readonly #inner: boolean;
  readonly #baseOffset: bigint = 0n;

  constructor(batch: Buffer, header: BatchHeader, limit: number) {
    this.header = header;
    this.#inner = header.compression !== 'none';
    if (!this.#inner) {
      this.#messages = new ByteReader(batch);
      return;
    }
    const { value } = this.#guarded(() => readMessage(new ByteReader(batch)));
    if (value === null) throw malformedBatch(header, 'it is compressed but has no value');
    const set = decompress(header.compression, value, limit);
    if (set.length === 0) throw malformedBatch(header, 'it is compressed but holds no messages');
    this.#messages = new ByteReader(set);
    if (header.magic === 1 && header.lastOffset !== 0n) {
      this.#baseOffset = header.lastOffset - this.#guarded(() => lastOffset(set));
      if (this.#baseOffset < 0n) throw malformedBatch(header, 'it holds more offsets than come before it');
    }
  }

  next(): boolean {
    if (this.#messages.remaining === 0) return false;
    const message = this.#guarded(() => readMessage(this.#messages));
    if (this.#inner && (message.attributes & ATTRIBUTE.compression) !== 0) {
      throw malformedBatch(this.header, 'a compressed message lies inside a compressed message');
    }
    const appendTime = this.header.timestampType === 'LogAppendTime' && message.magic === 1;
    this.offset = this.#baseOffset + message.offset;
    this.timestamp = appendTime ? this.header.maxTimestamp : message.timestamp;
    this.body = encodeBody({ key: message.key, value: message.value, headers: [] });
    this.end = this.body.length;
    return true;
  }

  #guarded<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw withBatch(this.header, error);
    }
  }
}
