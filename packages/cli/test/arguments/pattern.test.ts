import { isCodedError } from '@mqferry/core';
import { expect, test } from 'vitest';
import { parsePattern } from '../../src/arguments/pattern.ts';

test('a pattern matches whole names, each of its alternatives too', () => {
  const pattern = parsePattern('--topics', 'orders|audit.*');
  expect(['orders', 'audit-eu', 'orders2', 'x-audit'].map((name) => pattern.test(name))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each(['(', '[a', 'a)(b', '*'])('%s is refused, by the name of the option', (text) => {
  expect(() => parsePattern('--exclude', text)).toThrow(
    expect.toSatisfy((e) => isCodedError(e, 'CLI_PATTERN_INVALID') && e.text('en').startsWith('--exclude')),
  );
});
