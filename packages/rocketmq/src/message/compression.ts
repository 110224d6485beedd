import { deflateSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createLz4Frames, isCodedError } from '@mqferry/core';
import { compressSync, uncompressSync } from 'lz4-napi';
import { messageErrors } from './errors.ts';
import { SYS_FLAG } from './sys-flag.ts';

/** How bodies can be compressed. */
export type MessageCompression = 'zlib' | 'lz4' | 'zstd';

/** Bytes that one body may take when decompressed, unless the caller sets another limit. */
export const DEFAULT_DECOMPRESSED_LIMIT = 64 * 1024 * 1024;

/** What the Java producer compresses with by default. */
const ZLIB_LEVEL = 5;

interface Codec {
  compress(body: Buffer): Buffer;
  decompress(body: Buffer, limit: number, onSize: (bytes: number) => void): Buffer;
}

const lz4 = createLz4Frames({ compressSync, uncompressSync });

/** Larger output chunks mean fewer of them to join; small bodies are spared the allocation. */
const zlibOptions = (body: Buffer, limit: number) => ({
  chunkSize: Math.min(Math.max(body.length * 4, 16 * 1024), 1024 * 1024),
  maxOutputLength: limit,
});

const CODECS: Readonly<Record<MessageCompression, Codec>> = {
  zlib: {
    compress: (body) => deflateSync(body, { level: ZLIB_LEVEL }),
    decompress: (body, limit) => inflateSync(body, zlibOptions(body, limit)),
  },
  lz4: {
    compress: (body) => Buffer.concat(lz4.compress(body)),
    decompress: (body, _limit, onSize) => lz4.decompress(body, onSize),
  },
  zstd: {
    compress: (body) => zstdCompressSync(body),
    decompress: (body, limit) => zstdDecompressSync(body, zlibOptions(body, limit)),
  },
};

/** By the number in the system flag. Zero was written before there were others. Source: CompressionType. */
const BY_ID: readonly (MessageCompression | undefined)[] = ['zlib', 'lz4', 'zstd', 'zlib'];
const IDS: Readonly<Record<MessageCompression, number>> = { lz4: 1, zstd: 2, zlib: 3 };

/**
 * How the body of a message with this system flag is compressed, undefined if it is not.
 * Throws ROCKETMQ_MESSAGE_UNKNOWN_COMPRESSION.
 */
export const compressionOf = (sysFlag: number): MessageCompression | undefined => {
  if ((sysFlag & SYS_FLAG.compressed) === 0) return undefined;
  const id = (sysFlag & SYS_FLAG.compressionType) >> 8;
  const compression = BY_ID[id];
  if (compression === undefined) throw messageErrors.ROCKETMQ_MESSAGE_UNKNOWN_COMPRESSION({ id });
  return compression;
};

/** The system flag of the same message with its body compressed so, or not at all. */
export const withCompression = (sysFlag: number, compression: MessageCompression | undefined): number => {
  const cleared = sysFlag & ~(SYS_FLAG.compressed | SYS_FLAG.compressionType);
  return compression === undefined ? cleared : cleared | SYS_FLAG.compressed | (IDS[compression] << 8);
};

/** Compresses a body so that Java clients read it: lz4 as a frame, the others as one stream. */
export const compressBody = (body: Buffer, compression: MessageCompression): Buffer =>
  CODECS[compression].compress(body);

/**
 * Decompresses a body to at most `limit` bytes. Throws ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED, having taken hardly more
 * memory than that, and ROCKETMQ_MESSAGE_DECOMPRESSION_FAILED.
 */
export const decompressBody = (
  body: Buffer,
  compression: MessageCompression,
  limit: number = DEFAULT_DECOMPRESSED_LIMIT,
): Buffer => {
  const tooLarge = () => messageErrors.ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED({ compression, limit });
  try {
    return CODECS[compression].decompress(body, limit, (bytes) => {
      if (bytes > limit) throw tooLarge();
    });
  } catch (error) {
    if (isCodedError(error)) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw messageErrors.ROCKETMQ_MESSAGE_DECOMPRESSION_FAILED(
      { compression, reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
};
