import { expect, test } from 'vitest';
import { parsePlainAcl } from '../../../src/rocketmq-metadata/document/plain-acl.ts';

test('the file that 4.9 brings along', () => {
  const acl = parsePlainAcl(
    `
globalWhiteRemoteAddresses:
  - 10.10.103.*
  - 192.168.0.*

accounts:
  - accessKey: RocketMQ
    secretKey: 12345678
    whiteRemoteAddress:
    admin: false
    defaultTopicPerm: DENY
    defaultGroupPerm: SUB
    topicPerms:
      - topicA=DENY
      - topicB=PUB|SUB
    groupPerms:
      # the group should convert to retry topic
      - groupA=DENY
  - accessKey: rocketmq2
    secretKey: 0012345678901234567890
    whiteRemoteAddress: 192.168.1.*
    # if it is admin, it could access all resources
    admin: true
dataVersion:
  - counter: 1
    timestamp: 1763800000000
`,
    'plain_acl.yml',
  );
  expect(acl).toEqual({
    globalWhiteRemoteAddresses: ['10.10.103.*', '192.168.0.*'],
    accounts: [
      {
        accessKey: 'RocketMQ',
        admin: false,
        defaultTopicPerm: 'DENY',
        defaultGroupPerm: 'SUB',
        topicPerms: ['topicA=DENY', 'topicB=PUB|SUB'],
        groupPerms: ['groupA=DENY'],
        from: ['plain_acl.yml'],
      },
      {
        accessKey: 'rocketmq2',
        whiteRemoteAddress: '192.168.1.*',
        admin: true,
        topicPerms: [],
        groupPerms: [],
        from: ['plain_acl.yml'],
      },
    ],
    users: [],
    policies: [],
    secrets: { accounts: { RocketMQ: '12345678', rocketmq2: '0012345678901234567890' }, users: {} },
  });
});

test('an empty file has no accounts; of a key that comes twice the first counts', () => {
  expect(parsePlainAcl('', 'f').accounts).toEqual([]);
  expect(parsePlainAcl('accounts:\n', 'f').accounts).toEqual([]);
  const twice = 'accounts:\n - {accessKey: a, secretKey: one}\n - {accessKey: a, secretKey: two}';
  expect(parsePlainAcl(twice, 'f').secrets).toEqual({ accounts: { a: 'one' }, users: {} });
});

test('what is wrong is named with its place', () => {
  expect(() => parsePlainAcl('accounts:\n  - accessKey: a', 'f')).toThrow(/^f .*accounts\[0\].secretKey/);
  expect(() => parsePlainAcl('accounts: [', 'f')).toThrow(/^f is no plain_acl\.yml/);
});
