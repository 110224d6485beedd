import { describe, expect, it } from 'vitest';
import { batchBytes, buildBatch, headerOfBatch, scanBatches } from '../../src/records/index.ts';
import { codeOf } from './coded.ts';
import { message } from './message-set.ts';

const batch = (baseOffset: bigint) => buildBatch([{ timestamp: 1n, value: Buffer.alloc(9) }], { baseOffset });

describe('scanBatches', () => {
  const entries = [
    batch(5n),
    message({ magic: 0, offset: 6n }),
    message({ offset: 7n, timestamp: 9n }),
    batch(8n),
  ];
  const records = Buffer.concat(entries);

  it('finds batches of every format, where they are', () => {
    const scan = scanBatches(records);
    expect(scan.batches.map(({ magic, baseOffset }) => [magic, baseOffset])).toEqual([
      [2, 5n],
      [0, 6n],
      [1, 7n],
      [2, 8n],
    ]);
    for (const [i, header] of scan.batches.entries()) expect(batchBytes(records, header)).toEqual(entries[i]);
    expect(scan).toMatchObject({
      completeBytes: records.length,
      incompleteBytes: 0,
      incompleteSize: undefined,
    });
  });

  it('counts the tail wherever the data is cut off', () => {
    const last = entries.at(-1)!.length;
    const complete = records.length - last;
    for (let tail = 1; tail < last; tail++) {
      const scan = scanBatches(records.subarray(0, complete + tail));
      expect(scan.batches).toHaveLength(3);
      expect(scan).toMatchObject({ completeBytes: complete, incompleteBytes: tail });
      expect(scan.incompleteSize).toBe(tail > 16 ? last : undefined);
    }
  });

  it('gives a wrapper of format 0 or 1 its own offset, and no count', () => {
    const wrapper = message({ offset: 41n, attributes: 1, timestamp: 3n, value: Buffer.alloc(3) });
    expect(scanBatches(wrapper).batches[0]).toMatchObject({
      baseOffset: 41n,
      lastOffset: 41n,
      recordCount: -1,
      compression: 'gzip',
      maxTimestamp: 3n,
      producerId: -1n,
    });
  });

  it.each([
    [-1, 'RECORDS_MALFORMED'],
    [-12, 'RECORDS_MALFORMED'],
    [48, 'RECORDS_MALFORMED'],
    [-2_147_483_648, 'RECORDS_MALFORMED'],
  ])('refuses the length %i', (length, code) => {
    const broken = Buffer.from(records);
    broken.writeInt32BE(length, 8);
    expect(codeOf(() => scanBatches(broken))).toBe(code);
  });

  it('takes a length beyond the data for a cut-off batch', () => {
    const broken = Buffer.from(records);
    broken.writeInt32BE(2_147_483_647, 8);
    expect(scanBatches(broken)).toEqual({
      batches: [],
      completeBytes: 0,
      incompleteBytes: records.length,
      incompleteSize: 2_147_483_659,
    });
  });

  it('refuses unknown formats and codecs', () => {
    const format = batch(1n);
    format[16] = 3;
    expect(codeOf(() => scanBatches(format))).toBe('RECORDS_UNKNOWN_FORMAT');
    const codec = batch(1n);
    codec[22] = 5;
    expect(codeOf(() => scanBatches(codec))).toBe('RECORDS_UNKNOWN_COMPRESSION');
  });
});

describe('headerOfBatch', () => {
  it('wants exactly one batch', () => {
    const one = batch(1n);
    expect(headerOfBatch(one).baseOffset).toBe(1n);
    for (const buffer of [Buffer.alloc(0), one.subarray(0, -1), Buffer.concat([one, one])]) {
      expect(codeOf(() => headerOfBatch(buffer))).toBe('RECORDS_MALFORMED');
    }
  });
});
