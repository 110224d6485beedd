import { expect, test } from 'vitest';
import { parseZookeeperAddress } from '../../src/zookeeper/zookeeper-address.ts';

test.each([
  ['zk', [{ host: 'zk', port: 2181 }], ''],
  [
    'zk1:2182,zk2:2183/kafka/one',
    [
      { host: 'zk1', port: 2182 },
      { host: 'zk2', port: 2183 },
    ],
    '/kafka/one',
  ],
  ['[::1]:2181/', [{ host: '::1', port: 2181 }], ''],
])('%s names servers and a root', (text, servers, root) => {
  expect(parseZookeeperAddress(text)).toEqual({ servers, root });
});

test.each(['', 'a,,b', 'a:0', 'a:99999', 'http://a', 'a//b', 'a:2181/with space', 'a b'])(
  '“%s” is refused',
  (text) => {
    expect(() => parseZookeeperAddress(text)).toThrow(/not an address/u);
  },
);
