import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BatchAssembler,
  buildBatch,
  fillerBatch,
  forEachRecordSlice,
  headerOfBatch,
  readRecords,
  verifyCrc,
  withCreateTime,
} from '../../src/records/index.ts';
import { codeOf } from './coded.ts';
import { message } from './message-set.ts';

const bytes = fc.uint8Array({ maxLength: 6000 }).map((array) => Buffer.from(array));
const nullable = fc.option(bytes, { nil: null, freq: 4 });
const timestamp = fc.oneof(
  fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
  fc.bigInt({ min: 1_700_000_000_000n, max: 1_700_000_100_000n }),
);
const newRecord = fc.record({
  timestamp,
  key: nullable,
  value: nullable,
  headers: fc.array(fc.record({ key: fc.string({ unit: 'binary' }), value: nullable }), { maxLength: 3 }),
});
const compression = fc.constantFrom('none', 'gzip', 'snappy', 'lz4', 'zstd');

describe('buildBatch', () => {
  it('writes what is read back', () => {
    fc.assert(
      fc.property(fc.array(newRecord, { maxLength: 20 }), compression, (records, codec) => {
        const batch = buildBatch(records, { compression: codec, baseOffset: 40n });
        verifyCrc(batch);
        const expected = records.map((record, i) => ({ ...record, offset: 40n + BigInt(i) }));
        expect([...readRecords(batch)]).toEqual(expected);
        expect(headerOfBatch(batch)).toMatchObject({ compression: codec, recordCount: records.length });
      }),
      { numRuns: 50 },
    );
  });

  it('writes the header fields it is given', () => {
    const fields = {
      partitionLeaderEpoch: 3,
      producerId: 1n << 60n,
      producerEpoch: 4,
      baseSequence: 5,
      isTransactional: true,
      isControl: true,
      timestampType: 'LogAppendTime',
      lastOffsetDelta: 9,
    } as const;
    const batch = buildBatch([{ timestamp: 8n }, { timestamp: 6n }], { ...fields, baseOffset: 2n });
    expect(headerOfBatch(batch)).toMatchObject({
      ...fields,
      baseOffset: 2n,
      lastOffset: 11n,
      baseTimestamp: 8n,
      maxTimestamp: 8n,
    });
  });
});

describe('fillerBatch', () => {
  it('takes up the offsets with empty records of one time', () => {
    const batch = fillerBatch(1000, 77n);
    verifyCrc(batch);
    expect(headerOfBatch(batch)).toMatchObject({ compression: 'gzip', recordCount: 1000, lastOffset: 999n });
    const records = [...readRecords(batch)];
    expect(records.map(({ offset }) => offset)).toEqual(Array.from({ length: 1000 }, (_, i) => BigInt(i)));
    for (const record of records) {
      expect(record).toMatchObject({ timestamp: 77n, key: null, value: null, headers: [] });
    }
  });

  it('is small', () => {
    expect(fillerBatch(200_000, 1n).length).toBeLessThan(300_000);
  });
});

describe('BatchAssembler', () => {
  it('merges batches of any format without changing records', () => {
    const parts = [
      buildBatch([{ timestamp: 3n, key: Buffer.from('a'), headers: [{ key: 'h', value: null }] }]),
      message({ magic: 1, offset: 1n, timestamp: 2n, value: Buffer.alloc(5000, 'large') }),
      buildBatch([{ timestamp: 9n }, { timestamp: 8n }], { baseOffset: 2n, compression: 'zstd' }),
    ];
    const assembler = new BatchAssembler();
    for (const part of parts) forEachRecordSlice(part, assembler.append.bind(assembler));
    expect(assembler.recordCount).toBe(4);
    const size = assembler.size;
    const merged = assembler.finish();
    expect(merged.length).toBe(size);
    expect([...readRecords(merged)]).toEqual(parts.flatMap((part) => [...readRecords(part)]));
    expect(headerOfBatch(merged)).toMatchObject({ lastOffset: 3n, maxTimestamp: 9n });
  });
});

describe('withCreateTime', () => {
  const appended = () =>
    buildBatch([{ timestamp: 5n }, { timestamp: 9n }], {
      timestampType: 'LogAppendTime',
      compression: 'lz4',
      baseOffset: 30n,
      producerId: 7n,
      producerEpoch: 1,
      baseSequence: 2,
      lastOffsetDelta: 4,
    });

  it('keeps times, offsets and producer', () => {
    const batch = withCreateTime(appended());
    verifyCrc(batch);
    expect([...readRecords(batch)]).toEqual([...readRecords(appended())]);
    const { crc: _crc, size: _size, attributes: _attributes, ...before } = headerOfBatch(appended());
    expect(headerOfBatch(batch)).toMatchObject({ ...before, timestampType: 'CreateTime', baseTimestamp: 9n });
  });

  it('gives no new checksum to a batch that is corrupt', () => {
    const batch = appended();
    batch[batch.length - 1]! ^= 1;
    expect(codeOf(() => withCreateTime(batch))).toBe('RECORDS_CRC_MISMATCH');
  });
});
