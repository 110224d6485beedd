import { expect, test } from 'vitest';
import { sourceIpsOf } from '../../../src/rocketmq-metadata/import/white-addresses.ts';

test.each([
  ['*', []],
  ['*.*.*.*', []],
  ['10.1.2.3', ['10.1.2.3']],
  ['10.1.2.3,10.1.2.4', ['10.1.2.3', '10.1.2.4']],
  ['10.1.2.*', ['10.1.2.0/24']],
  ['10.1.*.*', ['10.1.0.0/16']],
  ['10.1.2.{3,9}', ['10.1.2.3', '10.1.2.9']],
  ['10.1.2.3-5', ['10.1.2.3', '10.1.2.4', '10.1.2.5']],
  ['10.1.*', undefined],
  ['10.1.2.5-3', undefined],
  ['10.1-2.3.*', undefined],
  ['1:2:3:4:5:6:7:*', undefined],
])('%s', (address, expected) => {
  expect(sourceIpsOf(address)).toEqual(expected);
});
