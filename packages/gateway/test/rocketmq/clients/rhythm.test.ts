import { expect, test } from 'vitest';
import { Rhythm } from '../../../src/rocketmq/clients/rhythm.ts';

const intervalOf = (forMs: number, ...beats: readonly number[]) => {
  const rhythm = new Rhythm(forMs);
  for (const at of beats) rhythm.beat(at);
  return rhythm.intervalMs;
};

test('is known after three intervals that are alike: the longest of them', () => {
  expect(intervalOf(0)).toBeUndefined();
  expect(intervalOf(0, 0, 30, 60)).toBeUndefined();
  expect(intervalOf(0, 0, 30, 61, 91)).toBe(31);
});

test('is not known where something comes between', () => {
  expect(intervalOf(0, 0, 5, 30, 35, 60)).toBeUndefined();
  expect(intervalOf(0, 7, 7, 7, 7)).toBeUndefined();
});

test('goes by the last ones', () => {
  expect(intervalOf(0, 0, 1, 2, 30, 60, 90)).toBe(30);
  expect(intervalOf(0, 0, 30, 60, 90, 95, 100, 105)).toBe(5);
});

test('is not taken from a few quick ones after each other where it has to be kept for longer', () => {
  expect(intervalOf(90, 0, 30, 60, 90, 95, 100, 105)).toBeUndefined();
  expect(intervalOf(90, 0, 1, 2, 3, 30, 60, 90, 120)).toBe(30);
  expect(intervalOf(90, ...Array.from({ length: 200 }, (_, at) => at * 3))).toBe(3);
  expect(intervalOf(1000, ...Array.from({ length: 200 }, (_, at) => at * 3))).toBeUndefined();
});
