import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchBytes, readRecords, scanBatches, verifyCrc } from '../../src/records/index.ts';
import { codeOf } from './coded.ts';
import { vectors } from './read-vectors.ts';

const LIMIT = 1_000_000;

/** What a reader does with record data, checksum aside. */
const readAll = (records: Buffer): void => {
  for (const header of scanBatches(records).batches) {
    for (const _ of readRecords(batchBytes(records, header), { decompressedLimit: LIMIT }));
  }
};

/** Runs on a vector's data after `damage`; any error must be one of ours. */
const survives = (damage: (records: Buffer, position: number, value: number) => Buffer, runs: number) =>
  fc.assert(
    fc.property(
      fc.constantFrom(...vectors),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (vector, position, value) => {
        const records = Buffer.from(vector.records, 'base64');
        const code = codeOf(() => readAll(damage(records, position % records.length, value)));
        expect(code ?? 'RECORDS_').toMatch(/^RECORDS_/);
      },
    ),
    { numRuns: runs },
  );

describe('damaged record data gives a coded error or other records, never anything else', () => {
  it('one byte changed', () => {
    survives((records, position, value) => {
      records[position]! ^= value;
      return records;
    }, 3000);
  });

  it('a byte changed where lengths and headers are', () => {
    survives((records, position, value) => {
      records[position % Math.min(records.length, 100)]! ^= value;
      return records;
    }, 3000);
  });

  it('an integer overwritten', () => {
    survives((records, position, value) => {
      records.writeInt32BE(value > 127 ? -value : 2 ** (value % 31), Math.min(position, records.length - 4));
      return records;
    }, 3000);
  });

  it('a stretch left out', () => {
    survives(
      (records, position, value) =>
        Buffer.concat([records.subarray(0, position), records.subarray(position + value)]),
      1000,
    );
  });

  it('noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(2), (array, magic) => {
        const records = Buffer.from(array);
        if (records.length > 16) {
          records[16] = magic;
          records.writeInt32BE(records.length - 12, 8);
        }
        expect(codeOf(() => readAll(records)) ?? 'RECORDS_').toMatch(/^RECORDS_/);
      }),
      { numRuns: 2000 },
    );
  });
});

it('the checksum finds any changed byte that it covers', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...vectors),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (vector, at, value) => {
        const records = Buffer.from(vector.records, 'base64');
        const batch = batchBytes(records, scanBatches(records).batches[0]!);
        const covered = 17; // past the magic byte, in every format
        const position = covered + (at % (batch.length - covered));
        batch[position]! ^= value;
        expect(codeOf(() => verifyCrc(batch))).toBe('RECORDS_CRC_MISMATCH');
      },
    ),
    { numRuns: 500 },
  );
});
