import { expect, test } from 'vitest';
import type { ImportChoice } from '../../../src/rocketmq-metadata/import/import-choice.ts';
import { makeImportPlan } from '../../../src/rocketmq-metadata/import/make-import-plan.ts';
import { runImport } from '../../../src/rocketmq-metadata/import/run-import.ts';
import { aDocument, anAccount, anAcl } from '../support/documents.ts';
import { FakeTarget } from '../support/fake-target.ts';

const APP = anAccount('app-0001', {
  whiteRemoteAddress: '10.0.0.1',
  defaultTopicPerm: 'SUB',
  topicPerms: ['orders=PUB|SUB', 'old%audit=DENY'],
  groupPerms: ['shop=SUB'],
});
const document = aDocument({
  acl: anAcl({ accounts: [APP, anAccount('boss0001', { admin: true })] }),
});
const secrets = { accounts: { 'app-0001': 'secret-of-app', boss0001: 'secret-of-boss' }, users: {} };

const oldTarget = () =>
  Object.assign(new FakeTarget(), { version: 'V4_9_7', hasUsers: false, hasAccounts: true });

const importInto = (target: FakeTarget, choice: ImportChoice = {}, of = document) =>
  runImport(makeImportPlan(of, target.state(), choice, secrets), target, { secrets });

test('accounts stay accounts at a target of 4.x: created at every broker, and then there', async () => {
  const target = oldTarget();
  const run = await importInto(target);
  expect(run.rows.map(({ key, outcome }) => [key, outcome])).toEqual([
    ['account:app-0001', 'created'],
    ['account:boss0001', 'created'],
  ]);
  const { accessKey: _, from: __, ...settings } = APP;
  for (const { accounts } of target.brokers.values())
    expect(accounts.get('app-0001')).toEqual({ ...settings, secretKey: 'secret-of-app' });
  expect((await importInto(target)).counts).toMatchObject({ unchanged: 2 });
});

test('what an account has otherwise is told, its keys never; what only the target allows does not count', async () => {
  const target = oldTarget();
  await importInto(target);
  target.brokers.get('broker-b')!.accounts.set('app-0001', {
    admin: false,
    defaultTopicPerm: 'SUB',
    topicPerms: ['orders=SUB', 'of-the-target=PUB', 'old%audit=DENY'],
    groupPerms: ['shop=SUB'],
    secretKey: 'of the target',
  });
  const { rows } = makeImportPlan(document, target.state(), {}, secrets);
  expect(rows[0]).toMatchObject({ action: 'exists-different', reason: { code: 'IMPORT_EXISTS_DIFFERENT' } });
  expect(rows[0]!.brokers[1]!.differences).toEqual([
    { setting: 'whiteRemoteAddress', wanted: '10.0.0.1', found: '' },
    { setting: 'topicPerms orders', wanted: 'PUB|SUB', found: 'SUB' },
    { setting: 'secretKey' },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/secret-of|of the target/);
});

test('permissions follow into a namespace', () => {
  const { rows } = makeImportPlan(document, oldTarget().state(), { namespace: 'team' }, secrets);
  expect(rows[0]!.brokers[0]!.wanted).toMatchObject({
    topicPerms: ['team%orders=PUB|SUB', 'team%audit=DENY'],
    groupPerms: ['team%shop=SUB'],
    defaultTopicPerm: 'SUB',
  });
  expect(rows[0]!.notices.map(({ code }) => code)).toEqual(['IMPORT_PERMISSIONS_RENAMED']);
});

test('an account without its secret key is refused', () => {
  const { rows } = makeImportPlan(document, oldTarget().state(), {});
  expect(rows.map(({ reason }) => reason!.code)).toEqual(['IMPORT_SECRET_MISSING', 'IMPORT_SECRET_MISSING']);
});

test('addresses that need no account are a row of their own; those of the target stay', async () => {
  const white = aDocument({
    acl: anAcl({ accounts: [APP], globalWhiteRemoteAddresses: ['10.1.*.*', '10.2.0.1'] }),
  });
  const target = oldTarget();
  target.brokers.get('broker-a')!.white.add('192.168.0.1');
  const kept = await importInto(target, {}, white);
  expect(kept.rows[1]).toMatchObject({
    key: 'white-addresses:globalWhiteRemoteAddresses',
    brokers: [{ outcome: 'failed', reason: { code: 'IMPORT_EXISTS_DIFFERENT' } }, { outcome: 'created' }],
  });
  expect((await importInto(target, { existing: 'overwrite' }, white)).status).toBe('succeeded');
  expect([...target.brokers.get('broker-a')!.white]).toEqual(['192.168.0.1', '10.1.*.*', '10.2.0.1']);
  expect((await importInto(target, {}, white)).counts).toMatchObject({ unchanged: 2 });
  const chosen = makeImportPlan(white, oldTarget().state(), { users: { names: ['app-0001'] } }, secrets);
  expect(chosen.rows.map(({ kind }) => kind)).toEqual(['account']);
});
