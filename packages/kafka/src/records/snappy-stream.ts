import { compressSync, uncompressSync } from 'snappy';

/**
 * Snappy as Kafka's Java clients write it: the stream format of the snappy-java library ("xerial"), a header and
 * then raw blocks, each after its length. Other clients write one raw block; both are read.
 */

const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** The magic, then version 1, readable by version 1. */
const HEADER = Buffer.concat([MAGIC, Buffer.from([0, 0, 0, 1, 0, 0, 0, 1])]);
const BLOCK_SIZE = 32 * 1024;
/** A copy element of three bytes yields at most 64: no block grows by more than this when decompressed. */
const HIGHEST_RATIO = 22;

/** Compresses to snappy-java's stream format in blocks of 32 KB. */
export const compressSnappyStream = (data: Buffer): Buffer => {
  const parts: Buffer[] = [HEADER];
  for (let at = 0; at < data.length; at += BLOCK_SIZE) {
    const block = compressSync(data.subarray(at, at + BLOCK_SIZE));
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(block.length, 0);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
};

/** The size a raw block says it has when decompressed: an unsigned base-128 integer at its start. */
const claimedSize = (block: Buffer): number => {
  let size = 0;
  for (let i = 0; i < 5; i++) {
    const byte = block[i] ?? 0x80;
    size += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return size;
  }
  throw new Error('snappy block has no size');
};

const decompressBlock = (block: Buffer): Buffer => {
  if (claimedSize(block) > block.length * HIGHEST_RATIO)
    throw new Error('snappy block claims too large a size');
  // Copied into memory of the JavaScript heap: for blocks of this size that is several times faster.
  return uncompressSync(block, { copyOutputData: true }) as Buffer;
};

/**
 * Decompresses a snappy-java stream or a single raw block. Calls `onSize` with the number of bytes there will be
 * before each block is decompressed, so that the caller can stop data that grows too large.
 * Throws plain errors; the caller gives them a code.
 */
export const decompressSnappy = (data: Buffer, onSize: (bytes: number) => void): Buffer => {
  if (!data.subarray(0, MAGIC.length).equals(MAGIC)) {
    onSize(claimedSize(data));
    return decompressBlock(data);
  }
  const blocks: Buffer[] = [];
  let total = 0;
  for (let at = HEADER.length; at < data.length; ) {
    if (data.length - at < 4) throw new Error('snappy stream is cut off');
    const length = data.readInt32BE(at);
    if (length < 0 || length > data.length - at - 4) throw new Error('snappy stream is cut off');
    const block = data.subarray(at + 4, at + 4 + length);
    total += claimedSize(block);
    onSize(total);
    blocks.push(decompressBlock(block));
    at += 4 + length;
  }
  return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks);
};
