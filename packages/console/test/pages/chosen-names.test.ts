import { expect, test } from 'vitest';
import { chosenNames } from '../../src/pages/new-migration/chosen-names.ts';

const NAMES = ['orders', 'orders.tmp', 'payments'];

test.each([
  [undefined, undefined, NAMES],
  [' ', '', NAMES],
  ['orders', undefined, ['orders']],
  ['orders.*|pay', undefined, ['orders', 'orders.tmp']],
  ['.*', '.*[.]tmp', ['orders', 'payments']],
  ['orders[', undefined, undefined],
  ['a)(b', undefined, undefined],
])('topics %j without %j', (topics, exclude, expected) => {
  expect(chosenNames(NAMES, { topics, exclude })).toEqual(expected);
});
