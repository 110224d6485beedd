import { expect, test } from 'vitest';
import { nearestNames } from '../../src/arguments/nearest-names.ts';

const names = ['orders', 'orders-eu', 'payments', 'audit'];

test.each([
  ['ordrs', ['orders']],
  ['order.*', ['orders', 'orders-eu']],
  ['PAYMENT', ['payments']],
  ['^audti$', ['audit']],
  ['nothing-like-it', []],
  ['.*', []],
])('%s may have meant %j', (pattern, expected) => {
  expect(nearestNames(pattern, names)).toEqual(expected);
});

test('no more than three are named', () => {
  expect(nearestNames('t', ['t1', 't2', 't3', 't4'])).toHaveLength(3);
});
