import { type Client, problemOf } from '@mqferry/api';
import { dumpErrors } from '@mqferry/replication';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import type { Dump } from '../../src/service/find.ts';
import { fakeClusters, fakeId, fakeService } from '../support/fake-service.ts';

const AT = '2026-11-22T08:30:00.123Z';
const [TARGET, SOURCE] = fakeClusters as [(typeof fakeClusters)[0], (typeof fakeClusters)[0]];

const dump = (changes: Partial<Dump> = {}): Dump => ({
  ...{ id: fakeId('dddddddd'), name: 'south', sourceId: SOURCE.id, targetId: TARGET.id, revision: 4 },
  ...{ sourceTopic: 'orders', targetTopic: 'south', create: null, start: { at: 'earliest' } },
  ...{ filter: { expression: 'key == "a"', onError: 'stop' }, partitioning: 'key', batchRecords: 5_000 },
  ...{ bytesPerSecond: null, retries: { attempts: null, firstMs: 1_000, longestMs: 60_000 } },
  ...{ until: 'stopped', acceptGaps: false, createdBy: 'amy', createdAt: AT, state: 'running' },
  ...{ problem: null, failedAttempts: 0, nextAttemptAt: null, lag: 12n, lagMs: 3_000, asOf: AT },
  counts: { read: 1_000n, written: 800n, filtered: 200n, skipped: 0n, lost: 0n },
  ...{ recordsPerSecond: 10, bytesPerSecondNow: 1_024 },
  actions: [{ action: 'pauseDump', reason: null }],
  ...changes,
});

const mqferry = async (operations: Partial<Client>, ...argv: string[]) => {
  const all = { listClusters: () => Promise.resolve(fakeClusters), ...operations };
  const { world, written } = fakeService(all);
  return { code: await run(['dump', ...argv], world), ...written };
};
const listing = (found = dump()): Partial<Client> => ({
  listDumps: () => Promise.resolve({ items: [found], total: 1 }),
  getDump: () => Promise.resolve(found),
});

test('what is made has what was asked for, and defaults of the service for the rest', async () => {
  const createDump = vi.fn<Client['createDump']>(() => Promise.resolve(dump({ state: 'created' })));
  const ends = ['--source', 'old', '--topic', 'orders', '--target', 'new', '--target-topic', 'south'];
  const more = ['--start', '0:7,3:12', '--filter', 'key == "a"', '--rate', '1MB', '--create-partitions', '3'];
  expect(await mqferry({ createDump }, 'create', 'south', ...ends, ...more)).toMatchObject({
    code: 0,
    out: 'Made dump task south. Nothing is copied yet: mqferry dump start south\n',
  });
  const offsets = [
    { partition: 0, offset: 7n },
    { partition: 3, offset: 12n },
  ];
  expect(createDump.mock.calls[0]![0].body).toEqual({
    ...{
      name: 'south',
      sourceId: SOURCE.id,
      targetId: TARGET.id,
      sourceTopic: 'orders',
      targetTopic: 'south',
    },
    ...{ start: { at: 'offsets', offsets }, filter: { expression: 'key == "a"', onError: 'stop' } },
    ...{ bytesPerSecond: 1_000_000, create: { partitions: 3, replicationFactor: null } },
  });
});

test.each([
  [['--start', 'yesterday'], 'CLI_TIME_INVALID'],
  [['--partitioning', 'random'], 'CLI_CHOICE_INVALID'],
  [['--batch', 'many'], 'CLI_COUNT_INVALID'],
])('%j is refused before the service is asked', async (wrong, code) => {
  const ends = ['--source', 'old', '--topic', 'a', '--target', 'new', '--target-topic', 'b'];
  const { err } = await mqferry({}, 'create', 'x', ...ends, ...wrong);
  expect(err).toContain(code);
});

test('a running one is shown with its counts, its lag and what can be done', async () => {
  expect((await mqferry(listing(), 'show', 'south')).out).toBe(`\
Dump task south: old/orders → new/south
Running
Read 1,000, written 800, filtered out 200, skipped 0, lost at the source 0 (as of 2026-11-22T08:30:00Z)
Lag 12 records, 3 s behind; 1.0 KiB/s, 10 records/s
Records go to partitions by key; partitions and offsets are not the same.
Filter: key == "a"; where it cannot be evaluated: stop

Possible now:
  mqferry dump pause south
`);
});

test('one that has failed tells why, with exit code 1', async () => {
  const problem = problemOf(dumpErrors.DUMP_TARGET_MISSING({ topic: 'south' }));
  const { code, out } = await mqferry(listing(dump({ state: 'failed', problem })), 'show', 'south');
  expect(code).toBe(1);
  expect(out).toContain('The target has no topic south. [DUMP_TARGET_MISSING]');
});

test('a start is planned, shown with what differs, and applied by its hash', async () => {
  const args = { sourceTopic: 'orders', sourcePartitions: 5, targetTopic: 'south', targetPartitions: 3 };
  const steps = [{ verb: 'startDump', args: { ...args, notes: ['partitions-differ'] } }];
  const applyOperation = vi.fn<Client['applyOperation']>(() =>
    Promise.resolve({ hash: 'h', steps, taskId: null }),
  );
  const operations = {
    ...listing(),
    planOperation: () => Promise.resolve({ hash: 'h', steps, notes: [] }),
    applyOperation,
  };
  expect((await mqferry(operations, 'start', 'south', '--yes')).out).toBe(`\
Steps:
  1. Copy orders (5 partitions) to south (3 partitions), and keep copying.
     Records may get other partitions than on the source.
Started south.
`);
  const change = { operation: 'startDump', dumpId: dump().id };
  expect(applyOperation.mock.calls[0]![0]).toEqual({ body: { change, hash: 'h' } });
});

test('the log tells reasons, and a name that is not known suggests another', async () => {
  const error = problemOf(dumpErrors.DUMP_FENCED({}));
  const items = [{ id: 1, at: AT, type: 'retrying' as const, details: { error, failed: 2 } }];
  const listDumpLog = () => Promise.resolve({ items, total: 1 });
  const { out } = await mqferry({ ...listing(), listDumpLog }, 'log', 'south');
  expect(out).toContain('retrying Another process has taken over this dump. [DUMP_FENCED] failed=2');
  expect((await mqferry(listing(), 'show', 'sauth')).err).toContain(
    'knows no dump task sauth. Nearest names: south.',
  );
});

test('a filter that cannot be evaluated for a record is told, with exit code 1', async () => {
  const record = {
    partition: 0,
    offset: 4n,
    timestamp: AT,
    key: 'a',
    value: 'b',
    outcome: 'kept',
    problem: null,
  } as const;
  const tested = { tested: 1, kept: 1, filtered: 0, failed: 0, records: [record] };
  const asked = ['test', '--source', 'old', '--topic', 'orders', '--filter', 'true'];
  expect(await mqferry({ testDumpFilter: () => Promise.resolve(tested) }, ...asked)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 records: 1 would be written, 0 left out, 0 cannot be decided.'),
  });
  const failed = { ...tested, kept: 0, failed: 1 };
  expect((await mqferry({ testDumpFilter: () => Promise.resolve(failed) }, ...asked)).code).toBe(1);
});
