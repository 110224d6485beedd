import type { Client } from '@mqferry/api';
import { apiErrors, problemOf } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { fakeId, fakeService, fakeServiceMigration, withMigration } from '../support/fake-service.ts';

const HASH = 'a'.repeat(64);
const migrationId = fakeServiceMigration().id;

const planning = (...steps: Awaited<ReturnType<Client['planOperation']>>['steps']) => {
  const plan = { hash: HASH, steps };
  return {
    planOperation: vi.fn<Client['planOperation']>(() => Promise.resolve({ ...plan, notes: [] })),
    applyOperation: vi.fn<Client['applyOperation']>(() => Promise.resolve({ ...plan, taskId: null })),
  };
};

const stopping = () =>
  planning(
    { verb: 'endCopy', args: { migrationId } },
    { verb: 'restoreSettings', args: { migrationId, way: 'forward' } },
  );

const mqferry = async (
  operations: Partial<Client>,
  argv: string[],
  options: Parameters<typeof fakeService>[1] = {},
) => {
  const { world, written } = fakeService({ ...withMigration(), ...operations }, options);
  return { code: await run(['migration', ...argv], world), ...written };
};

const typing = (answer: string) => ({ isTTY: true, answers: [['[y/N] ', `${answer}\r`]] }) as const;

const STEPS = `\
Steps:
  1. End the copy at a safe point
  2. Put back what new was held to for the copy
`;

test('the steps are shown, and applied by their hash when confirmed', async () => {
  const operations = stopping();
  const { code, out } = await mqferry(operations, ['stop', 'move'], typing('y'));
  expect([code, out]).toEqual([0, `${STEPS}Stopped move; what the target was held to is put back.\n`]);
  expect(operations.planOperation.mock.calls[0]![0]).toEqual({
    body: { change: { operation: 'stop', migrationId } },
  });
  expect(operations.applyOperation.mock.calls[0]![0]).toEqual({
    body: { change: { operation: 'stop', migrationId }, hash: HASH },
  });
});

test.each(['n', '', 'yess'])('with the answer %j nothing is done', async (answer) => {
  const operations = stopping();
  const { code, out, err } = await mqferry(operations, ['stop', 'move'], typing(answer));
  expect([code, out]).toEqual([1, STEPS]);
  expect(err).toContain('Nothing was done.\n');
  expect(operations.applyOperation).not.toHaveBeenCalled();
});

test('without a terminal --yes has to say it, and then it is not asked', async () => {
  const operations = stopping();
  const { code, err } = await mqferry(operations, ['stop', 'move']);
  expect([code, err]).toEqual([2, expect.stringContaining('Code: CLI_TERMINAL_NEEDED')]);
  expect(operations.planOperation).not.toHaveBeenCalled();
  expect((await mqferry(operations, ['stop', 'move', '--yes'])).code).toBe(0);
});

test('with --json the answer of the API is all there is on stdout', async () => {
  const { out } = await mqferry(stopping(), ['stop', 'move', '--yes', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    hash: HASH,
    steps: [{ verb: 'endCopy' }, { verb: 'restoreSettings' }],
  });
  const asked = await mqferry(stopping(), ['stop', 'move', '--json'], typing('y'));
  expect(JSON.parse(asked.out)).toMatchObject({ hash: HASH });
  expect(asked.err).toContain(STEPS);
});

test('a step that this command line does not know is shown as it came', async () => {
  const operations = planning({ verb: 'polish', args: { how: 'well' } });
  expect((await mqferry(operations, ['stop', 'move', '--yes'])).out).toContain(
    '  1. polish {"how":"well"}\n',
  );
});

const refusal = problemOf(apiErrors.API_UNEXPECTED({ reason: 'x' }));
const plan: Awaited<ReturnType<Client['planMigration']>> = {
  ...{ hash: HASH, madeAt: '2026-11-22T08:30:00Z', leftOut: [], groups: ['app'], heldOnBrokers: [] },
  source: { clusterId: 'source-id', brokers: 3, usableBytes: null },
  target: { clusterId: null, brokers: 3, usableBytes: 1_099_511_627_776n },
  topics: [
    {
      ...{ topic: 'orders', action: 'create', mode: 'identity', refusal: null, mappedBecause: null },
      ...{ partitions: 6, addedPartitions: 0, replicationFactor: { source: 3, target: 1 } },
      ...{ cleanupPolicy: 'delete', transactions: 'none', recordsToCopy: 10n, bytesToCopy: 1_048_576n },
      ...{ holes: 0n, blanks: 0n, gaps: 7n, configs: {}, notes: [] },
      held: [{ name: 'retention.ms', during: '-1', after: null, reason: 'retention' }],
    },
  ],
  refusals: [],
  warnings: [
    { code: 'replication-factor-lowered', topic: 'orders', values: { source: 3, target: 1 } },
    { code: 'of-tomorrow', topic: null, values: { a: 1 } },
  ],
  units: [
    { topics: ['orders', 'payments'], bonds: [{ kind: 'group', name: 'app' }] },
    { topics: ['alone'], bonds: [] },
  ],
};

test('the plan of the service reads like that of mqferry migrate', async () => {
  const planMigration = () => Promise.resolve(plan);
  const { code, out } = await mqferry({ planMigration }, ['plan', 'move']);
  expect(code).toBe(0);
  expect(out).toBe(`\
Migration plan. Nothing has been changed.

Source: cluster source-id, brokers: 3
Target: cluster unknown, brokers: 3, free space: 1.0 TiB

TOPIC   ACTION  PARTITIONS  REPLICAS  CLEANUP  TO COPY  OFFSETS
orders  create           6  3 → 1     delete   1.0 MiB  identical

Offsets stay identical: the record batches are passed on as they are, and the target confirms the offset of each.
  orders: 7 records are given up that the source deleted before they were copied.

Set on the target for the time of the copy, put back at its end:
  retention.ms = -1, afterwards the default (orders): nothing is deleted while it is being copied

Group offsets copied and kept in step (1): app

Topics that have to be switched together, for somebody uses them together:
  orders, payments: group app

Warning: orders: replicas 1 instead of 3, for the target has no more brokers.
Warning: of-tomorrow {"a":1}

Total: topics 1 (new 1), partitions 6, to copy 1.0 MiB.
To carry it out: mqferry migration start move
`);
});

test('a start shows the whole plan to whoever is asked, and the sum of it to scripts', async () => {
  const operations = () => ({
    planMigration: () => Promise.resolve(plan),
    ...planning({ verb: 'startCopy', args: { migrationId, planHash: HASH } }),
  });
  const asked = await mqferry(operations(), ['start', 'move'], typing('yes'));
  expect(asked.out).toContain('retention.ms = -1');
  expect(asked.out).toContain('  1. Copy from old to new by this plan, and keep copying\n');
  const script = await mqferry(operations(), ['start', 'move', '--yes']);
  expect(script.out).not.toContain('retention.ms');
  expect(script.out).toContain('Total: topics 1 (new 1)');
});

test('a plan with refusals is not started', async () => {
  const operations = {
    planMigration: () => Promise.resolve({ ...plan, refusals: [refusal] }),
    ...planning(),
  };
  const { code, err } = await mqferry(operations, ['start', 'move', '--yes']);
  expect([code, err]).toEqual([1, expect.stringContaining('A defect of the service: x. [API_UNEXPECTED]')]);
  expect(operations.planOperation).not.toHaveBeenCalled();
  expect((await mqferry(operations, ['plan', 'move'])).code).toBe(1);
});

const trafficSwitch = (beginning: string, stage: 'on-target' | 'aborted' | 'stopping') => ({
  ...{ id: fakeId(beginning), topics: ['orders'], runbook: 'same-offset' as const, denyWrites: true, stage },
  ...{ gates: [], createdBy: 'ann', createdAt: '2026-11-22T08:30:00Z', changedAt: '2026-11-22T08:30:00Z' },
  ...{ wayBack: null, now: { en: 'Wait.', zh: '请等待。' } },
});

test('the switch that is meant need not be named where only one can be', async () => {
  const switches = [trafficSwitch('cccccccc', 'aborted'), trafficSwitch('dddddddd', 'on-target')];
  const listSwitches = () => Promise.resolve(switches);
  const operations = { listSwitches, ...planning() };
  expect((await mqferry(operations, ['switch-back', 'move', '--yes'])).code).toBe(0);
  expect(operations.planOperation.mock.calls[0]![0]).toEqual({
    body: { change: { operation: 'switchBack', switchId: switches[1]!.id } },
  });
  const none = await mqferry(operations, ['abort-switch', 'move', '--yes']);
  expect(none.err).toContain('Code: CLI_SWITCH_NONE');
  switches.push(trafficSwitch('eeeeeeee', 'on-target'));
  const both = await mqferry(operations, ['switch-back', 'move', '--yes']);
  expect([both.code, both.err]).toEqual([
    2,
    expect.stringContaining('There are several: dddddddd, eeeeeeee.'),
  ]);
  expect((await mqferry(operations, ['switch-back', 'move', '--switch', 'eeee', '--yes'])).code).toBe(0);
  const unknown = await mqferry(operations, ['switch-back', 'move', '--switch', 'ffff', '--yes']);
  expect(unknown.err).toContain('Code: CLI_SWITCH_UNKNOWN');
});

test('a switch takes the topics whose whole name matches', async () => {
  const topic = (name: string) =>
    ({ topic: name }) as Awaited<ReturnType<Client['listMigrationTopics']>>['items'][number];
  const operations = {
    listMigrationTopics: () => Promise.resolve({ items: [topic('orders'), topic('orders-2')], total: 2 }),
    ...planning(
      { verb: 'denyWrites', args: { clusterId: fakeServiceMigration().source.id, topics: ['orders'] } },
      { verb: 'beginSwitch', args: { migrationId, topics: ['orders'], denyWrites: true, by: 'ann' } },
    ),
  };
  const { out } = await mqferry(operations, [
    'switch',
    'move',
    '--topics',
    'orders',
    '--deny-writes',
    '--yes',
  ]);
  expect(operations.applyOperation.mock.calls[0]![0]).toMatchObject({
    body: { change: { operation: 'switch', topics: ['orders'], runbook: 'same-offset', denyWrites: true } },
  });
  expect(out).toContain('  1. Let old refuse writes, by an ACL: orders\n');
  const none = await mqferry(operations, ['switch', 'move', '--topics', 'order', '--yes']);
  expect(none.err).toContain('matches order. Nearest names: orders, orders-2.');
});
