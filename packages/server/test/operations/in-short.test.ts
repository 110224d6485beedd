import { Hidden } from '@mqferry/core';
import { expect, test } from 'vitest';
import { inShort } from '../../src/operations/in-short.ts';

test('long lists are told by their first members and how many there are; what is hidden stays so', () => {
  const topics = Array.from({ length: 23 }, (_, i) => `t${i}`);
  const told = inShort({ change: { topics, few: [1, null], password: new Hidden('secret') } });
  expect(JSON.parse(JSON.stringify(told))).toEqual({
    change: { topics: [...topics.slice(0, 20), { more: 3 }], few: [1, null], password: '***' },
  });
});
