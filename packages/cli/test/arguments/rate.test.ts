import { isCodedError } from '@mqferry/core';
import { expect, test } from 'vitest';
import { parseRate } from '../../src/arguments/rate.ts';

test.each([
  ['1000000', 1_000_000],
  ['10MB', 10_000_000],
  ['10MB/s', 10_000_000],
  ['10 MiB', 10_485_760],
  ['512KiB', 524_288],
  ['1.5gb', 1_500_000_000],
  ['1GiB/s', 1_073_741_824],
  ['100 B', 100],
])('%s is %i bytes a second', (text, bytes) => {
  expect(parseRate(text)).toBe(bytes);
});

test.each(['', '0', '0.1', '-5', '10M', '10 MBit', 'fast', '10MB/h', '1e6', '99999999999999999999'])(
  '%j is refused',
  (text) => {
    expect(() => parseRate(text)).toThrow(expect.toSatisfy((e) => isCodedError(e, 'CLI_RATE_INVALID')));
  },
);
