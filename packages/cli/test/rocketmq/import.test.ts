import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MetadataDocument, metadataText, sealSecrets } from '@mqferry/replication';
import { expect, test } from 'vitest';
import { choiceOf } from '../../src/rocketmq/import-choice.ts';
import { run } from '../../src/run.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { FakeImportTarget, fakeDocument, fakeRocketmq } from './fake-rocketmq.ts';

const fileWith = async (document: MetadataDocument): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'mqferry-import-')), 'export.json');
  await writeFile(file, metadataText(document));
  return file;
};

const importIt = async (
  document: MetadataDocument,
  args: readonly string[],
  target = new FakeImportTarget(),
  world: Parameters<typeof fakeWorld>[1] = {},
) => {
  const { services } = fakeRocketmq({ target, clusters: ['new'] });
  const fake = fakeWorld({ rocketmq: services }, world);
  const file = await fileWith(document);
  const code = await run(['rocketmq', 'import', file, '--name-servers', 'new:9876', ...args], fake.world);
  return { code, out: fake.written.out, err: fake.written.err, target };
};

test('it shows what it would do, and does it when the operator agrees', async () => {
  const args = ['--no-users'];
  const answers = [['Do this?', 'y\n']] as const;
  const agreed = await importIt(fakeDocument(), args, undefined, { isTTY: true, columns: 200, answers });
  expect(agreed.code, agreed.err).toBe(0);
  expect(agreed.out).toMatch(/Target: cluster new, brokers broker-x \(V5_5_0\)/);
  expect(agreed.out).toMatch(/topic +1 +0 +0 +0 +0/);
  expect(agreed.out).toContain('Succeeded: 1 created');
  expect(agreed.target.topics.has('orders')).toBe(true);

  const declined = await importIt(fakeDocument(), args, undefined, {
    isTTY: true,
    answers: [['Do this?', 'n\n']],
  });
  expect(declined).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was changed.') });
  expect(declined.target.topics.size).toBe(0);
  expect(await importIt(fakeDocument(), args)).toMatchObject({
    code: 2,
    err: expect.stringContaining('CLI_TERMINAL_NEEDED'),
  });
});

test('a dry run changes nothing', async () => {
  const { code, target, out } = await importIt(fakeDocument(), ['--dry-run', '--all-rows', '--no-users']);
  expect(code).toBe(0);
  expect(out).toMatch(/topic +orders +=/);
  expect(target.topics.size).toBe(0);
});

test('a dry run of what would fail ends as the import would', async () => {
  const target = new FakeImportTarget();
  const { topics } = fakeDocument();
  target.topics.set('orders', { ...topics[0]!.settings, perm: 4 });
  const args = ['--dry-run', '--no-users'];
  expect((await importIt(fakeDocument(), args, target)).code).toBe(1);
  expect((await importIt(fakeDocument(), [...args, '--existing', 'overwrite'], target)).code).toBe(0);
  const refused = await importIt(fakeDocument(), ['--dry-run', '--json']);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('"result":"planned","exitCode":1');
});

test('rows that failed have their reasons in a table, and can be retried by themselves', async () => {
  const document = fakeDocument(['orders', 'refused']);
  const result = join(await mkdtemp(join(tmpdir(), 'mqferry-result-')), 'result.json');
  const first = await importIt(document, ['--no-users', '--yes', '--result', result]);
  expect(first.code).toBe(1);
  expect(first.out).toContain('Partly failed: 1 created, 0 updated, 0 were there, 1 failed.');
  expect(first.out).toMatch(/topic +refused +broker-x +broker-x did not take refused: .*no room/);
  const kept = JSON.parse(await readFile(result, 'utf8'));
  expect(kept.run.rows).toHaveLength(2);
  const again = await importIt(document, ['--no-users', '--yes', '--retry-failed', result], first.target);
  expect(again.out).toContain('Partly failed: 0 created, 0 updated, 0 were there, 1 failed.');
  const other = await fileWith(document);
  expect(await importIt(document, ['--yes', '--retry-failed', other])).toMatchObject({
    code: 2,
    err: expect.stringContaining('CLI_RESULT_UNREADABLE'),
  });
});

test('without the passphrase users are refused with how to give it; with it they are created', async () => {
  const secrets = await sealSecrets({ accounts: { app: 'secret-of-app' }, users: {} }, 'passphrase');
  const document = fakeDocument(['orders'], { secrets });
  const without = await importIt(document, ['--yes']);
  expect(without.code).toBe(1);
  expect(without.out).toMatch(/user +app .*sealed in the document.*--secrets-passphrase-file/);
  const env = { MQFERRY_SECRETS_PASSPHRASE: 'passphrase' };
  const opened = await importIt(document, ['--yes'], undefined, { env });
  expect(opened.code, opened.out).toBe(0);
  expect(opened.target.users.get('app')).toMatchObject({ password: 'secret-of-app' });
  expect(opened.out).not.toContain('secret-of-app');
  expect(
    await importIt(document, ['--yes'], undefined, { env: { MQFERRY_SECRETS_PASSPHRASE: 'no' } }),
  ).toMatchObject({ code: 2, err: expect.stringContaining('METADATA_PASSPHRASE_WRONG') });
});

test('accounts of a plain_acl.yml come with their keys', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mqferry-acl-')), 'plain_acl.yml');
  await writeFile(file, 'accounts:\n  - accessKey: from-file\n    secretKey: 12345678\n');
  const { code, target, out } = await importIt(fakeDocument(), [
    '--yes',
    '--users',
    'from-.*',
    '--acl',
    file,
  ]);
  expect(code, out).toBe(0);
  expect([...target.users]).toEqual([['from-file', expect.objectContaining({ password: '12345678' })]]);
});

test('what is too large is refused with its parts, and imported part by part', async () => {
  const document = fakeDocument(Array.from({ length: 1_001 }, (_, at) => `topic-${at}`));
  const whole = await importIt(document, ['--yes', '--no-users']);
  expect(whole).toMatchObject({ code: 2, err: expect.stringContaining('CLI_IMPORT_IN_PARTS') });
  expect(whole.out).toContain('part-2: 1 topics, 0 groups');
  expect(whole.target.topics.size).toBe(0);
  expect((await importIt(document, ['--yes', '--no-users', '--part', 'part-2'])).target.topics.size).toBe(1);
  const all = await importIt(document, ['--yes', '--no-users', '--all-parts']);
  expect(all.code).toBe(0);
  expect(all.target.topics.size).toBe(1_001);
});

test('a document that is none is wrong usage', async () => {
  const { services } = fakeRocketmq();
  const { world, written } = fakeWorld({ rocketmq: services });
  const file = await fileWith({ ...fakeDocument(), format: 'other' as 'rocketmq-metadata-export' });
  expect(await run(['rocketmq', 'inspect', file], world)).toBe(2);
  expect(written.err).toContain('METADATA_FORMAT_UNKNOWN');
});

test('inspect shows what a file holds', async () => {
  const { services } = fakeRocketmq();
  const { world, written } = fakeWorld({ rocketmq: services });
  expect(await run(['rocketmq', 'inspect', await fileWith(fakeDocument())], world)).toBe(0);
  expect(written.out).toContain('Cluster old (old:9876), 1 brokers (V4_9_7)');
  expect(written.out).toMatch(/orders +8\/8 +6 +– +broker-a/);
});

test('options become a choice', () => {
  expect(choiceOf({})).toEqual({});
  expect(
    choiceOf({
      ...{ namespace: 'team', topics: ['a.*', 'b'], users: false, queues: '3-16', sourceMasters: '2' },
      ...{ messageType: ['orders=fifo', 'MIXED'], existing: 'overwrite', whiteAddresses: 'source-ips' },
    }),
  ).toEqual({
    ...{ namespace: 'team', topics: { patterns: ['a.*', 'b'] }, users: 'none', queues: { min: 3, max: 16 } },
    ...{ sourceMasters: 2, messageTypes: { orders: 'FIFO' }, otherMessageType: 'MIXED' },
    ...{ existing: 'overwrite', whiteAddresses: 'source-ips' },
  });
  const wrong = [
    { queues: '16-3' },
    { sourceMasters: '0' },
    { messageType: ['a=ODD'] },
    { existing: 'x' },
    { topics: ['('] },
  ];
  expect(
    wrong.map((options) => {
      try {
        return choiceOf(options);
      } catch (error) {
        return (error as { code: string }).code;
      }
    }),
  ).toEqual([
    'CLI_QUEUES_INVALID',
    'CLI_MASTERS_INVALID',
    'CLI_MESSAGE_TYPE_INVALID',
    'CLI_WORD_INVALID',
    'CLI_PATTERN_INVALID',
  ]);
});
