import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildBatch,
  computeCrc,
  headerOfBatch,
  readRecords,
  rewriteHeader,
  verifyCrc,
} from '../../src/records/index.ts';
import { codeOf } from './coded.ts';
import { message } from './message-set.ts';
import { vectorRecords } from './read-vectors.ts';

const HEADER_SIZE = 61;

/** A batch header with a body of that many bytes, which need not be records. */
const batchWithBody = (bodyLength: number, fill: number): Buffer => {
  const batch = Buffer.alloc(HEADER_SIZE + bodyLength, fill);
  buildBatch([{ timestamp: 1n }], { producerId: 3n }).copy(batch, 0, 0, HEADER_SIZE);
  batch.writeInt32BE(batch.length - 12, 8);
  batch.writeUInt32BE(computeCrc(batch), 17);
  return batch;
};

const changes = fc.record(
  {
    baseOffset: fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
    partitionLeaderEpoch: fc.integer(),
    producerId: fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
    producerEpoch: fc.integer({ min: -32_768, max: 32_767 }),
    baseSequence: fc.integer(),
    isTransactional: fc.boolean(),
    hasDeleteHorizon: fc.constant(false as const),
  },
  { requiredKeys: [] },
);

const bodyLength = fc.oneof(
  fc.constant(0),
  fc.nat(300),
  fc.nat(100_000),
  fc.integer({ min: 3_000_000, max: 9_000_000 }),
);

describe('rewriteHeader', () => {
  it('carries over the checksum that a full computation gives', () => {
    fc.assert(
      fc.property(bodyLength, fc.nat(255), changes, (length, fill, change) => {
        const batch = batchWithBody(length, fill);
        const body = Buffer.from(batch.subarray(HEADER_SIZE));
        rewriteHeader(batch, change);
        verifyCrc(batch);
        expect(headerOfBatch(batch)).toMatchObject(change);
        expect(batch.subarray(HEADER_SIZE).equals(body)).toBe(true);
      }),
      { numRuns: 60, examples: [[0, 0, {}]] },
    );
  });

  it('leaves everything else as it was', () => {
    const batch = batchWithBody(10, 7);
    const before = headerOfBatch(batch);
    rewriteHeader(batch, { producerId: 9n, isTransactional: true });
    expect({ ...headerOfBatch(batch), crc: before.crc }).toEqual({
      ...before,
      producerId: 9n,
      isTransactional: true,
      attributes: 16,
    });
  });

  it('does not hide that a batch was corrupt before', () => {
    for (const position of [22, 40, 60, 61, 5000]) {
      const batch = batchWithBody(5000, 1);
      batch[position]! ^= 0x40;
      rewriteHeader(batch, { baseOffset: 0n, producerId: 99n, producerEpoch: 1, baseSequence: 0 });
      expect(codeOf(() => verifyCrc(batch))).toBe('RECORDS_CRC_MISMATCH');
    }
  });

  it.each(['none', 'zstd'])('clears a delete horizon without moving record times: %s', (codec) => {
    const batch = vectorRecords(`v2 delete horizon ${codec}`);
    const before = [...readRecords(batch)];
    rewriteHeader(batch, { hasDeleteHorizon: false });
    verifyCrc(batch);
    expect(headerOfBatch(batch).hasDeleteHorizon).toBe(false);
    expect([...readRecords(batch)]).toEqual(before);
  });

  it('refuses the old formats', () => {
    expect(codeOf(() => rewriteHeader(message({}), { baseOffset: 0n }))).toBe('RECORDS_NOT_REWRITABLE');
  });
});
