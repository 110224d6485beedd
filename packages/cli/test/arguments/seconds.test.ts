import { expect, test } from 'vitest';
import { parseSeconds } from '../../src/arguments/seconds.ts';

test.each([
  ['1', 1_000],
  ['15', 15_000],
])('%s is %i ms', (text, ms) => {
  expect(parseSeconds('--session-timeout', text)).toBe(ms);
});

test.each(['0', '-1', '1.5', '15s', '', 'x', '1234567'])('%j is not a number of seconds', (text) => {
  expect(() => parseSeconds('--session-timeout', text)).toThrow('--session-timeout');
});
