import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createLz4Frames, isCodedError } from '@mqferry/core';
import { compressSync, uncompressSync } from 'lz4-napi';
import { recordErrors } from './record-errors.ts';
import { compressSnappyStream, decompressSnappy } from './snappy-stream.ts';

export type CompressionName = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

interface Codec {
  /**
   * Gives what is compressed in pieces, which may lie in `data`. `isDense`: compression is known not to make it smaller,
   * so it need not be tried where a frame may do without.
   */
  compress(data: Buffer, isDense: boolean): readonly Buffer[];
  /** Reports sizes to `onSize` as far as they become known; `limit` is for codecs that stop by themselves. */
  decompress(data: Buffer, limit: number, onSize: (bytes: number) => void): Buffer;
}

/** Larger output chunks mean fewer of them to join; small batches are spared the allocation. */
const zlibOptions = (data: Buffer, limit: number) => ({
  chunkSize: Math.min(Math.max(data.length * 4, 16 * 1024), 1024 * 1024),
  maxOutputLength: limit,
});

const lz4 = createLz4Frames({ compressSync, uncompressSync });

const CODECS: Readonly<Record<CompressionName, Codec>> = {
  none: { compress: (data) => [data], decompress: (data) => data },
  gzip: {
    compress: (data) => [gzipSync(data)],
    decompress: (data, limit) => gunzipSync(data, zlibOptions(data, limit)),
  },
  snappy: {
    compress: (data) => [compressSnappyStream(data)],
    decompress: (data, _limit, onSize) => decompressSnappy(data, onSize),
  },
  lz4: {
    compress: (data, isDense) => lz4.compress(data, isDense),
    decompress: (data, _limit, onSize) => lz4.decompress(data, onSize),
  },
  zstd: {
    compress: (data) => [zstdCompressSync(data)],
    decompress: (data, limit) => zstdDecompressSync(data, zlibOptions(data, limit)),
  },
};

/** By the number in a batch's attributes. */
const NAMES: readonly CompressionName[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

/** The method with the number `id` in the attributes of the batch at `offset`. Throws RECORDS_UNKNOWN_COMPRESSION. */
export const compressionById = (id: number, offset: bigint): CompressionName => {
  const name = NAMES[id];
  if (name === undefined) throw recordErrors.RECORDS_UNKNOWN_COMPRESSION({ offset, id });
  return name;
};

/** The number that a batch's attributes bear for a method. */
export const compressionId = (name: CompressionName): number => NAMES.indexOf(name);

/** Bytes that the records of one batch may take when decompressed, unless the caller sets another limit. */
export const DEFAULT_DECOMPRESSED_LIMIT = 256 * 1024 * 1024;

/**
 * Compresses the records of a batch as Kafka's own clients do, in pieces, which may lie in `data`. `isDense`: they are
 * known not to become smaller, and lz4 stores them untried.
 */
export const compressed = (name: CompressionName, data: Buffer, isDense = false): readonly Buffer[] =>
  CODECS[name].compress(data, isDense);

/** The same in one piece; with `none` the same buffer is returned. */
export const compress = (name: CompressionName, data: Buffer): Buffer => {
  const pieces = compressed(name, data);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
};

/**
 * Decompresses the records of a batch, at most `limit` bytes; with `none` the same buffer is returned.
 * Throws RECORDS_TOO_LARGE_DECOMPRESSED, having taken hardly more memory than that, and RECORDS_DECOMPRESSION_FAILED.
 */
export const decompress = (
  name: CompressionName,
  data: Buffer,
  limit: number = DEFAULT_DECOMPRESSED_LIMIT,
): Buffer => {
  const tooLarge = () => recordErrors.RECORDS_TOO_LARGE_DECOMPRESSED({ compression: name, limit });
  try {
    return CODECS[name].decompress(data, limit, (bytes) => {
      if (bytes > limit) throw tooLarge();
    });
  } catch (error) {
    if (isCodedError(error)) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw recordErrors.RECORDS_DECOMPRESSION_FAILED(
      { compression: name, reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
};
