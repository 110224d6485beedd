import { describe, expect, it } from 'vitest';
import {
  BATCH,
  buildBatch,
  forEachRecordSlice,
  type NewRecord,
  openRecordSlices,
  readRecords,
} from '../../src/records/index.ts';
import { codeOf } from './coded.ts';

const bodies = (batch: Buffer): string[] => {
  const found: string[] = [];
  forEachRecordSlice(batch, (_offset, _timestamp, body, start, end) =>
    found.push(body.toString('hex', start, end)),
  );
  return found;
};

/** A batch with these bytes for its records; the checksum is left wrong, for readers do not look at it. */
const withRecords = (recordCount: number, records: readonly number[]): Buffer => {
  const batch = Buffer.concat([buildBatch([]), Buffer.from(records)]);
  batch.writeInt32BE(batch.length - BATCH.lengthEnd, 8);
  batch.writeInt32BE(recordCount, BATCH.recordCount);
  return batch;
};

const readAll = (batch: Buffer) => codeOf(() => [...readRecords(batch)]);

describe('record slices', () => {
  it('reach from the key length to the end of the record', () => {
    const batch = buildBatch([{ timestamp: 1n, key: Buffer.from('k'), value: Buffer.from('vv') }]);
    expect(bodies(batch)).toEqual(['026b04767600']);
  });

  it('are views on an uncompressed batch', () => {
    const batch = buildBatch([{ timestamp: 1n, value: Buffer.from('view') }]);
    const slices = openRecordSlices(batch);
    slices.next();
    expect(slices.body.buffer).toBe(batch.buffer);
  });

  it('are the same when a writer pads its integers, or writes null as another negative length', () => {
    const plain = withRecords(1, [0x14, 0, 0, 0, 0x02, 0x6b, 0x01, 0x02, 0x02, 0x68, 0x01]);
    // The value's length is -2, the count of headers and the header's key length take two bytes each.
    const padded = withRecords(1, [0x18, 0, 0, 0, 0x02, 0x6b, 0x03, 0x82, 0x00, 0x82, 0x00, 0x68, 0x01]);
    expect(bodies(plain)).toEqual(['026b0102026801']);
    expect(bodies(padded)).toEqual(bodies(plain));
    expect([...readRecords(padded)]).toEqual([...readRecords(plain)]);
  });

  it('keep header keys that are no valid text', () => {
    const batch = withRecords(1, [0x12, 0, 0, 0, 0x01, 0x01, 0x82, 0x00, 0x02, 0xff, 0x01]);
    batch[BATCH.records] = 0x14;
    expect(bodies(batch)).toEqual(['01010202ff01']);
  });

  it('have the append time of the batch, if it has one', () => {
    const records: NewRecord[] = [{ timestamp: 5n }, { timestamp: 9n }, { timestamp: 7n }];
    const times = (batch: Buffer) => Array.from(readRecords(batch), ({ timestamp }) => timestamp);
    expect(times(buildBatch(records))).toEqual([5n, 9n, 7n]);
    expect(times(buildBatch(records, { timestampType: 'LogAppendTime' }))).toEqual([9n, 9n, 9n]);
  });

  it('stop at the limit for decompressed records', () => {
    const batch = buildBatch([{ timestamp: 1n, value: Buffer.alloc(5000) }], { compression: 'gzip' });
    expect(codeOf(() => openRecordSlices(batch, { decompressedLimit: 5000 }))).toBe(
      'RECORDS_TOO_LARGE_DECOMPRESSED',
    );
    expect(openRecordSlices(batch, { decompressedLimit: 6000 }).next()).toBe(true);
  });

  it('leave errors of the visitor alone', () => {
    const batch = buildBatch([{ timestamp: 1n }]);
    const visit = () => {
      throw new RangeError('mine');
    };
    expect(() => forEachRecordSlice(batch, visit)).toThrow(RangeError);
  });
});

describe('malformed records', () => {
  const record = [0x0c, 0, 0, 0, 0x01, 0x01, 0x00];

  it('reads the record that the cases below break', () => {
    expect(readAll(withRecords(1, record))).toBeUndefined();
  });

  it.each<[string, number, number[]]>([
    ['a negative count', -1, []],
    ['fewer records than counted', 2, record],
    ['more records than counted', 1, [...record, ...record]],
    ['a record longer than its length', 1, [0x0a, ...record.slice(1)]],
    ['a record shorter than its length', 1, [0x0e, ...record.slice(1), 0]],
    ['a negative length', 1, [0x01, ...record.slice(1)]],
    ['a key beyond the end', 1, [0x0c, 0, 0, 0, 0x7e, 0x01, 0x00]],
    ['a negative count of headers', 1, [0x0c, 0, 0, 0, 0x01, 0x01, 0x01]],
    ['a count of headers beyond the end', 1, [0x0c, 0, 0, 0, 0x01, 0x01, 0x7e]],
    ['a header without key', 1, [0x10, 0, 0, 0, 0x01, 0x01, 0x02, 0x01, 0x01]],
    ['an integer that does not end', 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('%s', (_, count, bytes) => {
    expect(readAll(withRecords(count, bytes))).toBe('RECORDS_MALFORMED');
  });
});
