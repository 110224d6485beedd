import { expect, test } from 'vitest';
import { chosenGroups, type GroupQuery } from '../../src/inventory/group-rows.ts';
import { overviewOf } from '../../src/inventory/overview.ts';
import { type ClusterSizes, indexGroups } from '../../src/inventory/read-parts.ts';
import { chosenTopics, type TopicQuery, topicRow } from '../../src/inventory/topic-rows.ts';
import { partOf } from '../../src/lists.ts';
import { cluster, configs, group, topic } from './inventory-support.ts';

const TOPICS = [
  topic('orders', 4, { behind: 1 }),
  topic('Payments', 2),
  topic('changelog', 3, { offline: 2, behind: 2 }),
  topic('__consumer_offsets', 50),
];
const CONFIGS = configs(
  { 'cleanup.policy': 'delete' },
  {
    ...{ orders: {}, Payments: {}, __consumer_offsets: {} },
    changelog: { 'cleanup.policy': 'delete,compact' },
  },
);
const SIZES: ClusterSizes = {
  brokers: new Map(),
  topics: new Map([
    ['orders', 10n],
    ['Payments', 2n ** 60n],
  ]),
  partitions: new Map(),
};

const topicsBy = (query: Partial<TopicQuery>): string[] =>
  chosenTopics(
    TOPICS.map((of) => topicRow(of, CONFIGS, SIZES)),
    {
      offset: 0,
      limit: 50,
      internal: 'exclude',
      sort: 'topic',
      order: 'ascending',
      search: undefined,
      ...query,
    },
  ).map((row) => row.topic);

test.each<[Partial<TopicQuery>, string[]]>([
  [{}, ['Payments', 'changelog', 'orders']],
  [{ internal: 'only' }, ['__consumer_offsets']],
  [
    { internal: 'include', sort: 'partitions', order: 'descending', search: 'o' },
    ['__consumer_offsets', 'orders', 'changelog'],
  ],
  [{ search: 'PAY' }, ['Payments']],
  [{ health: 'offline' }, ['changelog']],
  [{ health: 'under-replicated', sort: 'underReplicated' }, ['orders', 'changelog']],
  [{ health: 'healthy' }, ['Payments']],
  [{ cleanup: 'compact,delete' }, ['changelog']],
  [{ cleanup: 'compact' }, []],
])('topics by %j', (query, names) => {
  expect(topicsBy(query)).toEqual(names);
});

test('what is not known comes last, whatever the order', () => {
  expect(topicsBy({ sort: 'bytes' })).toEqual(['orders', 'Payments', 'changelog']);
  expect(topicsBy({ sort: 'bytes', order: 'descending' })).toEqual(['Payments', 'orders', 'changelog']);
});

test('what is not told is null, not zero', () => {
  expect(topicRow(TOPICS[0]!, undefined, undefined)).toMatchObject({
    ...{ cleanupPolicy: null, bytes: null, overrides: null },
    ...{ partitions: 4, replicationFactor: 3, underReplicated: 1, offline: 0 },
  });
  expect(topicRow(TOPICS[2]!, CONFIGS, SIZES)).toMatchObject({
    ...{ overrides: { 'cleanup.policy': 'delete,compact' }, bytes: null },
  });
});

const GROUPS = indexGroups([
  group('slow', 'orders', 5n, 7n),
  group('fast', 'orders', 0n),
  group('lost', 'gone', 1n, undefined),
]);

const groupsBy = (query: Partial<GroupQuery>) =>
  chosenGroups(GROUPS, {
    ...{ offset: 0, limit: 50, sort: 'group', order: 'ascending', search: undefined },
    from: 'coordinators',
    ...query,
  });

test('groups by lag, topic and state; a lag of which a part is not known is not known', () => {
  expect(groupsBy({ sort: 'lag', order: 'descending' }).map(({ group: name, lag }) => [name, lag])).toEqual([
    ['slow', 12n],
    ['fast', 0n],
    ['lost', null],
  ]);
  expect(groupsBy({ topic: 'orders' }).map(({ group: name }) => name)).toEqual(['fast', 'slow']);
  expect(groupsBy({ topic: 'unread' })).toEqual([]);
  expect(groupsBy({ state: 'Stable' })).toEqual([]);
});

test('a page has its part, and tells how many there are', () => {
  const items = ['a', 'b', 'c'];
  expect(partOf(items, { offset: 1, limit: 1 })).toEqual({ items: ['b'], total: 3 });
  expect(partOf(items, { offset: 3, limit: 9 })).toEqual({ items: [], total: 3 });
});

const aged = <T>(value: T) => ({ value, at: 0, problem: undefined, refreshing: false });

test('an overview says what needs attention, and where', () => {
  const metadata = { ...cluster(...TOPICS, topic('single', 1, { replicas: [9] })), controllerId: -1 };
  const overview = overviewOf({
    topics: aged(metadata),
    groups: aged(GROUPS),
    protocols: aged(
      new Map([
        [1, { release: '4.3', kraft: true }],
        [2, { release: undefined, kraft: false }],
      ]),
    ),
    sizes: aged({
      ...SIZES,
      brokers: new Map([
        [1, { used: 1n, total: 100n, usable: 15n }],
        [2, { used: 1n, total: 100n, usable: 16n }],
        [3, { used: 1n, total: undefined, usable: undefined }],
      ]),
    }),
  });
  expect(overview.attention.map(({ kind, count, examples }) => [kind, count, examples[0]])).toEqual([
    ['no-controller', 1, '-'],
    ['broker-missing', 1, '9'],
    ['partitions-offline', 2, 'changelog-0'],
    ['partitions-under-replicated', 3, 'orders-0'],
    ['topics-single-replica', 1, 'single'],
    ['disk-nearly-full', 1, '1'],
  ]);
  expect(overview.counts).toEqual({ topics: 4, internalTopics: 1, partitions: 60, groups: 3 });
  expect(
    overview.brokers.map(({ protocol, isController, totalBytes }) => [protocol, isController, totalBytes]),
  ).toEqual([
    ['4.3', null, 100n],
    [null, false, 100n],
    [null, null, null],
  ]);
});

test('an overview of a cluster that did not answer tells that, and no zeros', () => {
  const unread = { value: undefined, at: undefined, problem: undefined, refreshing: true };
  const overview = overviewOf({ topics: unread, groups: unread, protocols: unread, sizes: unread });
  expect(overview).toMatchObject({
    ...{ asOf: null, refreshing: true, brokers: [], attention: [] },
    counts: { topics: null, internalTopics: null, partitions: null, groups: null },
  });
  expect(overview.problems.map(({ part, problem }) => [part, problem.code])).toContainEqual([
    ...['topics', 'INVENTORY_NOT_READ_YET'],
  ]);
});
