import { randomBytes } from 'node:crypto';
import { BatchAssembler, encodeBody, headerOfBatch, readRecords, verifyCrc } from '@mqferry/kafka';
import { expect, test } from 'vitest';
import { mergeBatches } from '../../src/copier/merge-batches.ts';

/** Batches of two records each, one after the other, with these values. */
const batchesOf = (values: readonly Buffer[]) =>
  values.map((value, i) => {
    const assembler = new BatchAssembler();
    for (const offset of [2 * i, 2 * i + 1]) {
      assembler.append(BigInt(offset), BigInt(1000 + offset), encodeBody({ key: null, value, headers: [] }));
    }
    const bytes = assembler.finish({ compression: 'lz4' });
    return { bytes, header: headerOfBatch(bytes) };
  });

test.each([
  ['that compression made smaller', Buffer.alloc(6_000, 'smaller '), 0.1],
  ['that it did not make smaller', randomBytes(6_000), 1.05],
  ['larger than what is copied at once', randomBytes(200_000), 1.05],
  ['of next to nothing', Buffer.from('x'), 8],
])('records %s are the same in one batch', (_, value, most) => {
  const batches = batchesOf([value, value, value]);
  const merged = mergeBatches(batches);
  // What was merged before is not touched by what is merged next.
  mergeBatches(batchesOf([randomBytes(6_000), randomBytes(6_000)]));
  verifyCrc(merged);
  const { compression, baseOffset, lastOffset, recordCount } = headerOfBatch(merged);
  expect({ compression, baseOffset, lastOffset, recordCount }).toEqual({
    ...{ compression: 'lz4', baseOffset: 0n, lastOffset: 5n, recordCount: 6 },
  });
  const records = [...readRecords(merged)].map(({ offset, timestamp, value: of }) => [offset, timestamp, of]);
  expect(records).toEqual([0, 1, 2, 3, 4, 5].map((i) => [BigInt(i), BigInt(1000 + i), value]));
  expect(merged.length).toBeLessThan(6 * value.length * most + 200);
});
