import type { Acl } from '@mqferry/kafka';
import { expect, test } from 'vitest';
import {
  chosenItems,
  compareAcls,
  compareQuotas,
  compareTopics,
  compareUsers,
  countOutcomes,
} from '../../src/inventory/compare.ts';
import { cluster, configs, topic } from './inventory-support.ts';

const DEFAULTS = {
  'retention.ms': '604800000',
  'cleanup.policy': 'delete',
  'flush.ms': '9',
  'segment.bytes': '1',
};

test('topics differ by partitions, replicas, and by what the policy makes of configs', () => {
  const source = {
    topics: cluster(
      topic('equal', 2),
      topic('gone', 1),
      topic('differs', 4),
      topic('adapted', 1),
      topic('__consumer_offsets', 50),
    ),
    configs: configs(
      { ...DEFAULTS, 'retention.ms': '1' },
      {
        equal: { 'cleanup.policy': 'compact', 'message.format.version': '2.8' },
        differs: { 'flush.ms': '5' },
        adapted: {
          ...{ 'segment.bytes': '100', 'min.insync.replicas': '3' },
          'leader.replication.throttled.replicas': '0:1',
        },
      },
    ),
  };
  const target = {
    topics: cluster(
      topic('equal', 2),
      topic('new', 1),
      topic('differs', 6, { replicas: [1, 2] }),
      topic('adapted', 1, { replicas: [1, 2] }),
    ),
    configs: configs(
      { ...DEFAULTS, 'min.insync.replicas': '1', 'leader.replication.throttled.replicas': '' },
      {
        equal: { 'cleanup.policy': 'compact', 'retention.ms': '1' },
        differs: { 'retention.ms': '1', 'segment.ms': '3' },
        adapted: { 'retention.ms': '1', 'segment.bytes': '1048576', 'min.insync.replicas': '2' },
      },
    ),
  };
  const items = compareTopics(source, target);
  const difference = (aspect: string, one: string | null, other: string | null) => ({
    ...{ aspect, source: one, target: other },
  });
  expect(items).toEqual([
    {
      ...{ name: 'adapted', outcome: 'differs' },
      differences: [difference('replicationFactor', '3', '2')],
    },
    {
      ...{ name: 'differs', outcome: 'differs' },
      differences: [
        difference('partitions', '4', '6'),
        difference('replicationFactor', '3', '2'),
        difference('flush.ms', '5', '9'),
        difference('segment.ms', null, '3'),
      ],
    },
    { name: 'equal', outcome: 'equal', differences: [] },
    { name: 'gone', outcome: 'source-only', differences: [] },
    { name: 'new', outcome: 'target-only', differences: [] },
  ]);
  expect(countOutcomes(items)).toEqual({ sourceOnly: 1, targetOnly: 1, differing: 2, equal: 1 });
  const page = { offset: 0, limit: 50, source: '', target: '', kind: 'topics' } as const;
  const names = (query: object) => chosenItems(items, { ...page, ...query }).map(({ name }) => name);
  expect(names({ outcome: 'differs', search: 'DIFF' })).toEqual(['differs']);
  expect(names({ outcome: undefined, search: 'e' })).toEqual(['adapted', 'differs', 'equal', 'gone', 'new']);
});

test('where the target has another retention by its brokers, the topic differs', () => {
  const source = { topics: cluster(topic('t', 1)), configs: configs(DEFAULTS, { t: {} }) };
  const target = {
    ...source,
    configs: configs({ ...DEFAULTS, 'retention.ms': '5', 'flush.ms': '1' }, { t: {} }),
  };
  expect(compareTopics(source, target)[0]?.differences).toEqual([
    { aspect: 'retention.ms', source: '604800000', target: '5' },
  ]);
});

const acl = (changes: Partial<Acl>): Acl => ({
  ...{
    resourceType: 'TOPIC',
    resourceName: 'orders',
    patternType: 'LITERAL',
    principal: 'User:a',
    host: '*',
  },
  ...{ operation: 'WRITE', permission: 'ALLOW' },
  ...changes,
});

test('access rights differ when any of their words does', () => {
  const items = compareAcls(
    [acl({}), acl({ patternType: 'PREFIXED' })],
    [acl({}), acl({ operation: 'READ' })],
  );
  expect(items.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['ALLOW User:a from * READ TOPIC orders', 'target-only'],
    ['ALLOW User:a from * WRITE TOPIC orders', 'equal'],
    ['ALLOW User:a from * WRITE TOPIC:PREFIXED orders', 'source-only'],
  ]);
});

test('users differ by mechanisms and iterations', () => {
  const sha256 = { mechanism: 'SCRAM-SHA-256', iterations: 4096 } as const;
  const sha512 = { mechanism: 'SCRAM-SHA-512', iterations: 8192 } as const;
  const items = compareUsers(
    new Map([
      ['a', [sha256, sha512]],
      ['b', [sha256]],
    ]),
    new Map([['a', [{ ...sha512, iterations: 4096 }]]]),
  );
  expect(items).toEqual([
    {
      ...{ name: 'a', outcome: 'differs' },
      differences: [
        { aspect: 'SCRAM-SHA-256', source: '4096', target: null },
        { aspect: 'SCRAM-SHA-512', source: '8192', target: '4096' },
      ],
    },
    { name: 'b', outcome: 'source-only', differences: [] },
  ]);
});

test('quotas differ by their limits, whatever the order of their entities', () => {
  const items = compareQuotas(
    [{ entity: { user: 'u', 'client-id': null }, limits: { producer_byte_rate: 10, request_percentage: 5 } }],
    [{ entity: { 'client-id': null, user: 'u' }, limits: { producer_byte_rate: 20, request_percentage: 5 } }],
  );
  expect(items).toEqual([
    {
      ...{ name: 'user u, client (default)', outcome: 'differs' },
      differences: [{ aspect: 'producer_byte_rate', source: '10', target: '20' }],
    },
  ]);
});
