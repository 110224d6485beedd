import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replicationErrors } from '@mqferry/replication';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Services } from '../../src/services.ts';
import { aborted, fakeMigration, fakeStatus } from '../support/fake-migration.ts';
import { fakePlan } from '../support/fake-plan.ts';
import { fakeClient, fakeTopic, fakeWorld } from '../support/fake-world.ts';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'mqferry-worker-'));
});
afterEach(() => rm(state, { recursive: true, force: true }));

const prepare = (startMigration: Services['startMigration']) => {
  const set = fakeWorld({
    connect: ({ bootstrap }) => fakeClient(bootstrap[0]!.host, [fakeTopic('orders')]),
    makePlan: () => Promise.resolve(fakePlan()),
    groupNames: () => Promise.resolve([]),
    startMigration,
  });
  const worker = (...argv: string[]) =>
    run(['worker', '--from', 'old:9092', '--to', 'new:9092', '--state', state, ...argv], set.world);
  return { ...set, worker };
};

test('a worker follows the source as a part of its replication, until Ctrl-C', async () => {
  const startMigration = vi.fn(
    fakeMigration(async ({ signal, onEvent }) => {
      onEvent?.({ type: 'partitions-taken', partitions: ['orders-0', 'orders-1'] });
      onEvent?.({ type: 'partitions-given-up', partitions: ['orders-1'], lost: false });
      onEvent?.({ type: 'partitions-given-up', partitions: ['orders-0'], lost: true });
      queueMicrotask(() => set.interrupts.emit('SIGINT'));
      await aborted(signal);
      return {};
    }),
  );
  const set = prepare(startMigration);
  expect(await set.worker('--replication', 'night', '--session-timeout', '20', '--threads', '3')).toBe(0);
  expect(startMigration.mock.calls[0]![3]).toMatchObject({
    until: 'follow',
    replication: { name: 'night', journalId: expect.any(String) },
    sessionTimeoutMs: 20_000,
    threads: 3,
  });
  expect(set.written.err).toContain('copies from now on: orders-0, orders-1');
  expect(set.written.err).toContain('goes to another process: orders-1');
  expect(set.written.err).toContain('heard nothing from this process for too long: orders-0');
});

test('a worker that could not finish is told the same command', async () => {
  const status = fakeStatus({
    partitions: [{ topic: 'orders', partition: 0, phase: 'stopped', copiedTo: 5n, end: 9n }],
  });
  const { worker, written } = prepare(fakeMigration(async () => ({ complete: false }), status));
  expect(await worker('--replication', 'night', '--session-timeout', '20', '--threads', '3')).toBe(1);
  expect(written.out).toContain(
    `Next: mqferry worker --from old:9092 --to new:9092 --replication night --session-timeout 20 --threads 3 --state ${state}\n`,
  );
});

test('who has a topic is told with what to do', async () => {
  const who = { replication: 'day', host: 'elsewhere', pid: 7, since: '2026-11-21T00:00:00.000Z' };
  const owned = replicationErrors.REPLICATION_TOPIC_OWNED({ topic: 'orders', ...who });
  const { worker, written } = prepare(fakeMigration(() => Promise.reject(owned)));
  expect(await worker('--replication', 'night')).toBe(1);
  expect(written.err).toContain('day on elsewhere, process 7, since 2026-11-21');
});

test.each([
  [['--topics', 'orders'], 'The option --replication <NAME> is missing.'],
  [['--replication', 'night', '--session-timeout', 'soon'], 'CLI_SECONDS_INVALID'],
])('wrong usage: %j', async (argv, text) => {
  const { worker, written } = prepare(fakeMigration(() => expect.unreachable()));
  expect(await worker(...argv)).toBe(2);
  expect(written.err).toContain(text);
});
