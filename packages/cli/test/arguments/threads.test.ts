import { expect, test } from 'vitest';
import { defaultThreads, parseThreads } from '../../src/arguments/threads.ts';

test.each([
  ['1', 1],
  ['64', 64],
])('%s is %i', (text, threads) => {
  expect(parseThreads(text)).toBe(threads);
});

test.each(['0', '65', '-1', '1.5', '', 'two'])('%j is not a number of threads', (text) => {
  expect(() => parseThreads(text)).toThrow('--threads');
});

test('there is always one', () => {
  expect(defaultThreads()).toBeGreaterThanOrEqual(1);
});
