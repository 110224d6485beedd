/**
 * The LZ4 frame format as the clients of Kafka and RocketMQ use it, over a codec for single blocks.
 * Source: lz4's frame format description 1.6; Kafka's Lz4BlockInputStream and Lz4BlockOutputStream; RocketMQ's
 * Lz4Compressor, which leaves it to LZ4FrameOutputStream of lz4-java.
 *
 * Checksums in the frame are skipped, not verified: that of the batch or message covers them. That also accepts the
 * frames of Kafka's format 0 messages, whose header checksum is wrong by agreement (KAFKA-3160).
 */

/** Compresses and decompresses single blocks; `lz4-napi` is one. Both throw plain errors. */
export interface Lz4BlockCodec {
  /** Gives four bytes for the caller to overwrite, and the compressed block behind them. */
  compressSync(block: Buffer): Buffer;
  /** Takes four bytes with the most that the block can become, little-endian, and the block; `window` is what was before it. */
  uncompressSync(sizeAndBlock: Buffer, window?: Buffer): Buffer;
}

/** Frames over a codec for blocks. */
export interface Lz4Frames {
  /**
   * Compresses to one frame of independent 64 KB blocks, each as it is where compression gains nothing. `allDense`: it
   * is known to gain nothing anywhere. Gives the frame in pieces, of which some lie in `data`.
   */
  compress(data: Buffer, allDense?: boolean): Buffer[];
  /**
   * Decompresses the frame at the start of `data`; what follows its end mark is ignored. Calls `onSize` with the number
   * of bytes so far after each block, so that the caller can stop a frame that grows too large. Throws plain errors;
   * the caller gives them a code.
   */
  decompress(data: Buffer, onSize: (bytes: number) => void): Buffer;
}

const MAGIC = 0x184d2204;
/** Version 1, independent blocks, no checksums, no content size; blocks of 64 KB; checksum of those two bytes. */
const HEADER = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]);
const END_MARK = Buffer.alloc(4);
const BLOCK_SIZE = 64 * 1024;
/** How far back a block may refer to the data before it, where blocks are not independent. */
const WINDOW = 64 * 1024;
/** In a block's size field: the block is stored as it is. */
const STORED = 0x8000_0000;
/** Smaller by less than this part is not smaller. */
const SHRINKS_BY = 1 / 32;
/**
 * Blocks behind one that did not become smaller will not either: so many are stored without a try, as a try takes
 * longer than with data that does become smaller.
 */
const UNTRIED_BLOCKS = 7;
/** No LZ4 block grows by more than this when decompressed. */
const HIGHEST_RATIO = 255;

const FLAG = { version: 0xc0, independent: 0x20, blockChecksum: 0x10, contentSize: 0x08, dictionary: 0x01 };
const VERSION_1 = 0x40;

/** Whether compression did not make so many bytes smaller. */
export const isDense = (bytes: number, compressedBytes: number): boolean =>
  compressedBytes > bytes * (1 - SHRINKS_BY);

const compress = (codec: Lz4BlockCodec, data: Buffer, allDense: boolean): Buffer[] => {
  const parts: Buffer[] = [HEADER];
  let untried = allDense ? Number.POSITIVE_INFINITY : 0;
  for (let at = 0; at < data.length; at += BLOCK_SIZE) {
    const block = data.subarray(at, at + BLOCK_SIZE);
    if (untried > 0) {
      untried -= 1;
      parts.push(...storedBlock(block));
      continue;
    }
    // The codec puts the block's original size before it; the frame wants the compressed size there.
    const compressed = codec.compressSync(block);
    const size = compressed.length - 4;
    if (isDense(block.length, size)) untried = UNTRIED_BLOCKS;
    if (size < block.length) {
      compressed.writeUInt32LE(size, 0);
      parts.push(compressed);
    } else parts.push(...storedBlock(block));
  }
  parts.push(END_MARK);
  return parts;
};

const storedBlock = (block: Buffer): [Buffer, Buffer] => {
  const size = Buffer.allocUnsafe(4);
  size.writeUInt32LE((STORED | block.length) >>> 0, 0);
  return [size, block];
};

const readFrameHeader = (frame: Buffer) => {
  if (frame.length < HEADER.length || frame.readUInt32LE(0) !== MAGIC) throw new Error('no LZ4 frame header');
  const flags = frame[4]!;
  const blockSizeId = (frame[5]! >> 4) & 7;
  if ((flags & FLAG.version) !== VERSION_1) throw new Error('unknown LZ4 frame version');
  if ((flags & FLAG.dictionary) !== 0) throw new Error('LZ4 frame needs a dictionary');
  if (blockSizeId < 4) throw new Error('invalid LZ4 block size');
  return {
    length: HEADER.length + ((flags & FLAG.contentSize) === 0 ? 0 : 8),
    blockSize: 1 << (8 + 2 * blockSizeId),
    blockTrailer: (flags & FLAG.blockChecksum) === 0 ? 0 : 4,
    independent: (flags & FLAG.independent) !== 0,
  };
};

const decompress = (codec: Lz4BlockCodec, data: Buffer, onSize: (bytes: number) => void): Buffer => {
  const { length, blockSize, blockTrailer, independent } = readFrameHeader(data);
  // A copy, because each block's size field is overwritten with what the block codec expects there.
  const frame = Buffer.from(data);
  const blocks: Buffer[] = [];
  let total = 0;
  let window: Buffer | undefined;
  for (let at = length; ; ) {
    if (frame.length - at < 4) throw new Error('LZ4 frame ends without end mark');
    const field = frame.readUInt32LE(at);
    if (field === 0) return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks, total);
    const size = field & ~STORED;
    const end = at + 4 + size;
    if (size > blockSize || end > frame.length) throw new Error('LZ4 block is longer than it can be');
    let block: Buffer;
    if (field >= STORED) {
      block = frame.subarray(at + 4, end);
    } else {
      frame.writeUInt32LE(Math.min(blockSize, size * HIGHEST_RATIO), at);
      block = codec.uncompressSync(frame.subarray(at, end), window);
    }
    blocks.push(block);
    total += block.length;
    onSize(total);
    if (!independent) window = windowAfter(window, block);
    at = end + blockTrailer;
  }
};

const windowAfter = (window: Buffer | undefined, block: Buffer): Buffer =>
  window === undefined || block.length >= WINDOW
    ? block.subarray(-WINDOW)
    : Buffer.concat([window, block]).subarray(-WINDOW);

/** LZ4 frames over `codec`. */
export const createLz4Frames = (codec: Lz4BlockCodec): Lz4Frames => ({
  compress: (data, allDense = false) => compress(codec, data, allDense),
  decompress: (data, onSize) => decompress(codec, data, onSize),
});
