import {
  batchBytes,
  buildBatch,
  type CompressionName,
  readRecords,
  scanBatches,
  verifyCrc,
} from '@mqferry/kafka';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inFormat2 } from '../../src/copier/format-2.ts';
import { type EntryFields, type OldRecord, oldEntries } from './old-entries.ts';

const TIME = 1_700_000_000_000n;

const recordsAt = (from: number, count: number): OldRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    offset: BigInt(from + i),
    timestamp: TIME + BigInt(i),
    key: i % 3 === 0 ? null : Buffer.from(`key ${i}`),
    value: i % 4 === 0 ? null : Buffer.from(`value ${from + i}`),
  }));

const asRead = (records: readonly OldRecord[], { magic, appendTime }: EntryFields) =>
  records.map((record) => ({
    ...record,
    timestamp: magic === 0 ? -1n : (appendTime ?? record.timestamp),
    headers: [],
  }));

const convert = (log: Buffer, from = 0n, until?: bigint) => {
  const batches = scanBatches(log).batches.map((header) => ({ header, bytes: batchBytes(log, header) }));
  return [...inFormat2(batches, from, until)];
};

const recordsOf = (batches: ReturnType<typeof convert>) =>
  batches.flatMap(({ bytes }) => [...readRecords(bytes)]);

const extents = (batches: ReturnType<typeof convert>) =>
  batches.map(({ header: { baseOffset, lastOffset } }) => [Number(baseOffset), Number(lastOffset)]);

describe('a log in format 2', () => {
  it('has the batches that are in it already as they are, also where it starts inside one', () => {
    const log = Buffer.concat([
      buildBatch([{ timestamp: TIME }, { timestamp: TIME }]),
      ...[2n, 3n].map((baseOffset) => buildBatch([{ timestamp: TIME }], { baseOffset })),
    ]);
    const batches = convert(log, 1n, 3n);
    expect(extents(batches)).toEqual([
      [0, 1],
      [2, 2],
    ]);
    for (const { bytes } of batches) expect(bytes.buffer).toBe(log.buffer);
  });

  it('has uncompressed records in common batches, of one compression each', () => {
    const log = Buffer.concat([
      oldEntries(recordsAt(0, 3), { magic: 0 }),
      oldEntries(recordsAt(3, 2), { magic: 1 }),
      oldEntries(recordsAt(5, 2), { magic: 1, compression: 'gzip' }),
      oldEntries(recordsAt(7, 3), { magic: 1, compression: 'gzip' }),
      oldEntries(recordsAt(10, 2), { magic: 1, compression: 'snappy' }),
      buildBatch([{ timestamp: TIME }], { baseOffset: 12n }),
      oldEntries(recordsAt(13, 1), { magic: 1 }),
    ]);
    const batches = convert(log);
    expect(extents(batches)).toEqual([
      [0, 4],
      [5, 9],
      [10, 11],
      [12, 12],
      [13, 13],
    ]);
    expect(batches.map(({ header }) => header.compression)).toEqual([
      'none',
      'gzip',
      'snappy',
      'none',
      'none',
    ]);
  });

  it('has no batch that is much larger than half a mebibyte', () => {
    const value = Buffer.alloc(100_000, 'large');
    const records = Array.from({ length: 12 }, (_, i) => ({
      offset: BigInt(i),
      timestamp: TIME,
      key: null,
      value,
    }));
    for (const compression of ['none', 'lz4'] as const) {
      expect(extents(convert(oldEntries(records, { magic: 1, compression })))).toEqual([
        [0, 4],
        [5, 9],
        [10, 11],
      ]);
    }
    const huge = { ...records[0]!, value: Buffer.alloc(1_000_000) };
    expect(extents(convert(oldEntries([huge], { magic: 1 })))).toEqual([[0, 0]]);
  });

  it('begins and ends inside wrappers where it has to', () => {
    const log = Buffer.concat(
      [0, 10].map((from) => oldEntries(recordsAt(from, 10), { magic: 1, compression: 'gzip' })),
    );
    expect(extents(convert(log, 4n, 16n))).toEqual([[4, 15]]);
    expect(extents(convert(log, 10n, 20n))).toEqual([[10, 19]]);
    expect(convert(log, 20n)).toEqual([]);
  });

  it('has a hole where the log has one', () => {
    const holed = [...recordsAt(0, 2), ...recordsAt(4, 2)];
    for (const compression of ['none', 'gzip'] as const) {
      const batches = convert(oldEntries(holed, { magic: 1, compression }));
      expect(extents(batches)).toEqual([
        [0, 1],
        [4, 5],
      ]);
    }
  });

  it('bears the time that the broker appended records at', () => {
    for (const compression of ['none', 'gzip'] as const) {
      const fields = { magic: 1, compression, appendTime: 7n } as const;
      const batches = convert(oldEntries(recordsAt(0, 5), fields));
      expect(batches.map(({ header }) => header.timestampType)).toEqual(['CreateTime']);
      expect(recordsOf(batches)).toEqual(asRead(recordsAt(0, 5), fields));
    }
  });

  it('is not made of entries with a wrong checksum', () => {
    const log = oldEntries(recordsAt(0, 3), { magic: 1 });
    log[log.length - 1]! ^= 1;
    expect(() => convert(log)).toThrow(expect.objectContaining({ code: 'RECORDS_CRC_MISMATCH' }));
  });

  it('has the same records at the same offsets, whatever the log was like', () => {
    const bytes = fc.option(fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)));
    const stretch = fc.record({
      fields: fc.record(
        {
          magic: fc.constantFrom(0, 1),
          compression: fc.constantFrom<CompressionName>('none', 'gzip', 'snappy', 'lz4'),
          appendTime: fc.bigInt({ min: 0n, max: TIME }),
        },
        { requiredKeys: ['magic'] },
      ),
      contents: fc.array(
        fc.record({ timestamp: fc.bigInt({ min: -1n, max: TIME }), key: bytes, value: bytes }),
        { minLength: 1, maxLength: 12 },
      ),
      gap: fc.constantFrom(0n, 0n, 0n, 3n),
    });
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 8 }),
        fc.bigInt({ min: 0n, max: 60n }),
        fc.bigInt({ min: 0n, max: 60n }),
        (stretches, from, length) => {
          let next = 0n;
          const until = from + length;
          const entries: Buffer[] = [];
          const expected: unknown[] = [];
          for (const { fields, contents, gap } of stretches) {
            next += gap;
            const records = contents.map((content, i) => ({ ...content, offset: next + BigInt(i) }));
            entries.push(oldEntries(records, fields));
            expected.push(
              ...asRead(records, fields).filter(({ offset }) => offset >= from && offset < until),
            );
            next += BigInt(records.length);
          }
          const batches = convert(Buffer.concat(entries), from, until);
          for (const { header, bytes } of batches) {
            verifyCrc(bytes);
            expect(header.recordCount).toBe(header.lastOffsetDelta + 1);
            expect([header.magic, header.producerId]).toEqual([2, -1n]);
          }
          expect(recordsOf(batches)).toEqual(expected);
        },
      ),
    );
  });
});
