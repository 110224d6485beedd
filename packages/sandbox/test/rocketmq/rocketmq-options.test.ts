import { expect, it } from 'vitest';
import { plainAcl } from '../../src/rocketmq/rocketmq-acl.ts';
import { checkRocketmqOptions, type RocketmqOptions } from '../../src/rocketmq/rocketmq-options.ts';

it('what is left open is one master that everybody may use', () => {
  expect(checkRocketmqOptions({ version: '4.9.7' })).toMatchObject({
    ...{ nameServers: 1, brokerNames: ['broker-a'], slave: false, clusterName: 'DefaultCluster' },
    ...{ acl: undefined, proxy: false, heap: '192m' },
  });
  expect(checkRocketmqOptions({ version: '5.5.0', masters: 2 }).brokerNames).toEqual([
    'broker-a',
    'broker-b',
  ]);
});

const account = { accessKey: 'somebody', secretKey: 'secret-of-somebody' };

it.each([
  ['an unknown version', { version: '4.9.8' }],
  ['three name servers', { nameServers: 3 }],
  ['three masters', { masters: 3 }],
  ['a broker name too few', { masters: 2, brokerNames: ['a'] }],
  ['a broker name twice', { masters: 2, brokerNames: ['a', 'a'] }],
  ['a broker name that is a path', { brokerNames: ['../a'] }],
  ['a cluster name with a space', { clusterName: 'my cluster' }],
  ['a proxy of 4.9.7', { proxy: true }],
  ['ports without those of the proxy', { version: '5.5.0', proxy: true, ports: [1, 2] }],
  ['the name of all', { name: 'all' }],
  ['a key of six characters', { acl: { administrator: { accessKey: 'admins', secretKey: 'admin-secret' } } }],
  ['an access key twice', { acl: { accounts: [account, account] } }],
  ['accounts of plain_acl.yml in 5.5.0', { version: '5.5.0', acl: { accounts: [account] } }],
])('refuses %s', (_, options) => {
  expect(() => checkRocketmqOptions({ version: '4.9.7', ...options } as RocketmqOptions)).toThrow(
    expect.objectContaining({ code: 'SANDBOX_OPTION_INVALID' }),
  );
});

it('plain_acl.yml has the administrator, then the accounts', () => {
  const { acl } = checkRocketmqOptions({
    version: '4.9.7',
    acl: {
      accounts: [{ ...account, whiteRemoteAddress: '10.0.0.*', topicPerms: ['a=PUB|SUB', 'b=DENY'] }],
      globalWhiteRemoteAddresses: ['10.9.8.*'],
    },
  });
  expect(plainAcl(acl!)).toBe(`globalWhiteRemoteAddresses:
  - "10.9.8.*"
accounts:
  - accessKey: "administrator"
    secretKey: "admin-secret"
    admin: true
  - accessKey: "somebody"
    secretKey: "secret-of-somebody"
    whiteRemoteAddress: "10.0.0.*"
    topicPerms:
      - "a=PUB|SUB"
      - "b=DENY"
`);
});
