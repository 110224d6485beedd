import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compressBody,
  compressionOf,
  decompressBody,
  type MessageCompression,
  withCompression,
} from '../../src/message/compression.ts';
import { SYS_FLAG, transactionStateOf, withTransactionState } from '../../src/message/sys-flag.ts';
import { codeOf } from '../coded.ts';

describe.each<MessageCompression>(['zlib', 'lz4', 'zstd'])('%s', (compression) => {
  const zeros = compressBody(Buffer.alloc(3_000_000), compression);

  it('gives back what was compressed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (array) =>
        decompressBody(compressBody(Buffer.from(array), compression), compression).equals(array),
      ),
      { numRuns: 30 },
    );
  });

  it('stops at the limit, however small the data is', () => {
    const read = (limit: number) => decompressBody(zeros, compression, limit);
    expect(codeOf(() => read(2_999_999))).toBe('ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED');
    expect(read(3_000_000)).toHaveLength(3_000_000);
  });

  it('refuses what is no compressed data, or breaks off in its header', () => {
    for (const broken of [Buffer.alloc(0), Buffer.from('not compressed at all'), zeros.subarray(0, 3)]) {
      expect(codeOf(() => decompressBody(broken, compression))).toBe('ROCKETMQ_MESSAGE_DECOMPRESSION_FAILED');
    }
  });

  it('is named by the system flag', () => {
    const others = 0xff & ~SYS_FLAG.compressed;
    const sysFlag = withCompression(others | SYS_FLAG.compressionType, compression);
    expect(compressionOf(sysFlag)).toBe(compression);
    expect(withCompression(sysFlag, undefined)).toBe(others);
  });
});

it('is zlib where the system flag does not say, and unknown where it says what no one knows', () => {
  expect(compressionOf(0x001)).toBe('zlib');
  expect(compressionOf(0x700)).toBeUndefined();
  for (const id of [4, 5, 6, 7]) {
    expect(codeOf(() => compressionOf((id << 8) | 1))).toBe('ROCKETMQ_MESSAGE_UNKNOWN_COMPRESSION');
  }
});

it('the transaction state is two bits of the system flag', () => {
  expect([0x0, 0x4, 0x8, 0xc].map((bits) => transactionStateOf(bits | 0xf3))).toEqual([
    'none',
    'prepared',
    'committed',
    'rolled back',
  ]);
  expect(withTransactionState(0xff, 'prepared')).toBe(0xf7);
  expect(withTransactionState(0x3, 'committed')).toBe(0xb);
});
