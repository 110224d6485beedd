import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RollingStatus, RunningMigration, VerificationReport } from '@mqferry/replication';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Services } from '../../src/services.ts';
import { aborted, fakeMigration } from '../support/fake-migration.ts';
import { fakePlan } from '../support/fake-plan.ts';
import { fakeRunning, fakeTopicStatus } from '../support/fake-running.ts';
import { fakeClient, fakeTopic, fakeWorld } from '../support/fake-world.ts';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'mqferry-operate-'));
});
afterEach(() => rm(state, { recursive: true, force: true }));

/** A migration that follows until it is stopped, with this view of it. */
const following =
  (view: Partial<RunningMigration>): Services['startMigration'] =>
  (plan, source, target, options) => ({
    ...fakeRunning([fakeTopicStatus({ lag: 1_234n, lagMs: 65_000 })]),
    ...view,
    finished: fakeMigration(async ({ signal }) => {
      await aborted(signal);
      return {};
    })(plan, source, target, options).finished,
  });

const migrate = (startMigration: Services['startMigration'], ...more: string[]) => {
  const verify = vi.fn<Services['verify']>(() =>
    Promise.resolve({
      equal: true,
      records: 1,
      partitions: [],
      groups: [],
      committedOnly: [],
      openTransactions: [],
    } satisfies VerificationReport),
  );
  const { world, written } = fakeWorld({
    connect: ({ bootstrap }) => fakeClient(bootstrap[0]!.host, [fakeTopic('orders')]),
    makePlan: () => Promise.resolve(fakePlan()),
    startMigration,
    verify,
  });
  const argv = ['migrate', '--from', 'old:1', '--to', 'new:1', '--state', state, '--follow', ...more];
  return { exit: run(argv, world), written, verify };
};

const control = async (...argv: string[]) => {
  const { world, written } = fakeWorld();
  const code = await run(['control', ...argv, '--state', state], world);
  return { code, ...written };
};

const untilItAnswers = () => expect.poll(async () => (await control('status')).code).toBe(0);

test('a migration is looked at, slowed, paused and stopped from outside', async () => {
  const { exit } = migrate(following({}));
  await untilItAnswers();
  const status = await control('status');
  expect(status.out).toContain('TOPIC   PARTITIONS       SIZE    LAG      BEHIND  LIMIT\n');
  expect(status.out).toContain('orders  copying 1   976.6 KiB  1,234  1 min 05 s      –\n');
  expect((await control('rate', '20MB/s')).out).toBe('Limit of all topics together: 19.1 MiB/s\n');
  expect((await control('rate', 'none', '--topics', 'orders')).out).toBe(
    'Limit of each of these: no limit (orders)\n',
  );
  expect((await control('pause')).out).toBe('Paused; all that was read of them is on the target: orders\n');
  expect((await control('resume')).out).toBe('Resumed: orders\n');
  expect((await control('stop')).out).toBe('Stopping at a safe point …\nThe copy has ended.\n');
  expect(await exit).toBe(0);
  expect((await readdir(state)).filter((name) => name.endsWith('.sock'))).toEqual([]);
});

test('a transaction that a pause leaves open on the target is named', async () => {
  const since = BigInt(Date.UTC(2026, 10, 21));
  const open = { topic: 'orders', partition: 0, from: 5n, producerId: 7n, transactionalId: 'writer', since };
  const view = { openTransactions: () => Promise.resolve([{ ...open, state: 'open' as const }]) };
  const { exit } = migrate(following(view));
  await untilItAnswers();
  const { out } = await control('pause');
  expect(out).toContain('orders-0');
  expect(out).toContain('writer');
  expect(out).toContain('2026-11-21T00:00:00.000Z');
  await control('stop');
  await exit;
});

test('what is wrong is said, with what to do', async () => {
  const nothing = await control('status');
  expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('Code: CONTROL_NOTHING_RUNS')]);
  expect((await control('rate', 'fast')).code).toBe(2);
  expect((await control('pause', '--topics', '(')).err).toContain('Code: CLI_PATTERN_INVALID');
  const { exit } = migrate(following({}));
  await untilItAnswers();
  expect((await control('pause', '--topics', 'order')).err).toContain('Code: CONTROL_NO_TOPIC_MATCHES');
  expect((await control('verify')).err).toContain('Code: CONTROL_NOT_VERIFYING');
  await control('stop');
  await exit;
});

const rolling = (partition: Partial<RollingStatus['partitions'][number]>): RollingStatus => ({
  partitions: [
    {
      ...{ topic: 'orders', partition: 0, start: 0n, verifiedTo: 1_000n, lag: 0n, records: 1_000 },
      ...{ ageMs: 0, unverified: 0n, differences: [], ...partition },
    },
  ],
  leftOut: ['compacted'],
});

test.each([
  [rolling({}), 0, 'EQUAL: 1,000 records compared; all that was copied when you asked is among them.'],
  [rolling({ differences: [{ offset: 5n, kind: 'content-differs' }] }), 3, 'DIFFERENT: 1 of the first'],
])('the verdict of a verification that follows is waited for', async (status, code, text) => {
  const view = { verification: () => status, followed: () => ({}) };
  const { exit, verify } = migrate(following(view), '--rolling-verify', '--verify-rate', '1MB');
  await untilItAnswers();
  expect((await control('status')).out).toContain('VERIFIED AS OF');
  const verdict = await control('verify');
  expect([verdict.code, verdict.out]).toEqual([code, expect.stringContaining(text)]);
  expect(verdict.out).toContain('Compacted topics, which are compared when the copy has ended: compacted\n');
  await control('stop');
  expect(await exit).toBe(0);
  expect(verify.mock.calls[0]![3]).toMatchObject({ bytesPerSecond: 1_000_000, followed: {} });
});

test('metrics are served while it runs', async () => {
  const { exit, written } = migrate(
    following({ verification: () => rolling({ ageMs: 2_500 }) }),
    '--json',
    '--metrics',
    '127.0.0.1:0',
  );
  await untilItAnswers();
  const line = written.out.split('\n').find((text) => text.includes('"type":"metrics"'))!;
  const text = await (await fetch(JSON.parse(line).url)).text();
  expect(text).toContain('mqferry_lag_seconds{topic="orders"} 65\n');
  expect(text).toContain('mqferry_verification_age_seconds{topic="orders"} 2.5\n');
  await control('stop');
  await exit;
});

test('a port that is taken ends it before anything is copied', async () => {
  const start = vi.fn(following({}));
  const first = migrate(following({}), '--json', '--metrics', '127.0.0.1:0');
  await untilItAnswers();
  const line = first.written.out.split('\n').find((text) => text.includes('"type":"metrics"'))!;
  const { host } = new URL(JSON.parse(line).url);
  const second = migrate(start, '--metrics', host);
  expect(await second.exit).toBe(1);
  expect(second.written.err).toContain('Code: CLI_METRICS_UNAVAILABLE');
  expect(start).not.toHaveBeenCalled();
  await control('stop');
  await first.exit;
});
