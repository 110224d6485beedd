import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { compressFrameSync, decompressFrameSync } from 'lz4-napi';
import { compressSync as rawSnappy } from 'snappy';
import { describe, expect, it } from 'vitest';
import { type CompressionName, compress, decompress } from '../../src/records/index.ts';
import { codeOf } from './coded.ts';
import { lz4Frames } from './read-vectors.ts';

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const satisfies readonly CompressionName[];
const COMPRESSING = CODECS.slice(1);

const data = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.nat(200_000))
    .map(([seed, length]) => Buffer.alloc(length, seed)),
  fc.uint8Array({ minLength: 66_000, maxLength: 70_000 }),
);

describe.each(CODECS)('%s', (codec) => {
  it('gives back what was compressed', () => {
    fc.assert(
      fc.property(data, (bytes) => decompress(codec, compress(codec, Buffer.from(bytes))).equals(bytes)),
      { numRuns: 30 },
    );
  });
});

describe.each(COMPRESSING)('%s', (codec) => {
  const zeros = compress(codec, Buffer.alloc(3_000_000));

  it('stops at the limit, however small the data is', () => {
    expect(codeOf(() => decompress(codec, zeros, 2_999_999))).toBe('RECORDS_TOO_LARGE_DECOMPRESSED');
    expect(decompress(codec, zeros, 3_000_000)).toHaveLength(3_000_000);
  });

  it('refuses what is no compressed data, or breaks off in its header', () => {
    for (const broken of [Buffer.alloc(0), Buffer.from('not compressed at all'), zeros.subarray(0, 5)]) {
      expect(codeOf(() => decompress(codec, broken))).toBe('RECORDS_DECOMPRESSION_FAILED');
    }
  });

  it('refuses, or gives less than all, when the data breaks off', () => {
    const whole = compress(codec, Buffer.from('some words and some words more'.repeat(50)));
    for (let length = 0; length < whole.length; length++) {
      let got: Buffer = Buffer.alloc(0);
      const code = codeOf(() => {
        got = decompress(codec, whole.subarray(0, length));
      });
      if (code === undefined) expect(got.length).toBeLessThan(1500);
      else expect(code).toBe('RECORDS_DECOMPRESSION_FAILED');
    }
  });
});

describe('snappy', () => {
  it('reads one raw block, as clients other than the Java client write it', () => {
    const bytes = Buffer.alloc(100_000, 'raw ');
    expect(decompress('snappy', rawSnappy(bytes))).toEqual(bytes);
  });

  it('believes no block that claims more than snappy can hold', () => {
    const claim = Buffer.from([0xff, 0xff, 0xff, 0x7f, 0x00]);
    expect(codeOf(() => decompress('snappy', claim))).toBe('RECORDS_DECOMPRESSION_FAILED');
  });
});

describe('lz4', () => {
  it.each(lz4Frames.map((vector) => [vector.name, vector] as const))(
    'reads frames of lz4 %s',
    (_, vector) => {
      const bytes = decompress('lz4', Buffer.from(vector.frame, 'base64'));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(vector.sha256);
    },
  );

  it('reads frames of another library, with all checksums', () => {
    const bytes = Buffer.alloc(300_000, 'checksums; ');
    const frame = compressFrameSync(bytes, { blockChecksums: true, contentChecksum: true });
    expect(decompress('lz4', frame)).toEqual(bytes);
  });

  it('writes frames that another library reads', () => {
    fc.assert(
      fc.property(data, (bytes) => decompressFrameSync(compress('lz4', Buffer.from(bytes))).equals(bytes)),
      { numRuns: 30 },
    );
  });

  it('tries again behind blocks that do not shrink', () => {
    const bytes = Buffer.concat([randomBytes(10 * 64 * 1024), Buffer.alloc(20 * 64 * 1024, 'shrinks; ')]);
    const frame = compress('lz4', bytes);
    expect(decompressFrameSync(frame).equals(bytes)).toBe(true);
    expect(frame.length).toBeLessThan(18 * 64 * 1024);
  });

  it('leaves the data it reads unchanged', () => {
    const frame = compress('lz4', Buffer.alloc(200_000, 'unchanged '));
    const before = Buffer.from(frame);
    decompress('lz4', frame);
    expect(frame).toEqual(before);
  });

  it('refuses frames of other versions, with dictionaries, or without end', () => {
    const frame = compress('lz4', Buffer.from('some data'));
    const changed = (position: number, value: number) => {
      const copy = Buffer.from(frame);
      copy[position] = value;
      return copy;
    };
    const broken = [
      changed(4, 0xa0),
      changed(4, 0x61),
      changed(5, 0x30),
      frame.subarray(0, -4),
      changed(9, 0xff),
    ];
    for (const bytes of broken) {
      expect(codeOf(() => decompress('lz4', bytes))).toBe('RECORDS_DECOMPRESSION_FAILED');
    }
  });
});
