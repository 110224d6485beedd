import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiErrors, type Client, type OperationInput, problemOf } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeClusters, fakeService } from '../support/fake-service.ts';
import { fakeItem, fakeTask, withTask } from '../support/fake-task.ts';

const HASH = 'a'.repeat(64);
const SIDES = ['--from', 'old', '--to', 'new'];
const [target, source] = fakeClusters as [(typeof fakeClusters)[number], (typeof fakeClusters)[number]];
const ids = { sourceId: source.id, targetId: target.id };
const metadataErrors = defineErrors({
  METADATA_NOTHING_TO_COPY: {
    ...{ status: 409, retriable: false },
    message: { en: 'The target has everything.', zh: '目标端均已存在。' },
    action: { en: 'Nothing to do.', zh: '无需处理。' },
  },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-copies-'));
});
afterEach(() => rm(folder, { recursive: true }));

const topic = (name: string, changes: object = {}) => ({
  name,
  input: {
    ...{ topic: name, action: 'create', partitions: 6, replicationFactor: 3, compacted: false },
    ...{ configs: {}, notes: [], refusal: null },
    ...changes,
  },
});

const planning = (...items: { readonly name: string; readonly input: object }[]) => {
  const task = fakeTask();
  const plan = { hash: HASH, steps: [{ verb: 'runTask', args: { items } as never }] };
  return {
    ...withTask(task, [fakeItem('orders')]),
    listClusters: () => Promise.resolve(fakeClusters),
    planOperation: vi.fn<Client['planOperation']>(() => Promise.resolve({ ...plan, notes: [] })),
    applyOperation: vi.fn<Client['applyOperation']>(() => Promise.resolve({ ...plan, taskId: task.id })),
  };
};

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const { world, written } = fakeService(operations);
  return { code: await run(['meta', 'copy', ...argv], world), ...written };
};

const changeIn = (operations: ReturnType<typeof planning>): OperationInput =>
  operations.planOperation.mock.calls[0]![0].body.change;

test('a dry run names each topic, compaction and partition count, and does nothing', async () => {
  const note = { name: 'min.insync.replicas', source: '3', target: '2', reason: 'above-target-replicas' };
  const operations = planning(
    topic('orders'),
    topic('kept', { action: 'exists' }),
    topic('state', { compacted: true, partitions: 12, notes: [note] }),
  );
  const { code, out, err } = await mqferry(operations, 'topics', ...SIDES, '--topics', 'o.*|state|kept');
  expect([code, out]).toEqual([
    0,
    `\
TOPIC   ACTION         PARTITIONS  REPLICAS  COMPACTED
orders  create                  6         3  no
kept    there already           6         3  no
state   create                 12         3  yes

  state: min.insync.replicas: 3 → 2 (the target keeps fewer replicas)

To be created: 2 topics with 18 partitions. There already: 1. Refused: 0.
`,
  ]);
  expect(err).toBe('Nothing was done. To do it, add --commit.\n');
  expect(changeIn(operations)).toEqual({ operation: 'copyTopics', ...ids, matching: 'o.*|state|kept' });
  expect(operations.applyOperation).not.toHaveBeenCalled();
});

test('with --commit what was shown is done by its hash, and the task is followed', async () => {
  const operations = planning(topic('orders'));
  const { code, out } = await mqferry(
    operations,
    ...['topics', ...SIDES, '--commit', '--zookeeper', 'zk:2181', '--replication-factor', '2'],
    ...['--partitions', 'orders=7', '--partitions', 'a.b=3'],
  );
  expect(code).toBe(0);
  expect(out).toContain('State: succeeded. Items: 1; done 1,');
  const change = {
    ...{ operation: 'copyTopics', ...ids, zookeeper: 'zk:2181', replicationFactor: 2 },
    changes: { orders: { partitions: 7 }, 'a.b': { partitions: 3 } },
  };
  expect(operations.applyOperation.mock.calls[0]![0]).toEqual({ body: { change, hash: HASH } });
});

test('topics that are all there are reported, and no task is made for them', async () => {
  const operations = planning(topic('kept', { action: 'exists' }));
  const { code, out } = await mqferry(operations, 'topics', ...SIDES, '--commit');
  expect([code, out]).toEqual([0, expect.stringContaining('kept   there already')]);
  expect(out).toContain('The target has all of it already; nothing to do.\n');
  expect(operations.applyOperation).not.toHaveBeenCalled();
});

test('a topic that cannot be made has its reason, and exit code 1', async () => {
  const refusal = problemOf(apiErrors.API_UNEXPECTED({ reason: 'policy' }));
  const { code, out } = await mqferry(planning(topic('orders', { refusal })), 'topics', ...SIDES);
  expect([code, out]).toEqual([1, expect.stringMatching(/^orders {2}REFUSED/mu)]);
  expect(out).toContain('A defect of the service: policy. [API_UNEXPECTED]');
});

test('what a task could not do is exit code 1', async () => {
  const reason = problemOf(apiErrors.API_UNEXPECTED({ reason: 'quota' }));
  const counts = { total: 1, pending: 0, done: 0, skipped: 0, failed: 1, cancelled: 0 };
  const failed = withTask(fakeTask({ state: 'failed', counts }), [
    fakeItem('orders', { state: 'failed', reason }),
  ]);
  const { code, out } = await mqferry(
    { ...planning(topic('orders')), ...failed },
    'topics',
    ...SIDES,
    '--commit',
  );
  expect([code, out]).toEqual([1, expect.stringContaining('mqferry task retry 77777777\n')]);
});

test.each([['orders'], ['orders=0'], ['=3']])('--partitions %s is refused before anything', async (value) => {
  const { code, err } = await mqferry({}, 'topics', ...SIDES, '--partitions', value);
  expect([code, err]).toEqual([2, expect.stringContaining('CLI_PARTITIONS_INVALID')]);
});

test('access rights of chosen principals, and quotas by their names', async () => {
  const acls = planning({ name: 'ALLOW User:a from * READ TOPIC orders', input: {} });
  const { out } = await mqferry(acls, 'acls', ...SIDES, '--principal', 'User:a', '--principal', 'User:b');
  expect(out).toBe('  ALLOW User:a from * READ TOPIC orders\n\nTo be copied: 1.\n');
  expect(changeIn(acls)).toEqual({ operation: 'copyAcls', ...ids, principals: ['User:a', 'User:b'] });
  const quotas = planning({ name: 'user a', input: { limits: { producer_byte_rate: 5 } } });
  const shown = await mqferry(quotas, 'quotas', ...SIDES, '--quota', 'user a');
  expect(shown.out).toContain('  user a: producer_byte_rate=5\n');
  expect(changeIn(quotas)).toEqual({ operation: 'copyQuotas', ...ids, names: ['user a'] });
});

test('a copy can be repeated: that nothing is missing is no failure', async () => {
  const operations = {
    ...planning(),
    planOperation: () => Promise.reject(metadataErrors.METADATA_NOTHING_TO_COPY({})),
  };
  const { code, out } = await mqferry(operations, 'acls', ...SIDES, '--commit');
  expect([code, out]).toEqual([0, 'The target has all of it already; nothing to do.\n']);
});

test('users get passwords of a file, and made-up ones that are kept before they are used', async () => {
  const passwords = join(folder, 'passwords');
  const generate = join(folder, 'made-up');
  await writeFile(passwords, 'anna=a=b\n\n');
  const operations = planning({ name: 'anna SCRAM-SHA-512', input: {} });
  const argv = ['users', ...SIDES, '--user', 'anna', '--user', 'bob', '--passwords', passwords];
  await mqferry(operations, ...argv, '--generate', generate);
  await expect(stat(generate)).rejects.toMatchObject({ code: 'ENOENT' });
  const { code, out, err } = await mqferry(operations, ...argv, '--generate', generate, '--commit');
  expect(code).toBe(0);
  const kept = await readFile(generate, 'utf8');
  expect(kept).toMatch(/^bob=[\w-]{24}\n$/u);
  expect((await stat(generate)).mode & 0o777).toBe(0o600);
  const { change } = operations.applyOperation.mock.calls[0]![0].body;
  const revealed = (change as Extract<OperationInput, { operation: 'copyUsers' }>).users;
  expect(revealed.map(({ user, password }) => `${user}=${password?.reveal()}`)).toEqual([
    'anna=a=b',
    kept.trim(),
  ]);
  expect(out + err).not.toContain(kept.trim().slice('bob='.length));
  const again = await mqferry(operations, ...argv, '--generate', generate, '--commit');
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('CLI_PASSWORDS_UNWRITABLE')]);
  expect(operations.applyOperation).toHaveBeenCalledTimes(1);
});

test('all users that the target lacks are meant where none is named', async () => {
  const compared = { asOf: null, refreshing: false, problems: [], counts: null };
  const item = (name: string, outcome: 'source-only' | 'equal' | 'target-only') => ({
    ...{ name, outcome, differences: [] },
  });
  const operations = {
    ...planning({ name: 'anna SCRAM-SHA-512', input: {} }),
    compareClusters: () =>
      Promise.resolve({
        ...compared,
        items: [item('anna', 'source-only'), item('bob', 'equal'), item('carl', 'target-only')],
        total: 3,
      }),
  };
  await mqferry(operations, 'users', ...SIDES);
  const none = {
    ...operations,
    compareClusters: () => Promise.resolve({ ...compared, items: [], total: 0 }),
  };
  expect(await mqferry(none, 'users', ...SIDES, '--commit')).toMatchObject({
    ...{ code: 0, out: 'The target has all of it already; nothing to do.\n' },
  });
  expect(operations.planOperation).toHaveBeenCalledTimes(1);
  expect(changeIn(operations)).toEqual({ operation: 'copyUsers', ...ids, users: [{ user: 'anna' }] });
});
