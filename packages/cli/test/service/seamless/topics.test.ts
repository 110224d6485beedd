import type { Client } from '@mqferry/api';
import { expect, test, vi } from 'vitest';
import {
  AT,
  fakeDetail,
  fakeMove,
  fakeTopic,
  phrase,
  problem,
  seamless,
  straightCheck,
  TASK_ID,
} from './fake-seamless.ts';

const params = { id: TASK_ID };
const group = {
  ...{ group: 'billing', broadcasting: false, pop: null, topics: ['orders'] },
  sides: {
    source: { exists: true, consumers: 2, backlog: 12n, retries: 0n },
    target: { exists: true, consumers: null, backlog: null, retries: null },
  },
};
const straight = { clientId: null, address: '10.0.0.9:1', side: 'source' as const, group: null };
const atGateway = {
  ...{ clientId: '10.0.0.7@1', address: '10.0.0.7:4', language: 'JAVA', version: 'V4_9_7' },
  ...{ lastSeenAt: AT, groups: ['billing'], topics: ['orders'] },
};

test('topics with their state, numbers of both sides and why each cannot go on', async () => {
  const topics = [
    fakeTopic({ traffic: { source: { in: 12.34, out: 1.5 }, target: { in: 0, out: null } } }),
    fakeTopic({
      ...{ topic: 'payments', health: 'blocked', reason: problem('c1 goes straight.') },
      ...{ position: { kind: 'ordered', state: 'switching', held: true }, stateName: phrase('switching') },
      ...{ backlog: { source: 7n, target: null }, clients: { source: null, target: null, gateways: null } },
    }),
  ];
  const listSeamlessTopics = vi.fn<Client['listSeamlessTopics']>(async () => ({ items: topics, total: 2 }));
  const filters = ['--state', 'switching', '--health', 'blocked', '--sort', 'backlog', '--search', 'o'];
  const { out } = await seamless({ listSeamlessTopics }, ['topics', 'shop', ...filters]);
  expect(out).toBe(`\
TOPIC     STATE                     IN/s    OUT/s  BACKLOG  CLIENTS  HEALTH   GOING FORWARD
orders    initial                 12 / 0  1.5 / –    – / –        2  ready    It can go forward.
payments  switching, writes held   – / –    – / –    7 / –        –  BLOCKED  c1 goes straight.
`);
  expect(listSeamlessTopics.mock.calls[0]![0]).toMatchObject({
    params,
    query: { search: 'o', state: 'switching', health: 'blocked', sort: 'backlog', order: 'descending' },
  });
  for (const wrong of [
    ['--state', 'over'],
    ['--health', 'fine'],
    ['--sort', 'colour'],
  ])
    expect((await seamless({}, ['topics', 'shop', ...wrong])).err).toContain('CLI_CHOICE_INVALID');
});

test('one topic with its groups and clients, and the checks both ways', async () => {
  const getSeamlessTopic = vi.fn<Client['getSeamlessTopic']>(async () =>
    fakeDetail({
      ...{ groups: [group], straight: [straight, { ...straight, clientId: 'c1', group: 'billing' }] },
      clients: [
        { ...atGateway, taking: 'applying', leftMs: 21_400 },
        { ...atGateway, clientId: 'x', language: null, version: null, taking: 'applied', leftMs: 0 },
      ],
      topic: fakeTopic({ dwellMs: 21_400 }),
      steps: {
        forward: fakeMove({
          checks: [...fakeMove().checks, straightCheck],
          blockedBy: problem('c1 goes straight.'),
        }),
        back: fakeMove({ checks: [] }),
      },
    }),
  );
  const { out } = await seamless({ getSeamlessTopic }, ['topic', 'shop', 'orders']);
  expect(getSeamlessTopic.mock.calls[0]![0]).toEqual({ params: { ...params, topic: 'orders' } });
  expect(out).toBe(`\
orders (ordinary): initial
Written and read on the source.
[initial] → dual-read → done
Since 2026-11-22T08:30:00Z; until every client acts by it: 22 s
It can go forward.

Messages a second: in – / –, out – / –; backlog – / –
Clients at the brokers: 2 / 0; at gateways: 2
Queues: to read 8 / 16, to write 8 / –
Waiting: delayed 3 / 0, timed – / 0, transactions 0 / 0, popped – / –

Groups
GROUP    CONSUMERS  BACKLOG  RETRIES  TOPICS
billing      2 / –   12 / –    0 / –  orders

Clients at gateways
CLIENT      ADDRESS     LANGUAGE  VERSION  PRESENT ROUTE  LEFT
10.0.0.7@1  10.0.0.7:4  JAVA      V4_9_7   shown          22 s
x           10.0.0.7:4  –         –        acts by it

Clients that no gateway sees
CLIENT  ADDRESS     AT THE  DOES
–       10.0.0.9:1  source  writes
c1      10.0.0.9:1  source  reads as billing

Forward to: dual read
c1 goes straight. [API_UNEXPECTED]
  What to do: Do something.
CHECK           CONDITION                RESULT   SEEN
gateways-serve  Gateways serve           met      gateways 2
clients-moved   Clients are at gateways  NOT MET  c1 goes straight.
--force clients-moved goes without it. Risk: c1 misses messages.

Back to: dual read
Possible now.
`);
  const unknown = await seamless({ getSeamlessTopic: async () => fakeDetail() }, ['topic', 'shop', 'orders']);
  expect(unknown.out).toContain('\nGroups\n–\n');
});

test('a scan tells what is new and what the target lacks', async () => {
  const row = {
    ...{ kind: 'topic' as const, name: 'orders', namespace: null, messageType: 'FIFO' },
    ...{ topicKind: 'ordered' as const, queues: 8, inTask: true, isNew: false },
    ...{ onTarget: 'same' as const, targetQueues: 16 },
  };
  const rows = [
    row,
    {
      ...{ ...row, name: 'plain', messageType: null, topicKind: 'ordinary' as const, isNew: true },
      ...{ onTarget: 'missing' as const, targetQueues: null, inTask: false },
    },
    {
      ...{ ...row, kind: 'group' as const, name: 'billing', messageType: null, topicKind: null },
      ...{ queues: null, targetQueues: null, inTask: false },
    },
  ];
  const { out } = await seamless({ scanSeamlessTask: async () => ({ at: AT, rows }) }, ['scan', 'shop']);
  expect(out).toBe(`\
As of 2026-11-22T08:30:00Z: topics 2, groups 1, new 1, missing on the target 1. Queues: source / target.

KIND   NAME     TYPE      QUEUES  ON THE TARGET  TAKEN  NEW
topic  orders   FIFO      8 / 16  the same       yes
topic  plain    ordinary   8 / –  MISSING        no     new
group  billing                    the same       no
`);
});

test('topics are taken in and out', async () => {
  const addSeamlessTopics = vi.fn<Client['addSeamlessTopics']>(async () => ({ added: ['a'], known: ['b'] }));
  const add = await seamless({ addSeamlessTopics }, ['add', 'shop', 'a', 'b', '--ordered']);
  expect([add.code, add.out]).toEqual([0, 'Added: a\nAlready in it: b\n']);
  expect(addSeamlessTopics.mock.calls[0]![0]).toEqual({
    params,
    body: {
      topics: [
        { topic: 'a', kind: 'ordered' },
        { topic: 'b', kind: 'ordered' },
      ],
    },
  });
  const removeSeamlessTopics = vi.fn<Client['removeSeamlessTopics']>(async () => ({ removed: ['a'] }));
  const remove = await seamless({ removeSeamlessTopics }, ['remove', 'shop', 'a']);
  expect([remove.code, remove.out]).toEqual([0, 'Removed: a\n']);
  expect(removeSeamlessTopics.mock.calls[0]![0]).toEqual({ params, body: { topics: ['a'] } });
  const { out } = await seamless({ removeSeamlessTopics }, ['remove', 'shop', 'a', '--json']);
  expect(JSON.parse(out)).toEqual({ removed: ['a'] });
});

test('clients at gateways, and those that no gateway sees', async () => {
  const listSeamlessClients = vi.fn<Client['listSeamlessClients']>(async ({ query }) => ({
    items:
      query.through === 'straight'
        ? [{ ...straight, through: 'straight' as const, topics: ['orders'] }]
        : [{ ...atGateway, through: 'gateway' as const }],
    total: 1,
  }));
  expect((await seamless({ listSeamlessClients }, ['clients', 'shop'])).out).toBe(`\
CLIENT      ADDRESS     LANGUAGE  VERSION  LAST SEEN             GROUPS   TOPICS
10.0.0.7@1  10.0.0.7:4  JAVA      V4_9_7   2026-11-22T08:30:00Z  billing  orders
`);
  const { out } = await seamless({ listSeamlessClients }, ['clients', 'shop', '--straight', '--search', '9']);
  expect(out).toContain('–       10.0.0.9:1  source  writes');
  expect(listSeamlessClients.mock.calls[1]![0]).toMatchObject({
    query: { through: 'straight', search: '9' },
  });
  const none = async () => ({ items: [], total: 0 });
  expect((await seamless({ listSeamlessClients: none }, ['clients', 'shop'])).out).toBe('No client fits.\n');
});

test('groups with the consumers that no gateway sees', async () => {
  const listSeamlessGroups = vi.fn<Client['listSeamlessGroups']>(async () => ({
    items: [{ ...group, straight: [{ ...straight, clientId: 'c1', group: 'billing' }] }],
    total: 1,
  }));
  const { out } = await seamless({ listSeamlessGroups }, ['groups', 'shop', '--not-moved']);
  expect(out).toBe(`\
GROUP    CONSUMERS  BACKLOG  RETRIES  TOPICS  NO GATEWAY SEES
billing      2 / –   12 / –    0 / –  orders  c1
`);
  expect(listSeamlessGroups.mock.calls[0]![0]).toMatchObject({ query: { notMoved: true } });
  const none = async () => ({ items: [], total: 0 });
  expect((await seamless({ listSeamlessGroups: none }, ['groups', 'shop'])).out).toBe('No group fits.\n');
});
