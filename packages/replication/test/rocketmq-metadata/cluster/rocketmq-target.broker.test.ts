import { Hidden } from '@mqferry/core';
import {
  createPolicies,
  createRocketmqAdmin,
  createUser,
  putTopic,
  type RocketmqAdmin,
} from '@mqferry/rocketmq';
import { type RocketmqCluster, startRocketmq } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RocketmqTarget } from '../../../src/rocketmq-metadata/cluster/rocketmq-target.ts';
import type {
  MetadataDocument,
  MetadataSecrets,
} from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import { exportMetadata } from '../../../src/rocketmq-metadata/export/export-metadata.ts';
import type { ImportChoice } from '../../../src/rocketmq-metadata/import/import-choice.ts';
import { makeImportPlan } from '../../../src/rocketmq-metadata/import/make-import-plan.ts';
import { runImport } from '../../../src/rocketmq-metadata/import/run-import.ts';
import { aDocument, aGroup, anAccount, anAcl, aTopic } from '../support/documents.ts';

interface Running {
  readonly cluster: RocketmqCluster;
  readonly admin: RocketmqAdmin;
}

const withCluster = (options: Parameters<typeof startRocketmq>[0]): (() => Running) => {
  let running: Running | undefined;
  beforeAll(async () => {
    const cluster = await startRocketmq(options);
    const { administrator } = cluster;
    const credentials = administrator && {
      accessKey: administrator.accessKey,
      secretKey: new Hidden(administrator.secretKey),
    };
    const admin = createRocketmqAdmin(cluster.namesrvAddr, { ...(credentials ? { credentials } : {}) });
    running = { cluster, admin };
  });
  afterAll(async () => {
    await running?.admin.close();
    await running?.cluster.stop();
  });
  return () => running!;
};

/** Everything that a 5.x cluster can have of its own, with these values. */
const newDocument = (round: 'first' | 'second'): MetadataDocument => {
  const isFirst = round === 'first';
  return aDocument({
    topics: [
      aTopic('typed', {
        attributes: isFirst
          ? { 'message.type': 'DELAY', 'queue.type': 'BatchCQ', 'reserve.time': '3600' }
          : { 'message.type': 'FIFO', 'queue.type': 'BatchCQ' },
        perm: isFirst ? 6 : 4,
      }),
      aTopic('N%ordered', { order: true, writeQueueNums: 4, topicFilterType: 'MULTI_TAG', attributes: {} }),
      aTopic('%RETRY%exponential', { readQueueNums: 1, writeQueueNums: 1, attributes: {} }),
    ],
    groups: [
      aGroup('exponential', {
        consumeMessageOrderly: true,
        groupRetryPolicy: isFirst
          ? {
              type: 'EXPONENTIAL',
              exponentialRetryPolicy: { initial: 1_000, max: 60_000, multiplier: 3 },
            }
          : { type: 'CUSTOMIZED', customizedRetryPolicy: { next: [1_000, 5_000] } },
        groupSysFlag: 0,
        consumeTimeoutMinute: isFirst ? 20 : 30,
        subscriptionDataSet: [
          { topic: 'typed', expressionType: 'TAG', expression: 'a || b', version: '1763800000000' },
        ],
        attributes: isFirst ? { 'priority.factor': '50' } : { 'lite.sub.model': 'Exclusive' },
      }),
    ],
    acl: anAcl({
      users: [
        { username: 'someone', userType: 'Normal', userStatus: isFirst ? 'enable' : 'disable', from: [] },
      ],
      policies: [
        {
          subject: 'User:someone',
          policies: [
            {
              policyType: 'Custom',
              entries: [
                {
                  resource: 'Topic:typed',
                  actions: isFirst ? ['Pub', 'Sub'] : ['Sub'],
                  sourceIps: ['10.0.0.0/8'],
                  decision: 'Allow',
                },
                { resource: 'Topic:test-*', actions: ['All'], sourceIps: [], decision: 'Deny' },
              ],
            },
            {
              policyType: 'Default',
              entries: [{ resource: 'Group:*', actions: ['Sub'], sourceIps: [], decision: 'Allow' }],
            },
          ],
          from: [],
        },
      ],
    }),
    orderConfigs: { 'N%ordered': 'broker-a:4' },
    namespaces: ['N'],
  });
};

const secretsOf = (password: string): MetadataSecrets => ({ accounts: {}, users: { someone: password } });

const importInto = async (
  { admin, cluster }: Running,
  document: MetadataDocument,
  secrets: MetadataSecrets,
  choice: ImportChoice = {},
) => {
  const target = new RocketmqTarget(admin, { cluster: cluster.clusterName });
  const plan = makeImportPlan(
    document,
    await target.readState(),
    { specialTopics: true, ...choice },
    secrets,
  );
  return runImport(plan, target, { secrets });
};

const failures = (run: Awaited<ReturnType<typeof importInto>>) =>
  run.rows.filter(({ outcome }) => outcome === 'failed');

describe('RocketMQ 5.5.0 with access control', () => {
  const of = withCluster({ version: '5.5.0', acl: true });

  test('what 5.x knows is created, told in an export, written over, and then the same', async () => {
    const document = newDocument('first');
    const created = await importInto(of(), document, secretsOf('password-one'));
    expect(failures(created)).toEqual([]);
    expect(created.counts.created).toBe(created.rows.length);

    const { admin, cluster } = of();
    const exported = await exportMetadata(admin, cluster.clusterName);
    expect(exported.document.warnings).toEqual([]);
    const { topics, groups, orderConfigs } = document;
    expect(exported.document.topics.map(({ name, settings }) => [name, settings])).toEqual(
      [topics[2]!, topics[1]!, topics[0]!].map(({ name, settings }) => [
        name,
        name === 'N%ordered' ? { ...settings, attributes: { 'message.type': 'FIFO' } } : settings,
      ]),
    );
    expect(exported.document.groups[0]).toMatchObject({ settings: groups[0]!.settings });
    expect(exported.document.orderConfigs).toEqual(orderConfigs);
    expect(exported.document.acl!.policies).toMatchObject([{ subject: 'User:someone', from: ['broker-a'] }]);
    expect(exported.secrets.users.someone).toBe('password-one');

    const onlyUsers = { topics: { names: [] }, groups: { names: [] } };
    const inTeam = { ...onlyUsers, namespace: 'team' };
    const added = await importInto(of(), document, secretsOf('password-one'), inTeam);
    expect(added.rows.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['user:someone', 'unchanged'],
      ['policy:User:someone', 'updated'],
    ]);
    const before = await importInto(of(), document, secretsOf('password-one'), onlyUsers);
    expect(before.counts).toMatchObject({ unchanged: 2 });

    const kept = await importInto(of(), newDocument('second'), secretsOf('password-two'));
    expect(failures(kept).map(({ key, reason }) => [key, reason!.code])).toEqual(
      ['user:someone', 'policy:User:someone', 'topic:typed', 'group:exponential'].map((key) => [
        key,
        'IMPORT_EXISTS_DIFFERENT',
      ]),
    );
    expect(kept.rows[0]!.brokers[0]!.differences).toEqual([
      { setting: 'userStatus', wanted: 'disable', found: 'enable' },
      { setting: 'password' },
    ]);
    const overwrite = { existing: 'overwrite' } as const;
    const written = await importInto(of(), newDocument('second'), secretsOf('password-two'), overwrite);
    expect(failures(written)).toEqual([]);
    expect(written.counts).toMatchObject({ updated: 4, unchanged: 3 });
    const again = await importInto(of(), newDocument('second'), secretsOf('password-two'));
    expect(again.counts.unchanged).toBe(again.rows.length);
  });

  test('the account of an application is told that it may not read users, in an export and in a plan', async () => {
    const { admin, cluster } = of();
    const { clusterName, namesrvAddr, brokers } = cluster;
    const password = new Hidden('secret-of-app');
    await createUser(admin, brokers[0]!.address, { username: 'application', password, userType: 'Normal' });
    await createPolicies(admin, brokers[0]!.address, {
      subject: 'User:application',
      policies: [
        {
          policyType: 'Custom',
          entries: ['Topic', 'Group'].map((kind) => ({
            resource: `${kind}:*`,
            ...{ actions: ['All'], sourceIps: [], decision: 'Allow' },
          })),
        },
      ],
    });
    const credentials = { accessKey: 'application', secretKey: password };
    const application = createRocketmqAdmin(namesrvAddr, { credentials });
    try {
      const { document } = await exportMetadata(application, clusterName);
      expect(document.warnings.map(({ code }) => code)).toContain('METADATA_ACL_NOT_PERMITTED');
      const target = new RocketmqTarget(application, { cluster: clusterName });
      const plan = makeImportPlan(newDocument('first'), await target.readState(), {}, secretsOf('password'));
      expect(plan.rows[0]).toMatchObject({
        action: 'refused',
        reason: { code: 'IMPORT_USERS_NOT_PERMITTED' },
      });
    } finally {
      await application.close();
    }
  });

  test('what a broker refuses is told with its own words', async () => {
    const run = await importInto(
      of(),
      aDocument({ topics: [aTopic('mixed'), aTopic('odd', { attributes: { 'no.such': '1' } })] }),
      secretsOf(''),
      { messageTypes: { mixed: 'MIXED' } },
    );
    expect(run.status).toBe('all-failed');
    expect(run.rows.map(({ reason }) => reason!.text.en)).toEqual([
      expect.stringMatching(/broker-a did not take mixed: .*MIXED message type is not supported/),
      expect.stringMatching(/broker-a did not take odd: .*unsupported key: no\.such/),
    ]);
  });
});

describe('RocketMQ 4.9.7 without access control', () => {
  const of = withCluster({ version: '4.9.7' });

  test('what 4.x does not know is left out; users are refused by name', async () => {
    const document = newDocument('first');
    const run = await importInto(of(), document, secretsOf('password-one'));
    expect(failures(run).map(({ key, reason }) => [key, reason!.code])).toEqual([
      ['user:someone', 'IMPORT_NO_USERS_THERE'],
      ['policy:User:someone', 'IMPORT_USER_REFUSED'],
    ]);
    expect(run.status).toBe('partly-failed');
    const { admin, cluster } = of();
    // With the next topic that it registers, the broker hears from the name server which ones are ordered.
    await putTopic(admin, cluster.brokers[0]!.address, {
      topicName: 'another',
      ...aTopic('another').settings,
    });
    const exported = await exportMetadata(admin, cluster.clusterName);
    expect(exported.document.topics.find(({ name }) => name === 'N%ordered')!.settings.order).toBe(true);
    const again = await importInto(of(), document, secretsOf('password-one'), { users: 'none' });
    expect(again.counts.unchanged).toBe(again.rows.length);
    const settings = exported.document.groups[0]!.settings;
    expect(settings).not.toHaveProperty('groupRetryPolicy');
    expect(settings).toMatchObject({ retryMaxTimes: 16 });
  });
});

describe('RocketMQ 4.9.7 with access control', () => {
  const of = withCluster({ version: '4.9.7', acl: { globalWhiteRemoteAddresses: ['10.9.9.9'] } });
  const accountsDocument = () =>
    aDocument({
      acl: anAcl({
        accounts: [
          anAccount('shop-app', {
            whiteRemoteAddress: '192.168.1.*',
            defaultTopicPerm: 'SUB',
            topicPerms: ['orders=PUB|SUB', 'audit=DENY'],
            groupPerms: ['shop=SUB'],
          }),
          anAccount('operator', { admin: true }),
        ],
        globalWhiteRemoteAddresses: ['10.1.*.*'],
      }),
    });
  const secrets = (shop: string): MetadataSecrets => ({
    accounts: { 'shop-app': shop, operator: 'secret-of-operator' },
    users: {},
  });

  test('accounts are created, used, told again, kept, and written over', async () => {
    const created = await importInto(of(), accountsDocument(), secrets('secret-one'));
    expect(created.rows.map(({ key, outcome, reason }) => [key, outcome, reason?.code])).toEqual([
      ['account:shop-app', 'created', undefined],
      ['account:operator', 'created', undefined],
      ['white-addresses:globalWhiteRemoteAddresses', 'failed', 'IMPORT_EXISTS_DIFFERENT'],
    ]);
    const { admin, cluster } = of();
    const secretKey = new Hidden('secret-of-operator');
    const operator = createRocketmqAdmin(cluster.namesrvAddr, {
      credentials: { accessKey: 'operator', secretKey },
    });
    try {
      await expect
        .poll(() => exportMetadata(operator, cluster.clusterName).then(() => 'told', String), {
          timeout: 20_000,
        })
        .toBe('told');
    } finally {
      await operator.close();
    }
    const { document, secrets: told } = await exportMetadata(admin, cluster.clusterName);
    const wanted = accountsDocument().acl!.accounts.map(({ from: _, ...account }) => account);
    expect(document.acl!.accounts).toEqual(
      expect.arrayContaining(wanted.map((one) => expect.objectContaining(one))),
    );
    expect(told.accounts).toMatchObject({ 'shop-app': 'secret-one', operator: 'secret-of-operator' });

    const { whiteRemoteAddress: _, ...account } = anAccount('shop-app', {
      topicPerms: ['orders=SUB', 'more=PUB'],
    });
    const changed = accountsDocument();
    const other = {
      ...changed,
      acl: { ...changed.acl!, accounts: [account, ...changed.acl!.accounts.slice(1)] },
    };
    const kept = await importInto(of(), other, secrets('secret-two'));
    expect(kept.rows[0]!.brokers[0]!.differences).toEqual([
      { setting: 'whiteRemoteAddress', wanted: '', found: '192.168.1.*' },
      { setting: 'defaultTopicPerm', wanted: 'DENY', found: 'SUB' },
      { setting: 'topicPerms orders', wanted: 'SUB', found: 'PUB|SUB' },
      { setting: 'topicPerms more', wanted: 'PUB' },
      { setting: 'secretKey' },
    ]);
    const written = await importInto(of(), other, secrets('secret-two'), { existing: 'overwrite' });
    expect(failures(written)).toEqual([]);
    expect(written.counts).toMatchObject({ updated: 2, unchanged: 1 });
    const after = await exportMetadata(admin, cluster.clusterName);
    expect(after.document.acl!.globalWhiteRemoteAddresses).toEqual(['10.9.9.9', '10.1.*.*']);
    expect(after.secrets.accounts['shop-app']).toBe('secret-two');
    const again = await importInto(of(), other, secrets('secret-two'));
    expect(again.counts.unchanged).toBe(again.rows.length);
  });
});
