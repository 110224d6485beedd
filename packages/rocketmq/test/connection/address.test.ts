import { expect, test } from 'vitest';
import { parseAddress, parseNameServers, vipAddress } from '../../src/connection/address.ts';
import { codeOf } from '../coded.ts';

test.each([
  ['10.0.0.1:9876', '10.0.0.1', 9876],
  [' rocketmq-a.example.com:1 ', 'rocketmq-a.example.com', 1],
  ['[2001:db8::1]:65535', '2001:db8::1', 65535],
  // As a broker registers itself.
  ['2001:db8::1:10911', '2001:db8::1', 10911],
])('%s', (text, host, port) => {
  expect(parseAddress(text)).toEqual({ host, port });
});

test.each(['', 'host', 'host:', ':1', 'host:0', 'host:65536', 'host:1x', 'a b:1', '[::1]', 'a:b:c', '[]:1'])(
  'no address: “%s”',
  (text) => {
    expect(codeOf(() => parseAddress(text))).toBe('ROCKETMQ_ADDRESS_INVALID');
  },
);

test('several, as RocketMQ writes them', () => {
  expect(parseNameServers('a:1;b:2; ;')).toEqual([
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
  ]);
  expect(codeOf(() => parseNameServers(' ; '))).toBe('ROCKETMQ_ADDRESS_INVALID');
});

test('the second listener is two ports below', () => {
  expect(vipAddress({ host: 'a', port: 10911 })).toEqual({ host: 'a', port: 10909 });
});
