import { apiErrors, type Client, problemOf } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/run.ts';
import {
  fakeClusters,
  fakeId,
  fakeService,
  fakeServiceMigration,
  fakeView,
  withMigration,
} from '../support/fake-service.ts';

const mqferry = async (
  operations: Partial<Client>,
  argv: string[],
  options: Parameters<typeof fakeService>[1] = {},
) => {
  const { world, written } = fakeService({ ...withMigration(), ...operations }, options);
  return { code: await run(['migration', ...argv], world), ...written };
};

test('a migration is made between clusters by their names', async () => {
  const createMigration = vi.fn<Client['createMigration']>(() => Promise.resolve(fakeServiceMigration()));
  const argv = ['create', 'move', '--source', 'old', '--target', 'bbbbbbbb', '--topics', 'orders.*'];
  const options = ['--accept-gap', 'all', '--max-holes', '9', '--rate', '10MB/s'];
  expect((await mqferry({ createMigration }, [...argv, ...options])).code).toBe(0);
  expect(createMigration.mock.calls[0]![0].body).toEqual({
    ...{ name: 'move', sourceId: fakeClusters[1]!.id, targetId: fakeClusters[0]!.id },
    selection: { topics: 'orders.*', acceptGaps: '.*', mostHoles: 9n },
    bytesPerSecond: 10_000_000,
  });
});

test.each([
  [['create', 'a', '--source', 'old'], 'CLI_OPTION_MISSING', 2],
  [['create', 'a', '--source', 'old', '--target', 'new', '--groups', '('], 'CLI_PATTERN_INVALID', 2],
  [['create', 'a', '--source', 'old', '--target', 'neu'], 'CLI_CLUSTER_UNKNOWN', 1],
  [['change', 'move'], 'CLI_CHANGE_MISSING', 2],
  [['show', 'mvoe'], 'CLI_MIGRATION_UNKNOWN', 1],
  [['topics', 'move', '--copy', 'fast'], 'CLI_CHOICE_INVALID', 2],
  [['events', 'move', '--limit', 'x'], 'CLI_COUNT_INVALID', 2],
])('%j ends with %s', async (argv, errorCode, exitCode) => {
  const { code, err } = await mqferry({}, argv);
  expect([code, err]).toEqual([exitCode, expect.stringContaining(`Code: ${errorCode}`)]);
});

test('what a name and the beginning of an id mean has to be clear', async () => {
  const twins = [
    fakeServiceMigration({ id: fakeId('12340000'), name: 'a' }),
    fakeServiceMigration({ id: fakeId('12341111'), name: '1234' }),
  ];
  const getMigration = vi.fn<Client['getMigration']>(() => Promise.resolve(fakeView()));
  const listMigrations = () => Promise.resolve({ items: twins, total: 2 });
  const show = (name: string) => mqferry({ listMigrations, getMigration }, ['show', name]);
  expect((await show('1234')).code).toBe(0);
  expect(getMigration.mock.calls[0]![0]).toEqual({ params: { id: twins[1]!.id } });
  expect((await show('12341')).code).toBe(0);
  expect((await show('12340000')).code).toBe(0);
  twins[1] = fakeServiceMigration({ id: fakeId('12341111'), name: 'b' });
  expect((await show('1234')).err).toContain('Code: CLI_NAME_AMBIGUOUS');
  expect((await show('123')).err).toContain('Code: CLI_MIGRATION_UNKNOWN');
});

test('only what is named is changed; an empty value takes an option away', async () => {
  const changeMigration = vi.fn<Client['changeMigration']>(() => Promise.resolve(fakeServiceMigration()));
  const before = fakeServiceMigration({ selection: { topics: 'a', groups: '.*', mostHoles: 1n } });
  const change = (...options: string[]) =>
    mqferry({ ...withMigration(before), changeMigration }, ['change', 'move', ...options]);
  await change('--rate', 'none');
  await change('--groups', '', '--max-holes', '', '--exclude', 'b', '--name', 'moved');
  expect(changeMigration.mock.calls.map(([{ body }]) => body)).toEqual([
    { revision: 3, bytesPerSecond: null },
    { revision: 3, name: 'moved', selection: { topics: 'a', exclude: 'b' } },
  ]);
});

const counted = { total: 12, inStep: 3, stopped: 1, verified: 2, different: 0, onTarget: 0 };
const catchingUp = {
  copy: {
    en: '3 of 12 topics in step, the others catching up',
    zh: '12 个主题中有 3 个已同步，其余正在追赶',
  },
  verification: { en: 'not verified', zh: '未校验' },
  traffic: { en: 'applications on the source', zh: '应用在源端' },
};

test('the list fits a terminal of 80 columns', async () => {
  const migration = fakeServiceMigration({ topics: counted, sentence: catchingUp });
  const terminal = { isTTY: true, columns: 80 };
  expect((await mqferry(withMigration(migration), ['list'], terminal)).out).toBe(`\
NAME  SOURCE  TARGET  TOPICS  STATE
move  old     new         12  3 of 12 topics in step, the others catching up;
                              not verified; applications on the source
`);
  const chinese = { ...terminal, env: { LANG: 'zh_CN.UTF-8' } };
  expect((await mqferry(withMigration(migration), ['list'], chinese)).out).toBe(`\
名称  源端  目标端  主题数  状态
move  old   new         12  12 个主题中有 3 个已同步，其余正在追赶；未校验；应用
                            在源端
`);
});

test('one migration: what it is, how it goes, what can be done and what not', async () => {
  const view = fakeView(
    {
      ...{ name: 'my move', topics: counted, sentence: catchingUp, bytesPerSecond: 1_048_576 },
      selection: { topics: 'orders.*', groups: '.*' },
      error: problemOf(apiErrors.API_COPY_DIED({ reason: 'killed' })),
      next: [
        {
          action: 'start',
          blockedBy: {
            ...problemOf(apiErrors.API_NOT_FOUND({ kind: 'plan', id: '1' })),
            code: 'MIGRATION_NOT_PLANNED',
          },
        },
        { action: 'pause', blockedBy: null },
        { action: 'stop', blockedBy: problemOf(apiErrors.API_SELECTION_FIXED({})) },
      ],
    },
    { bytesPerSecond: null, lag: 9_007_199_254_740_993n, lagMs: null },
  );
  const { out } = await mqferry({ getMigration: () => Promise.resolve(view) }, ['show', 'move']);
  expect(out).toBe(`\
Migration my move: old → new
3 of 12 topics in step, the others catching up; not verified; applications on the source

Topics chosen: orders.* --groups .*
Limit: 1.0 MiB/s
Topics: 12; in step 3, verified 2, on the target 0, stopped 1, different 0
Copied since it was started last: 1,234 records, 2.0 MiB; now –, lag 9,007,199,254,740,993, behind –, recoveries 0

The process that copies has ended: killed. [API_COPY_DIED]
  What to do: It is started again and goes on where the target is. If it happens again, see the log of the service.

Next: Make the plan and look at it.

What can be done now:
  mqferry migration start 'my move'
  mqferry migration pause 'my move'

Not now:
  stop: The selection cannot be changed while the copy runs.
`);
  const json = await mqferry({ getMigration: () => Promise.resolve(view) }, ['show', 'move', '--json']);
  expect(JSON.parse(json.out).copy.forward.lag).toBe('9007199254740993');
});

test('topics come from all pages, the unknown as such, and what has stopped one below', async () => {
  const topic = (index: number) => ({
    ...{
      topic: `topic-${index}`,
      copy: 'in-step' as const,
      copiedRecords: 5,
      copiedBytes: 1,
      lag: 0n,
      lagMs: 0,
    },
    error: index === 500 ? problemOf(apiErrors.API_UNEXPECTED({ reason: 'x' })) : null,
    verification: { state: 'equal' as const, at: null, records: 5, differences: 0 },
    traffic: 'on-source' as const,
  });
  const all = [
    ...Array.from({ length: 500 }, (_, index) => topic(index)),
    { ...topic(500), copy: 'stopped' as const, lag: null, lagMs: null, copiedRecords: null },
  ];
  const listMigrationTopics = vi.fn<Client['listMigrationTopics']>(({ query: { offset, limit } }) =>
    Promise.resolve({ items: all.slice(Number(offset), Number(offset) + Number(limit)), total: all.length }),
  );
  const { out } = await mqferry({ listMigrationTopics }, [
    'topics',
    'move',
    '--copy',
    'stopped',
    '--sort',
    'lag',
  ]);
  expect(listMigrationTopics.mock.calls.map(([{ query }]) => query)).toEqual([
    { copy: 'stopped', sort: 'lag', order: 'descending', offset: 0, limit: 500 },
    { copy: 'stopped', sort: 'lag', order: 'descending', offset: 500, limit: 500 },
  ]);
  expect(out.split('\n').slice(0, 2)).toEqual([
    'TOPIC      COPY     RECORDS  LAG  BEHIND  COMPARED  APPLICATIONS',
    'topic-0    in step        5    0     0 s  equal     on source',
  ]);
  expect(out).toContain(`\
topic-500  STOPPED        –    –       –  equal     on source

topic-500:
A defect of the service: x. [API_UNEXPECTED]
`);
});

test('events are told in words where there are any, as they came where not', async () => {
  const event = (type: string, details: Record<string, never> | object) => ({
    ...{ id: 1, at: '2026-11-22T08:30:00.5Z', type },
    details: details as Record<string, never>,
  });
  const events = [
    event('topic-created', { topic: 'orders', partitions: 3 }),
    event('config-held', { name: 'retention.ms', value: null }),
    event('topic-refused', {
      topic: 'a',
      partitions: 1,
      error: problemOf(apiErrors.API_NAME_TAKEN({ kind: 'topic', name: 'a' })),
    }),
    event('copy-failed', { error: problemOf(apiErrors.API_COPY_DIED({ reason: 'killed' })) }),
    event('of-tomorrow', { what: { deep: 1 } }),
  ];
  const listMigrationEvents = () => Promise.resolve({ items: events, total: 60 });
  expect((await mqferry({ listMigrationEvents }, ['events', 'move', '--limit', '5'])).out).toBe(`\
TIME                  EVENT
2026-11-22T08:30:00Z  created topic orders, partitions: 3
2026-11-22T08:30:00Z  all brokers: retention.ms = the default, for the time of the copy
2026-11-22T08:30:00Z  new partitions of a are not copied: A topic with the name a exists already. [API_NAME_TAKEN]
2026-11-22T08:30:00Z  the copy has ended: The process that copies has ended: killed. [API_COPY_DIED]
2026-11-22T08:30:00Z  of-tomorrow what={"deep":1}

55 more; --limit COUNT shows more.
`);
});

test('a switch is shown with its conditions and the way back', async () => {
  const common = {
    ...{ topics: ['orders'], runbook: 'same-offset' as const, denyWrites: false, createdBy: 'ann' },
    ...{ createdAt: '2026-11-22T08:30:00Z', changedAt: '2026-11-22T08:30:00Z' },
  };
  const phrase = (en: string) => ({ en, zh: en });
  const gate = { measuredAt: null, reason: null, toDo: phrase('Wait.') };
  const switches = [
    {
      ...{ ...common, id: fakeId('cccccccc'), stage: 'stopping' as const, wayBack: null },
      now: phrase('Stop the producers.'),
      gates: [
        {
          ...{ ...gate, id: 'copied', name: phrase('Everything is copied'), standing: 'fail' as const },
          evidence: [{ name: 'unequalEnds', label: phrase('partitions with other ends'), value: 3 }],
        },
        { ...gate, id: 'b', name: phrase('B holds'), standing: 'unmeasured' as const, evidence: [] },
      ],
    },
    {
      ...{ ...common, id: fakeId('dddddddd'), stage: 'on-target' as const, gates: [] },
      now: phrase('Applications use the target.'),
      wayBack: { open: true, until: null, reason: { en: 'Nothing is lost.', zh: '不会丢失。' }, lag: 5n },
    },
  ];
  const listSwitches = () => Promise.resolve(switches);
  expect((await mqferry({ listSwitches }, ['switches', 'move'])).out).toBe(`\
Switch cccccccc: under way to the target
Begun by ann, 2026-11-22T08:30:00Z; topics: orders
Stop the producers.

CONDITION             RESULT        SEEN
Everything is copied  NOT MET       partitions with other ends 3
B holds               not measured

To do: Wait.

Switch dddddddd: on the target
Begun by ann, 2026-11-22T08:30:00Z; topics: orders
Applications use the target.
The way back is open. Nothing is lost.
Records not copied back yet: 5.
`);
});
