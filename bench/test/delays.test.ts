import { expect, test } from 'vitest';
import { agesOf, delaysBetween, delaysOf } from '../src/tail/delays.ts';

const arrival = (offset: number, at: number, timestamp = 0) => ({ offset: BigInt(offset), at, timestamp });

test('the same offsets are looked for on both sides, whatever batches they lie in', () => {
  const source = new Map([[0, [arrival(4, 100), arrival(9, 110), arrival(12, 120)]]]);
  const target = new Map([[0, [arrival(9, 130), arrival(10, 140)]]]);
  expect(delaysBetween(source, target)).toEqual([30, 20]);
  expect(delaysBetween(source, new Map())).toEqual([]);
});

test('an age is counted from the timestamp', () => {
  expect(agesOf(new Map([[0, [arrival(1, 105, 100)]]]))).toEqual([5]);
});

test('a distribution is told by its middle, its last hundredth and its end', () => {
  const values = Array.from({ length: 200 }, (_, i) => 200 - i);
  expect(delaysOf(values)).toEqual({ count: 200, p50: 101, p99: 199, most: 200 });
});
