import { brokerErrors, connectionErrors } from '@mqferry/rocketmq';
import { expect, test } from 'vitest';
import { documentSchema } from '../../../src/rocketmq-metadata/document/document-schema.ts';
import { documentOfReading } from '../../../src/rocketmq-metadata/export/document-of-reading.ts';
import { anAccount, groupSettings, topicSettings } from '../support/documents.ts';
import { aBroker, aReading, noAcl } from '../support/readings.ts';

const AT = '2026-11-22T08:00:00.000Z';
const down = connectionErrors.ROCKETMQ_CONNECT_FAILED({ broker: 'broker-b:10911', reason: 'refused' });

test('topics of all brokers, with the settings of each that differs', () => {
  const eight = topicSettings();
  const four = topicSettings({ writeQueueNums: 4 });
  const { document } = documentOfReading(
    aReading([
      aBroker('broker-a', { topics: { a: four, only: eight } }),
      aBroker('broker-b', { topics: { a: eight } }),
      aBroker('broker-c', { topics: { a: eight }, groups: { 'N%g': groupSettings() } }),
    ]),
    AT,
  );
  expect(documentSchema.parse(document)).toEqual(document);
  expect(document).toMatchObject({
    exportedAt: AT,
    topics: [
      {
        name: 'a',
        settings: eight,
        brokers: ['broker-a', 'broker-b', 'broker-c'],
        differing: [{ broker: 'broker-a', settings: four }],
      },
      { name: 'only', brokers: ['broker-a'] },
    ],
    groups: [{ name: 'N%g', namespace: 'N', brokers: ['broker-c'] }],
    namespaces: ['N'],
    warnings: [],
  });
  expect(document.topics[1]).not.toHaveProperty('differing');
});

test('what every cluster has of its own is left out, by its names and by what brokers tell', () => {
  const settings = topicSettings();
  const topics = [
    'a',
    'old',
    'broker-a',
    'old_REPLY_TOPIC',
    'TBW102',
    'of-broker',
    'of-name-server',
    '%RETRY%g',
  ];
  const groups = ['g', 'CID_RMQ_SYS_TRANS', 'TOOLS_CONSUMER'];
  const { document } = documentOfReading(
    aReading(
      [
        aBroker('broker-a', {
          topics: Object.fromEntries(topics.map((name) => [name, settings])),
          groups: Object.fromEntries(groups.map((name) => [name, groupSettings()])),
          systemTopics: ['of-broker', '%RETRY%g'],
        }),
      ],
      {
        systemTopics: new Set(['of-name-server']),
        orderConfigs: { value: { a: 'broker-a:8', gone: 'broker-a:8' } },
      },
    ),
    AT,
  );
  expect(document.topics.map(({ name, kind }) => [name, kind])).toEqual([
    ['%RETRY%g', 'retry'],
    ['a', 'normal'],
  ]);
  expect(document.groups.map(({ name }) => name)).toEqual(['g']);
  expect(document.leftOut.topics).toEqual(topics.slice(1, -1).toSorted());
  expect(document.leftOut.groups).toEqual(groups.slice(1));
  expect(document.orderConfigs).toEqual({ a: 'broker-a:8' });
});

test('groups come with the topics that they have offsets of; unknown is not none', () => {
  const groups = { g: groupSettings(), idle: groupSettings() };
  const one = aBroker('broker-a', { groups, consumes: { g: ['b', '%RETRY%g'] } });
  const two = aBroker('broker-b', { groups, consumes: { g: ['a', 'b'] } });
  const consumes = (reading: ReturnType<typeof aReading>) =>
    documentOfReading(reading, AT).document.groups.map((group) => group.consumes);
  expect(consumes(aReading([one, two]))).toEqual([['a', 'b'], []]);
  expect(consumes(aReading([one, aBroker('broker-b', { consumes: down })]))).toEqual([undefined, undefined]);
});

test('what could not be told has a warning that says how to hand it in', () => {
  const { document } = documentOfReading(
    aReading(
      [
        aBroker('broker-a', { consumes: down, acl: down }),
        { ...aBroker('broker-b'), content: { error: down } },
      ],
      {
        orderConfigs: { error: down },
      },
    ),
    AT,
  );
  expect(document.warnings.map(({ code }) => code)).toEqual([
    'METADATA_CONSUMED_UNKNOWN',
    'METADATA_ACL_UNREADABLE',
    'METADATA_BROKER_UNREACHABLE',
    'METADATA_ORDER_UNKNOWN',
  ]);
  expect(document.warnings[1]).toMatchObject({
    text: { en: expect.stringMatching(/broker-a \(V4_9_7\) .*Could not connect/) },
    advice: { en: expect.stringContaining('--acl') },
  });
  expect(document.warnings[2]!.text.zh).toContain('broker-b:10911');
});

test('an account that may not read users is told so: an administrator is needed, no file', () => {
  const acl = brokerErrors.ROCKETMQ_NO_PERMISSION({
    server: 'broker-a:10911',
    request: 'AUTH_LIST_USER',
    remark: 'no',
  });
  const { document } = documentOfReading(aReading([aBroker('broker-a', { acl })]), AT);
  expect(document.warnings).toMatchObject([
    {
      code: 'METADATA_ACL_NOT_PERMITTED',
      text: {
        en: expect.stringMatching(/may not read the users and policies of broker broker-a .*not permitted/),
      },
      advice: { en: expect.stringMatching(/administrator/), zh: expect.stringMatching(/管理员/) },
    },
  ]);
  expect(document.warnings[0]!.advice.en).not.toContain('--acl');
});

test('accounts of all brokers and files are one access control; conflicts are told, secrets kept apart', () => {
  const of = (from: string, secret: string, topicPerms: readonly string[] = []) => ({
    ...noAcl,
    accounts: [anAccount('app', { topicPerms, from: [from] })],
    secrets: { accounts: { app: secret }, users: {} },
  });
  const { document, secrets } = documentOfReading(
    aReading([
      aBroker('broker-a', { acl: of('broker-a', 'key-one') }),
      aBroker('broker-b', { acl: of('broker-b', 'key-one') }),
      aBroker('broker-c', { acl: of('broker-c', 'key-two') }),
    ]),
    AT,
    [of('plain_acl.yml', 'key-one', ['a=PUB'])],
  );
  expect(document.acl).toMatchObject({
    accounts: [{ accessKey: 'app', from: ['broker-a', 'broker-b'] }],
    conflicts: [
      { name: 'app', settings: ['secretKey'], from: ['broker-a', 'broker-b', 'broker-c'] },
      { name: 'app', settings: ['topicPerms'] },
    ],
  });
  expect(document.warnings.map(({ code }) => code)).toEqual([
    'METADATA_ACL_CONFLICT',
    'METADATA_ACL_CONFLICT',
  ]);
  expect(secrets).toEqual({ accounts: { app: 'key-one' }, users: {} });
  expect(JSON.stringify(document)).not.toMatch(/key-one|key-two/);
});
