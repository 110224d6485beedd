import { expect, test } from 'vitest';
import { recordsLost, type SourceGap, withGap } from '../src/source-gap.ts';

const gap = (from: bigint, to: bigint, partition = 0): SourceGap => ({
  topic: 'orders',
  partition,
  from,
  to,
});

test('a gap counts both its ends', () => {
  expect(recordsLost(gap(5n, 5n))).toBe(1n);
  expect(recordsLost(gap(5n, 14n))).toBe(10n);
});

test('gaps that overlap or touch are one, others stay apart', () => {
  const known = [gap(0n, 4n), gap(20n, 29n), gap(0n, 99n, 1)];
  expect(withGap(known, gap(25n, 34n))).toEqual([known[0], known[2], gap(20n, 34n)]);
  expect(withGap(known, gap(5n, 19n))).toEqual([known[2], gap(0n, 29n)]);
  expect(withGap(known, gap(6n, 18n))).toEqual([...known, gap(6n, 18n)]);
});
