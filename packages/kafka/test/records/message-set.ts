import { crc32 } from '@node-rs/crc32';

export interface NewMessage {
  readonly magic?: number;
  readonly offset?: bigint;
  readonly attributes?: number;
  /** Milliseconds; not written in format 0. */
  readonly timestamp?: bigint;
  readonly key?: Buffer | null;
  readonly value?: Buffer | null;
}

const nullableBytes = (bytes: Buffer | null | undefined): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return bytes ? Buffer.concat([length, bytes]) : length;
};

/** One entry of a message set of format 1, or another, checksummed; with attributes 1 to 4 a wrapper. */
export const message = (fields: NewMessage): Buffer => {
  const { magic = 1, offset = 0n, attributes = 0, timestamp = 0n, key, value } = fields;
  const time = Buffer.alloc(magic === 0 ? 0 : 8);
  if (magic > 0) time.writeBigInt64BE(timestamp);
  const content = Buffer.concat([
    Buffer.from([magic, attributes]),
    time,
    nullableBytes(key),
    nullableBytes(value),
  ]);
  const head = Buffer.alloc(16);
  head.writeBigInt64BE(offset);
  head.writeInt32BE(content.length + 4, 8);
  head.writeUInt32BE(crc32(content), 12);
  return Buffer.concat([head, content]);
};
