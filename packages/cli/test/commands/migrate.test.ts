import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replicationErrors, type VerificationReport } from '@mqferry/replication';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Services } from '../../src/services.ts';
import { aborted, fakeMigration, fakeStatus } from '../support/fake-migration.ts';
import { fakePlan, fakeTopicPlan } from '../support/fake-plan.ts';
import { fakeClient, fakeTopic, fakeWorld } from '../support/fake-world.ts';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'mqferry-migrate-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(state, { recursive: true, force: true });
});

const prepare = (services: Partial<Services> = {}, options: Parameters<typeof fakeWorld>[1] = {}) => {
  const set = fakeWorld(
    {
      connect: ({ bootstrap }) => fakeClient(bootstrap[0]!.host, [fakeTopic('orders')]),
      makePlan: () => Promise.resolve(fakePlan()),
      groupNames: () => Promise.resolve(['app-a']),
      ...services,
    },
    options,
  );
  const migrate = (...argv: string[]) =>
    run(['migrate', '--from', 'old:9092', '--to', 'new:9092', '--state', state, ...argv], set.world);
  const json = () =>
    set.written.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { ...set, migrate, json };
};

const refusal = replicationErrors.REPLICATION_COMPACTED_TOPIC({ topic: 'orders' });
const refusedPlan = fakePlan({ topics: [fakeTopicPlan('orders', { mode: 'refused', refusal })] });

const verification = (equal: boolean): VerificationReport => ({
  equal,
  records: 1_000,
  partitions: [],
  groups: [],
  committedOnly: [],
  openTransactions: [],
});

test('a dry run prints the plan and starts nothing', async () => {
  const { migrate, written } = prepare();
  expect(await migrate('--dry-run')).toBe(0);
  expect(written.out).toMatch(/^Migration plan\. Nothing has been changed\.\n/);
  expect(written.err).toBe('');
});

test('a dry run with a refusal exits with 1', async () => {
  const { migrate, written } = prepare({ makePlan: () => Promise.resolve(refusedPlan) });
  expect(await migrate('--dry-run')).toBe(1);
  expect(written.out).toContain('[REPLICATION_COMPACTED_TOPIC]');
});

test('a refusal stops the migration before it starts', async () => {
  const { migrate, written } = prepare({ makePlan: () => Promise.resolve(refusedPlan) });
  expect(await migrate()).toBe(1);
  expect(written.err).toContain('[REPLICATION_COMPACTED_TOPIC]');
});

test('a complete copy exits with 0 and proposes the verification', async () => {
  const { migrate, written } = prepare({ startMigration: fakeMigration(async () => ({})) });
  expect(await migrate('--topics', 'ord.*')).toBe(0);
  expect(written.out).toContain("All 1 partitions have reached the source's end.");
  expect(written.out).toContain(
    `Next: mqferry verify --from old:9092 --to new:9092 --topics 'ord.*' --state ${state}\n`,
  );
});

test('a copy that had to leave out a topic that appeared meanwhile is incomplete', async () => {
  const refused = [{ topic: 'orders', partitions: 1, error: refusal }];
  const { migrate, written } = prepare({ startMigration: fakeMigration(async () => ({ refused })) });
  expect(await migrate()).toBe(1);
  expect(written.out).toContain('Appeared meanwhile and not copied:\norders: Topic orders is compacted');
});

test('the copy is told until when, how fast, and what to select', async () => {
  const startMigration = vi.fn(fakeMigration(async () => ({})));
  const makePlan = vi.fn<Services['makePlan']>(() => Promise.resolve(fakePlan({ groups: ['app-a'] })));
  const { migrate } = prepare({ startMigration, makePlan });
  await migrate('--rate', '10MB', '--topics', 'orders', '--exclude', 'x', '--groups', 'app.*');
  expect(startMigration.mock.calls[0]![3]).toMatchObject({ until: 'once', bytesPerSecond: 10_000_000 });
  const { topics, exclude, groups } = makePlan.mock.calls[0]![2];
  expect([topics?.test('orders'), topics?.test('orders2')]).toEqual([true, false]);
  expect([exclude?.test('x'), groups?.test('app-a')]).toEqual([true, true]);
});

test.each([
  [true, 0, 'EQUAL: 1,000 records'],
  [false, 3, 'DIFFERENT: '],
])('verification that finds both sides equal: %s exits with %i', async (equal, code, text) => {
  const verify = vi.fn<Services['verify']>(() => Promise.resolve(verification(equal)));
  const { migrate, written } = prepare({ startMigration: fakeMigration(async () => ({})), verify });
  expect(await migrate('--verify')).toBe(code);
  expect(written.out).toContain(text);
  expect(verify.mock.calls[0]![2]).toEqual({
    topics: ['orders'],
    groups: [],
    until: new Map([['orders-0', 1_000n]]),
    restores: new Map(),
    mapsFolder: join(state, 'old-new.maps'),
    committedOnly: new Set(),
  });
});

test('a stopped partition exits with 1, is not verified, and tells how to go on', async () => {
  const error = replicationErrors.REPLICATION_DIVERGED({
    topic: 'orders',
    partition: 0,
    expected: 5n,
    actual: 6n,
  });
  const status = fakeStatus({
    partitions: [{ topic: 'orders', partition: 0, phase: 'stopped', copiedTo: 5n, end: 1_000n, error }],
    lag: 995n,
  });
  const event = {
    type: 'partition-stopped',
    topic: 'orders',
    partition: 0,
    code: error.code,
    message: error.message,
  } as const;
  const startMigration = fakeMigration(async ({ onEvent }) => {
    onEvent?.(event);
    return { complete: false };
  }, status);
  const { migrate, written } = prepare({ startMigration }, { env: { LANG: 'zh_CN' } });
  expect(await migrate('--verify')).toBe(1);
  expect(written.err).toContain('orders-0 已停止：主题 orders 的分区 0 已偏离');
  expect(written.out).toContain('复制未完成，未进行校验。');
  expect(written.out).toContain('排除原因后再次运行同一命令');
});

test('what stops all of it exits with 1 and its code', async () => {
  const startMigration = fakeMigration(() => Promise.reject(refusal));
  const { migrate, written } = prepare({ startMigration });
  expect(await migrate()).toBe(1);
  expect(written.err).toContain('Code: REPLICATION_COMPACTED_TOPIC');
});

test('Ctrl-C ends --follow cleanly with 0', async () => {
  const startMigration = fakeMigration(async ({ signal, until }) => {
    expect(until).toBe('follow');
    queueMicrotask(() => set.interrupts.emit('SIGINT'));
    await aborted(signal);
    return {};
  });
  const set = prepare({ startMigration });
  expect(await set.migrate('--follow')).toBe(0);
  expect(set.written.err).toContain('Ending the copy at a safe point …');
  expect(set.written.out).toContain('All 1 partitions ended without error');
  expect(set.exits).toEqual([]);
});

test('what Ctrl-C says stands on a line of its own', async () => {
  const startMigration = fakeMigration(async ({ signal }) => {
    queueMicrotask(() => set.interrupts.emit('SIGINT'));
    await aborted(signal);
    return {};
  });
  const set = prepare({ startMigration }, { isTTY: true });
  await set.migrate('--follow');
  expect(set.written.err.replaceAll('\r\u001b[2K', '<redraw>')).toContain(
    '<redraw>Ending the copy at a safe point',
  );
});

test('Ctrl-C ends --once early with 1 and says that the same command goes on', async () => {
  const status = fakeStatus({
    partitions: [{ topic: 'orders', partition: 0, phase: 'copying', copiedTo: 400n, end: 1_000n }],
    lag: 600n,
  });
  const startMigration = fakeMigration(async ({ signal }) => {
    queueMicrotask(() => set.interrupts.emit('SIGINT'));
    await aborted(signal);
    return { complete: false };
  }, status);
  const set = prepare({ startMigration });
  expect(await set.migrate()).toBe(1);
  expect(set.written.out).toContain('Ended early; offsets not yet copied: 600.');
  expect(set.written.out).toContain('the same command goes on where this run stopped');
});

test('settings that could not be put back are named', async () => {
  const startMigration = fakeMigration(async ({ journal }) => {
    await journal.save(new Map([['orders', { 'retention.ms': '1' }]]));
    return { complete: false };
  });
  const { migrate, written } = prepare({ startMigration });
  await migrate();
  expect(written.out).toContain('Still set for the time of the copy on the target: orders.');
});

test('--json is one object a line, 64-bit numbers as strings, the last one the report', async () => {
  const startMigration = fakeMigration(async ({ onEvent }) => {
    onEvent?.({ type: 'topic-created', topic: 'orders', partitions: 1 });
    return {};
  });
  const { migrate, json } = prepare({ startMigration });
  expect(await migrate('--json')).toBe(0);
  const lines = json();
  expect(lines.map(({ type }) => type)).toEqual(['plan', 'topic-created', 'report']);
  expect(lines[0].plan.topics[0].partitions[0].sourceEnd).toBe('1000');
  expect(lines.at(-1)).toMatchObject({
    command: 'migrate',
    result: 'copied',
    exitCode: 0,
    complete: true,
    status: { lag: '0' },
    nextSteps: [{ reason: 'verify' }],
  });
});

test('--json tells a refusal with code, text and advice', async () => {
  const { migrate, json } = prepare({ makePlan: () => Promise.resolve(refusedPlan) });
  expect(await migrate('--json', '--dry-run')).toBe(1);
  expect(json()).toMatchObject([
    {
      type: 'report',
      result: 'refused',
      plan: { topics: [{ refusal: { code: 'REPLICATION_COMPACTED_TOPIC' } }] },
    },
  ]);
});

test('without a terminal there is a line every ten seconds', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  const startMigration = fakeMigration(async () => {
    await vi.advanceTimersByTimeAsync(25_000);
    return {};
  });
  const { migrate, written } = prepare({ startMigration });
  await migrate();
  expect(written.err.split('\n').filter((line) => line.startsWith('2026'))).toEqual([
    '2026-11-21T00:00:10Z 100.0% · 1,000/1,000 records · 97.7 KiB/s',
    '2026-11-21T00:00:20Z 100.0% · 1,000/1,000 records · 0 B/s',
  ]);
});

test('on a terminal one line is drawn again and again, and events stand above it', async () => {
  vi.useFakeTimers();
  const startMigration = fakeMigration(async ({ onEvent }) => {
    await vi.advanceTimersByTimeAsync(1_000);
    onEvent?.({ type: 'topic-created', topic: 'orders', partitions: 1 });
    return {};
  });
  const { migrate, written } = prepare({ startMigration }, { isTTY: true });
  await migrate();
  const screen = written.err.replaceAll('\r\u001b[2K', '<redraw>');
  expect(screen).toMatch(/<redraw>100\.0% · .*<redraw>100\.0% · /);
  expect(screen).toContain('<redraw>created topic orders, partitions: 1\n100.0%');
  expect(written.err.endsWith('\n')).toBe(true);
});

test.each([
  [['app-a'], 'ap-a', 'No consumer group matches ap-a. Nearest names: app-a.'],
  [['app-a'], 'app.*', 'The consumer groups that match app.* have committed no offsets for these topics.'],
  [[], 'zzz', 'No consumer group matches zzz.'],
])('of the groups %j none is copied by %s, and a warning says why', async (names, pattern, text) => {
  const { migrate, written } = prepare({ groupNames: () => Promise.resolve(names) });
  await migrate('--dry-run', '--groups', pattern);
  expect(written.err).toBe(`Warning: ${text}\n`);
});

test('which topics may lose their offsets, and how many holes are filled before', async () => {
  const makePlan = vi.fn<Services['makePlan']>(() => Promise.resolve(fakePlan()));
  const { migrate, written } = prepare({ makePlan });
  expect(await migrate('--dry-run', '--mapped', 'state-.*', '--max-holes', '10')).toBe(0);
  expect(makePlan.mock.calls[0]![2]).toMatchObject({ mapped: /^(?:state-.*)$/u, mostHoles: 10n });
  expect(await migrate('--dry-run', '--max-holes', 'few')).toBe(2);
  expect(written.err).toContain('CLI_COUNT_INVALID');
});

test('a mapped copy that has all records is called so', async () => {
  const partition = { topic: 'orders', partition: 0, start: 0n, end: 9n, sourceStart: 0n, targetStart: 0n };
  const digests = { records: 9, sourceDigest: '', targetDigest: '', equal: true, differences: [] };
  const report = { ...verification(true), partitions: [{ ...partition, ...digests, mapped: true }] };
  const verify = vi.fn<Services['verify']>(() => Promise.resolve(report));
  const { migrate, json } = prepare({ startMigration: fakeMigration(async () => ({})), verify });
  expect(await migrate('--verify', '--json')).toBe(0);
  expect(json().at(-1)).toMatchObject({ type: 'report', result: 'mapped', exitCode: 0 });
});
