import { expect, test } from 'vitest';
import type {
  MetadataDocument,
  MetadataSecrets,
} from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import type { ImportChoice } from '../../../src/rocketmq-metadata/import/import-choice.ts';
import type { PlanRow } from '../../../src/rocketmq-metadata/import/import-plan.ts';
import { makeImportPlan } from '../../../src/rocketmq-metadata/import/make-import-plan.ts';
import { runImport } from '../../../src/rocketmq-metadata/import/run-import.ts';
import { aDocument, anAccount, anAcl, aTopic } from '../support/documents.ts';
import { FakeTarget } from '../support/fake-target.ts';

const plan = (
  document: MetadataDocument,
  choice: ImportChoice = {},
  target = new FakeTarget(),
  known?: MetadataSecrets,
) => makeImportPlan(document, target.state(), choice, known);

const rowOf = (rows: readonly PlanRow[], key: string): PlanRow => rows.find((row) => row.key === key)!;

const codes = (reasons: readonly { readonly code: string }[]): readonly string[] =>
  reasons.map(({ code }) => code);

const secrets = { accounts: { app: 'secret-of-app', boss: 'secret-of-boss' }, users: {} };

test('accounts of 4.x become users and policies', () => {
  const acl = anAcl({
    accounts: [
      anAccount('app', {
        defaultTopicPerm: 'DENY',
        defaultGroupPerm: 'SUB',
        topicPerms: ['orders=PUB|SUB', 'secret=DENY', 'odd=PUBLISH'],
        groupPerms: ['g=SUB'],
        whiteRemoteAddress: '192.168.1.*',
      }),
      anAccount('boss', { admin: true }),
    ],
    globalWhiteRemoteAddresses: ['10.0.0.*'],
  });
  const made = makeImportPlan(aDocument({ acl }), new FakeTarget().state(), {}, secrets);
  expect(made.rows.map(({ key, action }) => [key, action])).toEqual([
    ['user:app', 'create'],
    ['user:boss', 'create'],
    ['policy:User:app', 'create'],
  ]);
  expect(made.rows.map(({ brokers }) => brokers[0]!.wanted)).toEqual([
    { userType: 'Normal', userStatus: 'enable' },
    { userType: 'Super', userStatus: 'enable' },
    {
      policies: [
        {
          policyType: 'Custom',
          entries: [
            { resource: 'Topic:orders', actions: ['Pub', 'Sub'], decision: 'Allow', sourceIps: [] },
            { resource: 'Topic:secret', actions: ['All'], decision: 'Deny', sourceIps: [] },
            { resource: 'Topic:odd', actions: ['All'], decision: 'Deny', sourceIps: [] },
            { resource: 'Group:g', actions: ['Sub'], decision: 'Allow', sourceIps: [] },
          ],
        },
        {
          policyType: 'Default',
          entries: [
            { resource: 'Topic:*', actions: ['All'], decision: 'Deny', sourceIps: [] },
            { resource: 'Group:*', actions: ['Sub'], decision: 'Allow', sourceIps: [] },
          ],
        },
      ],
    },
  ]);
  expect(codes(made.rows[0]!.notices)).toEqual(['IMPORT_WHITE_ADDRESS', 'IMPORT_PERMISSION_UNKNOWN']);
  expect(codes(made.notices)).toEqual(['IMPORT_GLOBAL_WHITE_ADDRESSES']);
  expect(JSON.stringify(made)).not.toContain('secret-of');

  const kept = makeImportPlan(
    aDocument({ acl }),
    new FakeTarget().state(),
    { whiteAddresses: 'source-ips', namespace: 'team', users: { names: ['app'] } },
    secrets,
  );
  expect(JSON.stringify(rowOf(kept.rows, 'policy:User:app').brokers[0]!.wanted)).toContain(
    '{"resource":"Topic:team%orders","actions":["Pub","Sub"],"decision":"Allow","sourceIps":["192.168.1.0/24"]}',
  );
  expect(JSON.stringify(kept.rows)).toContain('Group:team%*');
  expect(kept.leftOut).toEqual([{ kind: 'user', name: 'boss', reason: 'not-chosen' }]);
  expect(
    makeImportPlan(aDocument({ acl, topics: [aTopic('a')] }), new FakeTarget().state(), { users: 'none' })
      .rows,
  ).toHaveLength(1);
});

test('a user without a password is refused, and so is what it may do; one that exists is compared without', () => {
  const target = new FakeTarget();
  for (const { users } of target.brokers.values())
    users.set('boss', { userType: 'Super', userStatus: 'enable', password: 'x' });
  const document = aDocument({
    acl: anAcl({
      accounts: [anAccount('app', { topicPerms: ['a=PUB'] }), anAccount('boss', { admin: true })],
    }),
  });
  const { rows } = plan(document, {}, target);
  expect(rows.map(({ key, action, reason }) => [key, action, reason?.code])).toEqual([
    ['user:app', 'refused', 'IMPORT_SECRET_MISSING'],
    ['user:boss', 'exists-same', undefined],
    ['policy:User:app', 'refused', 'IMPORT_USER_REFUSED'],
  ]);
  expect(codes(rows[1]!.notices)).toEqual(['IMPORT_PASSWORD_NOT_COMPARED']);
  const sealed = { algorithm: 'scrypt-aes-256-gcm', N: 1, r: 1, p: 1, salt: '', sealed: '' } as const;
  expect(plan({ ...document, secrets: sealed }, {}, target).rows[0]!.reason!.code).toBe(
    'IMPORT_SECRETS_SEALED',
  );
});

test('keys of several sources that are in conflict are shown, never their values', () => {
  const target = new FakeTarget();
  for (const { users, policies } of target.brokers.values()) {
    users.set('app', { userType: 'Normal', userStatus: 'enable', password: 'of another source' });
    policies.set('User:app', [
      {
        policyType: 'Custom',
        entries: [
          { resource: 'Topic:a', actions: ['sub'], decision: 'allow', sourceIps: [] },
          { resource: 'Topic:of-another-source', actions: ['Sub'], decision: 'Allow', sourceIps: [] },
        ],
      },
    ]);
  }
  const document = aDocument({
    acl: anAcl({
      accounts: [anAccount('app', { topicPerms: ['a=SUB', 'b=PUB'] })],
      conflicts: [{ kind: 'account', name: 'app', settings: ['secretKey'], from: ['broker-a', 'broker-b'] }],
    }),
  });
  const { rows } = makeImportPlan(document, target.state(), {}, secrets);
  expect(rows.map(({ action, brokers }) => [action, brokers[0]!.differences])).toEqual([
    ['exists-different', [{ setting: 'password' }]],
    [
      'extend',
      [
        {
          setting: 'custom Topic:b',
          wanted: { actions: ['Pub'], sourceIps: [], decision: 'Allow' },
        },
      ],
    ],
  ]);
  expect(codes(rows[0]!.notices)).toEqual(['IMPORT_SOURCE_CONFLICT']);
  expect(JSON.stringify(rows)).not.toMatch(/of another source|secret-of-app/);
});

test('a target without users says so at each of them', () => {
  const target = Object.assign(new FakeTarget(), { hasUsers: false });
  const document = aDocument({ acl: anAcl({ accounts: [anAccount('app')] }) });
  const { rows } = makeImportPlan(document, target.state(), {}, secrets);
  expect(rows[0]).toMatchObject({ action: 'refused', reason: { code: 'IMPORT_NO_USERS_THERE' } });
});

test('rules that a user lacks are added without anything being overwritten; others that differ are not', async () => {
  const target = new FakeTarget();
  const document = aDocument({
    acl: anAcl({ accounts: [anAccount('app', { topicPerms: ['a=SUB'] })] }),
  });
  await runImport(plan(document, {}, target, secrets), target, { secrets });
  const renamed = plan(document, { namespace: 'team' }, target, secrets);
  expect(renamed.rows.map(({ action, reason }) => [action, reason])).toEqual([
    ['exists-same', undefined],
    ['extend', undefined],
  ]);
  const run = await runImport(renamed, target, { secrets });
  expect(run).toMatchObject({ status: 'succeeded', counts: { updated: 1, unchanged: 1 } });
  const changed = aDocument({
    acl: anAcl({ accounts: [anAccount('app', { topicPerms: ['a=PUB', 'b=PUB'] })] }),
  });
  expect(plan(changed, { namespace: 'team' }, target, secrets).rows[1]).toMatchObject({
    action: 'exists-different',
    reason: { code: 'IMPORT_EXISTS_DIFFERENT' },
  });
});
