import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Import, ImportRow } from '../../src/service/find.ts';
import { fakeClusters, fakeId, fakeService } from '../support/fake-service.ts';

const AT = '2026-11-22T08:30:00.000Z';
const HASH = 'a'.repeat(64);
const { retriable: _, ...reason } = problemOf(apiErrors.API_UNEXPECTED({ reason: 'b is down' }));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-imports-'));
  file = join(folder, 'old.json');
  await writeFile(file, '{}');
});
afterEach(() => rm(folder, { recursive: true }));

const [target] = fakeClusters;
const counts = { total: 2, waiting: 2, created: 0, updated: 0, unchanged: 0, failed: 0, cancelled: 0 };

const fakeImport = (changes: Partial<Import> = {}): Import => ({
  ...{ id: fakeId('99999999'), name: 'move', state: 'planned', documentId: fakeId('88888888') },
  ...{ documentName: 'export', target: { id: target!.id, name: 'new' }, choice: {}, counts },
  plan: {
    ...{ hash: HASH, madeAt: AT, refusals: [], parts: null, notices: [], leftOut: 1 },
    actions: {
      create: 1,
      'exists-same': 0,
      extend: 0,
      'exists-different': 1,
      refused: 0,
      'cannot-be-told': 0,
    },
    brokers: [{ name: 'broker-a', address: 'b:1', version: 'V5_5_0', failure: null }],
  },
  ...{ createdBy: 'amy', createdAt: AT, startedAt: null, endedAt: null, durationMs: null },
  ...changes,
});

const row = (name: string, changes: Partial<ImportRow> = {}): ImportRow => ({
  ...{ position: 0, kind: 'topic', name, target: name, namespace: 'default', action: 'create' },
  ...{ outcome: 'waiting', reason: null, adjustments: [], notices: [], attempts: 0, endedAt: null },
  brokers: [
    {
      ...{ broker: 'broker-a', found: 'absent', wanted: {}, differences: [] },
      ...{ outcome: 'waiting', reason: null },
    },
  ],
  ...changes,
});

const different = row('b', {
  ...{ action: 'exists-different', reason },
  brokers: [
    {
      ...{ broker: 'broker-a', found: 'different', wanted: {}, outcome: 'waiting', reason: null },
      differences: [{ setting: 'perm', wanted: 6, found: 4 }],
    },
  ],
});

const service = (states: readonly Import[], rows: readonly ImportRow[] = [row('a'), different]) => {
  let asked = 0;
  return {
    listClusters: async () => fakeClusters,
    listImports: vi.fn<Client['listImports']>(async () => ({ items: [...states.slice(0, 1)], total: 1 })),
    getImport: vi.fn<Client['getImport']>(async () => {
      asked += 1;
      return states[Math.min(asked, states.length) - 1]!;
    }),
    listImportRows: async () => ({ items: [...rows], total: rows.length }),
    listImportLeftOut: async () => ({
      items: [{ kind: 'topic' as const, name: 'c', reason: 'not-chosen' as const }],
      total: 1,
    }),
    createImport: vi.fn<Client['createImport']>(async () => states[0]!),
    planImport: vi.fn<Client['planImport']>(async () => states[0]!),
    startImport: vi.fn<Client['startImport']>(async () => states[0]!),
    retryImport: vi.fn<Client['retryImport']>(async () => states[0]!),
    cancelImport: vi.fn<Client['cancelImport']>(async () => states[0]!),
    deleteImport: vi.fn<Client['deleteImport']>(async () => undefined),
    splitImport: vi.fn<Client['splitImport']>(async () => [...states]),
    uploadMetadata: vi.fn<Client['uploadMetadata']>(async () => ({ id: fakeId('77777777') }) as never),
    takeMetadata: vi.fn<Client['takeMetadata']>(async () => ({ id: fakeId('66666666') }) as never),
  };
};

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService(operations);
  return { code: await run(['import', ...argv], world), ...written };
};

test('the list', async () => {
  expect((await mqferry(service([fakeImport()]), 'list')).out).toBe(`\
NAME  TARGET  STATE    ENDED  FAILED  BEGUN
move  new     planned    0/2       0  –
`);
});

test('an import is planned of files, with what was chosen, and the plan is shown', async () => {
  const operations = service([fakeImport()]);
  const acl = join(folder, 'plain_acl');
  await writeFile(acl, 'accounts: []');
  const choice = [
    '--namespace',
    'shop',
    '--topics',
    'a.*',
    '--queues',
    '3-16',
    '--brokers',
    'broker-a, broker-b',
  ];
  const { code, out } = await mqferry(
    operations,
    ...['create', 'move', file, '--to', 'new', '--acl', acl, ...choice],
  );
  expect(operations.uploadMetadata.mock.calls[0]![0].body).toEqual({
    name: 'move',
    files: [
      { file, text: '{}' },
      { file: `${acl}.yml`, text: 'accounts: []' },
    ],
  });
  expect(operations.createImport.mock.calls[0]![0].body).toEqual({
    ...{ name: 'move', documentId: fakeId('77777777'), targetId: target!.id },
    choice: { namespace: 'shop', topics: { patterns: ['a.*'] }, queues: { min: 3, max: 16 } },
    brokers: ['broker-a', 'broker-b'],
  });
  expect(code).toBe(0);
  expect(out).toContain('Import move: export → new\nTarget: cluster new, brokers broker-a (V5_5_0)\n');
  expect(out).toMatch(/topic\s+b\s+=\s+exists, different\s+broker-a: perm: 6 ≠ 4/u);
  expect(out).toContain('Not imported: 1 that are not chosen');
  expect(out).toContain('Nothing was written. To do it: mqferry import start move\n');
});

test('an import is of one thing only: files, a cluster or a document', async () => {
  const operations = service([fakeImport()]);
  for (const wrong of [[], [file, '--from', 'old'], ['--from', 'old', '--document', 'x']])
    expect((await mqferry(operations, 'create', 'move', ...wrong, '--to', 'new')).err).toContain(
      'CLI_DOCUMENT_MISSING',
    );
  await mqferry(operations, 'create', 'move', '--from', 'old', '--to', 'new');
  await mqferry(operations, 'create', 'move', '--from', 'old', '--to', 'new', '--no-users');
  expect(operations.takeMetadata.mock.calls.map(([{ body }]) => body)).toEqual([
    { name: 'move', secrets: true },
    { name: 'move', secrets: false },
  ]);
});

test('one that is too large tells how it is split', async () => {
  const plan = {
    ...fakeImport().plan,
    refusals: [reason],
    parts: [{ name: 'part-1', topics: 1_000, groups: 3, users: true }],
  };
  const large = fakeImport({ plan, counts: { ...counts, total: 0, waiting: 0 } });
  const { code, out } = await mqferry(service([large], []), 'show', 'move');
  expect(code).toBe(1);
  expect(out).toContain('part-1: 1000 topics, 3 groups');
  expect(out).toContain('To make several imports of it: mqferry import split move\n');
  expect((await mqferry(service([large]), 'split', 'move')).out).toContain('move  new');
});

test('what was shown is started by its hash and followed to its end', async () => {
  const ended = fakeImport({
    ...{ state: 'partly-failed', startedAt: AT, endedAt: AT },
    counts: { ...counts, waiting: 0, created: 1, failed: 1 },
  });
  const failed = row('b', {
    ...{ outcome: 'failed', reason },
    brokers: [{ ...row('b').brokers[0]!, outcome: 'failed', reason }],
  });
  const operations = service([fakeImport(), fakeImport({ state: 'running' }), ended], [row('a'), failed]);
  const { code, out } = await mqferry(operations, 'start', 'move', '--yes');
  expect(operations.startImport.mock.calls[0]![0].body).toEqual({ hash: HASH });
  expect(code).toBe(1);
  expect(out).toContain('Partly failed: 1 created, 0 updated, 0 were there, 1 failed.');
  expect(out).toMatch(/topic\s+b\s+broker-a\s+A defect of the service: b is down/u);
  expect(out).toContain('To try again what has failed: mqferry import retry move\n');
});

test('nothing is started without a word of the operator', async () => {
  const operations = service([fakeImport()]);
  const { code, err } = await mqferry(operations, 'start', 'move');
  expect([code, err]).toEqual([2, expect.stringContaining('CLI_TERMINAL_NEEDED')]);
  expect(operations.startImport).not.toHaveBeenCalled();
});

test('one that runs is cancelled, one that has failed tried again, one that has ended forgotten', async () => {
  const succeeded = fakeImport({ state: 'succeeded', counts: { ...counts, waiting: 0, created: 2 } });
  const operations = service([succeeded], []);
  expect(await mqferry(operations, 'retry', 'move')).toMatchObject({
    ...{ code: 0, out: expect.stringContaining('Succeeded: 2 created') },
  });
  expect((await mqferry(operations, 'cancel', 'move')).out).toBe('succeeded: 2 of 2, failed 0\n');
  expect((await mqferry(operations, 'delete', '9999')).out).toBe('Forgot import move.\n');
  expect((await mqferry(operations, 'delete', 'mov')).err).toContain('Nearest names: move');
});

test('planned anew, it keeps its choice unless another one is given', async () => {
  const operations = service([fakeImport()]);
  await mqferry(operations, 'plan', 'move');
  await mqferry(operations, 'plan', 'move', '--existing', 'overwrite');
  expect(operations.planImport.mock.calls.map(([{ body }]) => body)).toEqual([
    {},
    { choice: { existing: 'overwrite' } },
  ]);
});
