import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Assessment, AssessmentSummary } from '../../src/service/find.ts';
import { fakeClusters, fakeId, fakeService } from '../support/fake-service.ts';

const AT = '2026-11-22T08:30:00.123Z';
const LATER = '2026-11-22T08:40:00.123Z';
const ID = fakeId('33333333');
const both = (text: string) => ({ en: text, zh: text });

const fields = {
  id: ID,
  name: null,
  way: 'measured',
  cluster: { id: fakeClusters[1]!.id, name: 'old' },
  ...{ createdBy: 'ann', createdAt: AT, endedAt: null },
} as const;

const assessment = (state: Assessment['state'], changes: Partial<Assessment> = {}): Assessment => ({
  ...{ ...fields, state, answers: {}, limits: [], topics: [] },
  measurement: {
    ...{ startedAt: AT, endsAt: LATER, intervalMs: 10_000, samples: 3, coveredMs: 30_000, records: 1_234 },
    ...{ bytes: 2_097_152, gaps: [], traffic: [], problem: null },
  },
  figures: [
    {
      ...{ name: 'peakBytesIn', label: both('Produced, peak'), unit: 'bytes/s', value: null },
      ...{ shown: both('unknown'), origin: 'unknown' },
    },
  ],
  steps: [
    {
      ...{ name: 'writes', label: both('Written'), unit: 'bytes/s', formula: both('peak × replicas') },
      ...{ calculation: '1 MiB/s × 3 = 3 MiB/s', inputs: [], value: 3_145_728, shown: both('3 MiB/s') },
    },
  ],
  recommendation: {
    ...{
      brokers: 3,
      complete: false,
      decidedBy: null,
      controllers: 3,
      replicationFactor: 3,
      partitions: null,
    },
    perBroker: { cores: 1, diskBytes: null, networkInBytes: null, networkOutBytes: null, partitions: null },
    sentence: { en: 'At least 3 brokers.', zh: '至少 3 台 broker。' },
  },
  risks: [
    {
      code: 'SCRAM_USERS',
      severity: 'medium',
      message: both('Two users.'),
      advice: both('New ones.'),
      facts: {},
    },
  ],
  ...changes,
});

const summary: AssessmentSummary = {
  ...{ ...fields, state: 'done', endsAt: LATER, brokers: 3, complete: false },
  risks: { high: 0, medium: 1, low: 2, info: 0 },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-assess-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService({
    listClusters: () => Promise.resolve(fakeClusters),
    listAssessments: () => Promise.resolve({ items: [summary], total: 1 }),
    ...operations,
  });
  return { code: await run(['assess', ...argv], world), ...written };
};

const creating = (answer = assessment('running')) =>
  vi.fn<Client['createAssessment']>(() => Promise.resolve(answer));

test('a cluster is measured for ten minutes, or as long as is said', async () => {
  const createAssessment = creating();
  const { code, out } = await mqferry({ createAssessment }, 'old');
  expect([code, out]).toEqual([
    0,
    `Assessment ${ID}; it is measured until 2026-11-22T08:40:00Z.\nSee it with: mqferry assess show ${ID}\n`,
  ]);
  await mqferry({ createAssessment }, 'old', '--for', '7d');
  const clusterId = fakeClusters[1]!.id;
  expect(createAssessment.mock.calls.map(([{ body }]) => body)).toEqual([
    { measure: { clusterId, seconds: 600 }, answers: {}, limits: {} },
    { measure: { clusterId, seconds: 604_800 }, answers: {}, limits: {} },
  ]);
});

test('answers come from a file, with sizes and times as people write them', async () => {
  const file = join(folder, 'answers.yaml');
  await writeFile(
    file,
    'name: shop\nanswers:\n  serverVersion: "2.8"\n  peakBytesIn: 20MB/s\n  meanBytesIn: 1.5 MiB\n  retentionMs: 7d\n  acls: 0\nlimits:\n  diskBytesPerBroker: 4TiB\n  usableShare: 0.5\n',
  );
  const createAssessment = creating(assessment('done'));
  const { code, out } = await mqferry({ createAssessment }, '--answers', file);
  expect(code).toBe(0);
  expect(createAssessment.mock.calls[0]![0].body).toEqual({
    name: 'shop',
    answers: {
      ...{ serverVersion: '2.8', peakBytesIn: 20_000_000, meanBytesIn: 1_572_864, retentionMs: 604_800_000 },
      acls: 0,
    },
    limits: { diskBytesPerBroker: 4 * 1024 ** 4, usableShare: 0.5 },
  });
  expect(out).toContain('At least 3 brokers.');
  expect(out).toContain('MEDIUM: Two users. [SCRAM_USERS]\n  New ones.');
  expect(out).toMatch(/Written +3 MiB\/s +1 MiB\/s × 3 = 3 MiB\/s/u);
});

test.each([
  ['answers:\n  peakBytesIn: fast\n', 'CLI_ANSWERS_INVALID'],
  ['answers:\n  peek: 1\n', 'CLI_ANSWERS_INVALID'],
  ['answers: {a', 'CLI_DECLARATION_MALFORMED'],
])('a file with %j ends with %s', async (text, errorCode) => {
  const file = join(folder, 'answers.yaml');
  await writeFile(file, text);
  const { code, err } = await mqferry({}, '--answers', file);
  expect([code, err]).toEqual([2, expect.stringContaining(`Code: ${errorCode}`)]);
});

test.each([
  [[], 'CLI_ASSESS_WHAT', 2],
  [['old', '--for', '10s'], 'CLI_LENGTH_INVALID', 2],
  [['old', '--for', 'long'], 'CLI_LENGTH_INVALID', 2],
  [['odl'], 'CLI_CLUSTER_UNKNOWN', 1],
  [['show', '9999'], 'CLI_ASSESSMENT_UNKNOWN', 1],
])('%j ends with %s', async (argv, errorCode, exitCode) => {
  const { code, err } = await mqferry({}, ...argv);
  expect([code, err]).toEqual([exitCode, expect.stringContaining(`Code: ${errorCode}`)]);
});

test('it is waited for, also while the service is away for a moment; a failure is exit code 1', async () => {
  const problem = problemOf(apiErrors.API_UNEXPECTED({ reason: 'x' }));
  const { measurement } = assessment('failed');
  const failed = assessment('failed', { measurement: { ...measurement!, problem } });
  const turns = [apiErrors.API_UNREACHABLE({ url: 'a', reason: 'away' }), failed];
  const getAssessment = vi.fn<Client['getAssessment']>(async () => {
    const turn = turns.shift()!;
    if (turn instanceof Error) throw turn;
    return turn;
  });
  const { code, out } = await mqferry({ createAssessment: creating(), getAssessment }, 'old', '--follow');
  expect([code, turns]).toEqual([1, []]);
  expect(out).toContain('failed: measured 30 s of 10 min 00 s, 3 samples, 1,234 messages, 2.0 MiB');
  expect(out).toContain('[API_UNEXPECTED]');
});

test('one is found by the beginning of its id, shown, as Markdown or JSON too, stopped, and deleted', async () => {
  const deleteAssessment = vi.fn<Client['deleteAssessment']>(() => Promise.resolve(undefined));
  const operations: Partial<Client> = {
    getAssessment: () => Promise.resolve(assessment('done')),
    getAssessmentMarkdown: () => Promise.resolve({ markdown: '# Assessment\n' }),
    stopAssessment: () => Promise.resolve(assessment('stopped')),
    deleteAssessment,
  };
  expect((await mqferry(operations, 'show', '3333')).out).toContain('Produced, peak  unknown  unknown');
  expect((await mqferry(operations, 'show', ID, '--markdown')).out).toBe('# Assessment\n');
  expect(JSON.parse((await mqferry(operations, 'show', ID, '--json')).out)).toMatchObject({ id: ID });
  expect((await mqferry(operations, 'stop', ID)).out).toContain('stopped early: ');
  expect((await mqferry(operations, 'delete', ID)).out).toBe(`Forgot assessment ${ID}.\n`);
  expect(deleteAssessment).toHaveBeenCalledWith({ params: { id: ID } });
  const { out } = await mqferry(operations, 'list');
  expect(out).toContain('33333333  old  done   2026-11-22T08:30:00Z  at least 3  0/1/2');
});
