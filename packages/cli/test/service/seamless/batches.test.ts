import { type Client, errorOf } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import type { SeamlessBatch, SeamlessBatches } from '../../../src/service/seamless/views.ts';
import {
  AT,
  fakeDetail,
  fakeSeamlessTask,
  fakeTopic,
  phrase,
  problem,
  seamless,
  TASK_ID,
  typing,
} from './fake-seamless.ts';

const params = { id: TASK_ID };
type Stage = SeamlessBatch['stages'][number];

const stage = (name: Stage['stage'], changes: Partial<Stage> = {}): Stage => ({
  ...{ stage: name, name: phrase(`${name} is reached`, `${name} 已达到`), toDo: phrase(`Do ${name}.`) },
  ...{ verdict: 'pass', reason: null, evidence: {}, blockedBy: null, begunAt: null, toBegin: true },
  ...changes,
});

const ORDINARY: SeamlessBatch = {
  ...{ kind: 'ordinary', topics: 3, notes: [phrase('Messages may come twice.')] },
  stages: [
    stage('target-ready', { begunAt: AT, toBegin: false, evidence: { groups: 2 } }),
    stage('some-consumers', { verdict: 'fail', reason: problem('Nobody is there.') }),
    stage('some-producers', { verdict: 'inconclusive', blockedBy: problem('They would wait unread.') }),
  ],
  ...{ reached: 1, next: 'some-consumers', alarms: [] },
};
const ORDERED: SeamlessBatch = {
  ...{ kind: 'ordered', topics: 1, notes: [] },
  stages: [stage('remaining-consumers', { verdict: 'fail', blockedBy: problem('It is unread.') })],
  ...{ reached: 0, next: 'remaining-consumers', alarms: [problem('Consumers came first.')] },
};
const batchesOf = (...batches: readonly SeamlessBatch[]): SeamlessBatches => ({
  ...{ seenAt: AT, batches: [...batches] },
  broadcasting: [
    { group: 'news', saidReadAt: null },
    { group: 'prices', saidReadAt: AT },
  ],
});

const serving = (batches: SeamlessBatches) => ({
  getSeamlessBatches: vi.fn<Client['getSeamlessBatches']>(async () => batches),
  beginSeamlessBatch: vi.fn<Client['beginSeamlessBatch']>(async () => batches),
  sayBroadcastRead: vi.fn<Client['sayBroadcastRead']>(async () => batches),
});

test('stages are shown with what is seen, what comes next, what is in its way and what went wrong', async () => {
  const { code, out } = await seamless(serving(batchesOf(ORDINARY, ORDERED)), ['batches', 'shop']);
  expect([code, out]).toEqual([
    1,
    `\
Topics that are ordinary: 3
Messages may come twice.

STAGE           CONDITION                  RESULT     BEGUN                 SEEN
target-ready    target-ready is reached    met        2026-11-22T08:30:00Z  groups 2
some-consumers  some-consumers is reached  NOT MET    –                     Nobody is there.
some-producers  some-producers is reached  not clear  –

Next, some-consumers: Do some-consumers.
  mqferry rocketmq migration begin-batch shop some-consumers

Topics that are ordered: 1

STAGE                CONDITION                       RESULT   BEGUN  SEEN
remaining-consumers  remaining-consumers is reached  NOT MET  –

DONE IN THE WRONG ORDER
  Consumers came first. [API_UNEXPECTED]
    What to do: Do something.
Next, remaining-consumers: Do remaining-consumers.
It must not begin yet:
  It is unread. [API_UNEXPECTED]
    What to do: Do something.

Groups that are broadcast to
GROUP   SAID TO HAVE READ
news    –
prices  2026-11-22T08:30:00Z

As of 2026-11-22T08:30:00Z.
`,
  ]);
});

test('without alarms the exit code is 0; in Chinese, as JSON, at the end, and without topics', async () => {
  const chinese = { env: { LANG: 'zh_CN.UTF-8' } };
  const shown = await seamless(serving(batchesOf(ORDINARY)), ['batches', 'shop'], chinese);
  expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('普通主题：3 个')]);
  const json = await seamless(serving(batchesOf(ORDINARY)), ['batches', 'shop', '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ batches: [{ kind: 'ordinary' }] });
  const end: SeamlessBatch = { ...ORDINARY, next: null };
  expect((await seamless(serving(batchesOf(end)), ['batches', 'shop'])).out).toContain('All of it is on');
  expect((await seamless(serving(batchesOf()), ['batches', 'shop'])).out).toContain('No topic fits');
});

test('nobody is told to begin what has begun or is waited for, and what has begun must not go on where it would lose', async () => {
  const next = async (changes: Partial<Stage>) => {
    const stages = [stage('source-drained', { verdict: 'fail', toBegin: false, ...changes })];
    const batches = batchesOf({ ...ORDINARY, stages, next: 'source-drained' });
    return (await seamless(serving(batches), ['batches', 'shop'])).out;
  };
  expect(await next({})).not.toContain('begin-batch');
  const blockedBy = problem('It is unread.');
  expect(await next({ blockedBy })).toContain('It must not begin yet:\n  It is unread.');
  expect(await next({ blockedBy, begunAt: AT })).toContain('It must not go on now:\n  It is unread.');
});

test('a stage begins when what is to be done was told and confirmed', async () => {
  const service = serving(batchesOf(ORDINARY, ORDERED));
  const args = ['begin-batch', 'shop', 'some-consumers'];
  const declined = await seamless(service, args, typing('n'));
  expect([declined.code, declined.out]).toEqual([1, 'Do some-consumers.\n']);
  expect(service.beginSeamlessBatch).not.toHaveBeenCalled();
  const done = await seamless(service, args, typing('y'));
  expect([done.code, done.out]).toEqual([
    0,
    'Do some-consumers.\nBegun: some-consumers. mqferry rocketmq migration batches shop tells when it is reached.\n',
  ]);
  await seamless(service, ['begin-batch', 'shop', 'remaining-consumers', '--ordered', '--yes']);
  expect(service.beginSeamlessBatch.mock.calls.map(([{ body }]) => body)).toEqual([
    { kind: 'ordinary', stage: 'some-consumers' },
    { kind: 'ordered', stage: 'remaining-consumers' },
  ]);
  const { out } = await seamless(service, [...args, '--yes', '--json']);
  expect(JSON.parse(out)).toMatchObject({ seenAt: AT });
});

test('where topics are of one kind it need not be named', async () => {
  const service = serving(batchesOf(ORDERED));
  await seamless(service, ['begin-batch', 'shop', 'remaining-consumers', '--yes']);
  expect(service.beginSeamlessBatch.mock.calls).toEqual([
    [{ params, body: { kind: 'ordered', stage: 'remaining-consumers' } }],
  ]);
});

test('what would be lost is told, and nothing begins', async () => {
  const beginSeamlessBatch = async () => {
    throw errorOf({ ...problem('They would wait unread.'), code: 'BATCH_PRODUCERS_FIRST' }, 409);
  };
  const operations = { ...serving(batchesOf(ORDINARY)), beginSeamlessBatch };
  const { code, err } = await seamless(operations, ['begin-batch', 'shop', 'some-producers', '--yes']);
  expect([code, err]).toEqual([1, expect.stringContaining('BATCH_PRODUCERS_FIRST')]);
  expect(err).toContain('They would wait unread.');
  const wrong = await seamless(operations, ['begin-batch', 'shop', 'everything', '--yes']);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('CLI_CHOICE_INVALID')]);
  expect((await seamless(operations, ['begin-batch', 'shop', 'some-consumers'])).err).toContain(
    'CLI_TERMINAL_NEEDED',
  );
});

test('a broadcasting group is said to have read when it was confirmed, and that is taken back without', async () => {
  const service = serving(batchesOf(ORDINARY));
  const args = ['broadcast-read', 'shop', 'news'];
  const declined = await seamless(service, args, typing('n'));
  expect([declined.code, declined.out]).toEqual([1, expect.stringContaining('is lost to them')]);
  expect(service.sayBroadcastRead).not.toHaveBeenCalled();
  expect((await seamless(service, [...args, '--yes'])).out).toContain('news counts as having read');
  expect((await seamless(service, [...args, '--undo'])).out).toContain('news counts no longer');
  expect(service.sayBroadcastRead.mock.calls.map(([{ body }]) => body)).toEqual([
    { group: 'news', read: true },
    { group: 'news', read: false },
  ]);
  const { out } = await seamless(service, [...args, '--undo', '--json']);
  expect(JSON.parse(out)).toMatchObject({ seenAt: AT });
});

test('a migration in batches is made, and shown without gateways and states', async () => {
  const task = fakeSeamlessTask({
    mode: 'batches',
    topics: { total: 3, states: {}, ready: 0 },
    gateways: [],
  });
  const createSeamlessTask = vi.fn<Client['createSeamlessTask']>(async () => task);
  const args = ['create', 'shop', '--source', 'old', '--target', 'new', '--mode', 'batches'];
  expect((await seamless({ createSeamlessTask }, args, {}, task)).code).toBe(0);
  expect(createSeamlessTask.mock.calls[0]![0].body).toMatchObject({ mode: 'batches' });
  const { out } = await seamless({}, ['show', 'shop'], {}, task);
  expect(out).toContain('Seamless migration shop: old → new, in batches\n');
  expect(out).toContain(`\
Topics: 3
Groups: 2; with a consumer on the source: 1
Clients at the brokers: 1
`);
  expect(out).toContain('  mqferry rocketmq migration batches shop\n');
  expect(out).not.toContain('Gateways:');
});

test('in batches nothing is told of gateways: clients, groups and topics are at the clusters', async () => {
  const task = fakeSeamlessTask({ mode: 'batches', gateways: [] });
  const shown = async (operations: Partial<Client>, ...args: readonly string[]) =>
    (await seamless(operations, [args[0]!, 'shop', ...args.slice(1)], {}, task)).out;
  const none = async () => ({ items: [], total: 0 });
  const listSeamlessClients = vi.fn<Client['listSeamlessClients']>(none);
  await shown({ listSeamlessClients }, 'clients');
  expect(listSeamlessClients.mock.calls[0]![0]).toMatchObject({ query: { through: 'straight' } });
  expect(await shown({}, 'gateways')).toBe('It goes in batches and needs no gateways.\n');
  const group = {
    ...{ group: 'billing', broadcasting: false, pop: null, topics: ['orders'] },
    sides: {
      source: { exists: true, consumers: 1, backlog: 0n, retries: 0n },
      target: { exists: true, consumers: 2, backlog: 0n, retries: 0n },
    },
    straight: [{ clientId: 'c1', address: '10.0.0.9:1', side: 'source' as const, group: 'billing' }],
  };
  expect(await shown({ listSeamlessGroups: async () => ({ items: [group], total: 1 }) }, 'groups')).toBe(`\
GROUP    CONSUMERS  BACKLOG  RETRIES  TOPICS
billing      1 / 2    0 / 0    0 / 0  orders
`);
  const topic = fakeTopic({ clients: { source: 1, target: 2, gateways: null } });
  expect(await shown({ listSeamlessTopics: async () => ({ items: [topic], total: 1 }) }, 'topics')).toBe(`\
TOPIC   KIND       IN/s  OUT/s  BACKLOG  CLIENTS
orders  ordinary  – / –  – / –    – / –    1 / 2
`);
  const detail = fakeDetail({
    ...{ topic, states: [], groups: [], straight: group.straight },
    steps: { forward: null, back: null },
  });
  const one = await shown({ getSeamlessTopic: async () => detail }, 'topic', 'orders');
  expect(one).toContain('Clients at the brokers: 1 / 2\n');
  expect(one).toContain('\nClients\nCLIENT');
  expect(one).not.toContain('gateway');
});
