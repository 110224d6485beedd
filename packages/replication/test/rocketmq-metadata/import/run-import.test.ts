import { defineErrors } from '@mqferry/core';
import { expect, test } from 'vitest';
import type { MetadataDocument } from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import type { ImportChoice } from '../../../src/rocketmq-metadata/import/import-choice.ts';
import type { ImportEvent } from '../../../src/rocketmq-metadata/import/import-run.ts';
import { makeImportPlan } from '../../../src/rocketmq-metadata/import/make-import-plan.ts';
import { type ImportOptions, runImport } from '../../../src/rocketmq-metadata/import/run-import.ts';
import { failedKeys } from '../../../src/rocketmq-metadata/import/run-results.ts';
import { aDocument, aGroup, anAccount, anAcl, aTopic, topicSettings } from '../support/documents.ts';
import { FakeTarget } from '../support/fake-target.ts';

const brokerErrors = defineErrors({
  ROCKETMQ_CONNECT_FAILED: {
    status: 502,
    retriable: true,
    message: { en: 'Could not connect to {broker}.', zh: '无法连接 {broker}。' },
    action: { en: 'Start it.', zh: '请启动。' },
  },
  ROCKETMQ_INVALID_PARAMETER: {
    status: 422,
    retriable: false,
    message: { en: 'Not that.', zh: '不行。' },
    action: { en: 'Another one.', zh: '换一个。' },
  },
});

const document = aDocument({
  topics: [aTopic('a'), aTopic('b')],
  groups: [aGroup('g')],
  orderConfigs: { b: 'broker-a:8' },
  acl: anAcl({ accounts: [anAccount('app', { topicPerms: ['a=PUB'] })] }),
});
const secrets = { accounts: { app: 'secret-of-app' }, users: {} };

const importInto = (
  target: FakeTarget,
  options: ImportOptions = {},
  choice: ImportChoice = {},
  of: MetadataDocument = document,
) => runImport(makeImportPlan(of, target.state(), choice, secrets), target, { secrets, ...options });

test('everything is written to all brokers and read back; a second run finds it there', async () => {
  const target = new FakeTarget();
  const events: ImportEvent[] = [];
  const run = await importInto(target, { onEvent: (event) => events.push(event), now: () => 0 });
  expect(run).toMatchObject({
    status: 'succeeded',
    startedAt: '1970-01-01T00:00:00.000Z',
    counts: { created: 6, failed: 0 },
  });
  expect(JSON.parse(JSON.stringify(run))).toEqual(run);
  for (const { topics, groups, users, policies } of target.brokers.values()) {
    expect([...topics.keys()]).toEqual(['a', 'b']);
    expect([...groups.keys()]).toEqual(['g']);
    expect(users.get('app')).toEqual({
      ...{ userType: 'Normal', userStatus: 'enable', password: 'secret-of-app' },
    });
    expect(policies.has('User:app')).toBe(true);
  }
  expect(target.orderConfigs.get('b')).toBe('broker-a:8;broker-b:8');
  expect(target.writes[0]).toBe('broker-a app');
  expect(events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []))).toEqual([
    ...['reading', 'writing', 'checking'],
  ]);
  expect(events.filter(({ type }) => type === 'row')).toHaveLength(6);

  target.writes.length = 0;
  expect(await importInto(target)).toMatchObject({ status: 'succeeded', counts: { unchanged: 6 } });
  expect(target.writes).toEqual([]);
});

test('a broker that is down fails its part of every row by name; a re-run completes', async () => {
  const target = new FakeTarget();
  target.down.add('broker-b');
  const first = await importInto(target);
  expect(first).toMatchObject({ status: 'partly-failed', counts: { failed: 5, created: 1 } });
  const row = first.rows.find(({ key }) => key === 'topic:a')!;
  expect(row.brokers).toMatchObject([
    { broker: 'broker-a', outcome: 'created' },
    { broker: 'broker-b', outcome: 'failed', reason: { code: 'IMPORT_TARGET_UNREADABLE' } },
  ]);
  expect(row.reason!.text.en).toContain('broker-b at broker-b:10911');

  target.down.clear();
  const again = await importInto(target, { only: new Set(failedKeys(first)), previous: first });
  expect(again).toMatchObject({ status: 'succeeded', counts: { failed: 0, created: 5, unchanged: 0 } });
  expect(again.rows).toHaveLength(6);
  expect(again.rows.find(({ key }) => key === 'topic:a')!.brokers).toMatchObject([
    { outcome: 'unchanged' },
    { outcome: 'created' },
  ]);
});

test('a broker that dies under way is not asked for ever', async () => {
  const target = new FakeTarget();
  let asked = 0;
  target.refuse = (broker) => {
    if (broker === 'broker-a') return undefined;
    asked += 1;
    return brokerErrors.ROCKETMQ_CONNECT_FAILED({ broker: 'broker-b:10911' });
  };
  const many = aDocument({ topics: Array.from({ length: 20 }, (_, at) => aTopic(`t${at}`)) });
  const run = await importInto(target, { width: 1 }, {}, many);
  expect(run).toMatchObject({ status: 'partly-failed', counts: { failed: 20 } });
  expect(asked).toBe(3);
  expect(target.brokers.get('broker-a')!.topics.size).toBe(20);
  expect(run.rows.at(-1)!.reason).toMatchObject({
    code: 'IMPORT_FAILED',
    text: {
      en: 'broker-b did not take t19: Could not connect to broker-b:10911.',
      zh: 'broker-b 未接受 t19：无法连接 broker-b:10911。',
    },
    advice: { en: 'Start it.', zh: '请启动。' },
  });
});

test('a row that one broker refuses fails alone', async () => {
  const target = new FakeTarget();
  target.refuse = (_, name) => (name === 'a' ? brokerErrors.ROCKETMQ_INVALID_PARAMETER({}) : undefined);
  const run = await importInto(target);
  expect(run).toMatchObject({ status: 'partly-failed', counts: { failed: 1, created: 5 } });
  expect(failedKeys(run)).toEqual(['topic:a']);
});

test('what exists with other settings fails unless it may be overwritten', async () => {
  const target = new FakeTarget();
  target.brokers.get('broker-b')!.topics.set('a', topicSettings({ perm: 2 }));
  const kept = await importInto(target);
  expect(kept.rows.find(({ key }) => key === 'topic:a')!.brokers).toMatchObject([
    { outcome: 'created' },
    {
      outcome: 'failed',
      reason: { code: 'IMPORT_EXISTS_DIFFERENT' },
      differences: [{ setting: 'perm', wanted: 6, found: 2 }],
    },
  ]);
  const written = await importInto(target, {}, { existing: 'overwrite' });
  expect(written.rows.find(({ key }) => key === 'topic:a')!.outcome).toBe('updated');
  expect(target.brokers.get('broker-b')!.topics.get('a')!.perm).toBe(6);
});

test('what was created since the plan was made is not written over', async () => {
  const target = new FakeTarget();
  const plan = makeImportPlan(document, target.state(), {}, secrets);
  target.brokers.get('broker-a')!.topics.set('a', topicSettings({ perm: 4 }));
  const run = await runImport(plan, target, { secrets });
  expect(failedKeys(run)).toEqual(['topic:a']);
  expect(target.brokers.get('broker-a')!.topics.get('a')!.perm).toBe(4);
});

test('a broker that takes a setting and does not keep it is found out', async () => {
  const target = new FakeTarget();
  const write = target.writeTopic.bind(target);
  target.writeTopic = (broker, name, settings) => write(broker, name, { ...settings, perm: 4 });
  const run = await importInto(target);
  expect(run.rows.find(({ key }) => key === 'topic:a')).toMatchObject({
    outcome: 'failed',
    reason: { code: 'IMPORT_NOT_AS_WRITTEN', parameters: { settings: 'perm' } },
  });
});

test('an import that is ended fails what it did not begin; refused rows are failed from the beginning', async () => {
  const target = new FakeTarget();
  const run = await importInto(target, { signal: AbortSignal.abort() });
  expect(run).toMatchObject({ status: 'all-failed', counts: { failed: 6 } });
  expect(run.rows[0]!.reason!.code).toBe('IMPORT_STOPPED');
  const refused = makeImportPlan(document, target.state(), {});
  const partly = await runImport(refused, target);
  expect(partly).toMatchObject({ status: 'partly-failed', counts: { failed: 2, created: 4 } });
  expect(partly.rows[0]).toMatchObject({ key: 'user:app', reason: { code: 'IMPORT_SECRET_MISSING' } });
});
