import { type GroupFacts, type SeamlessFacts, STILL_FOR_MS, type TopicSide } from '@mqferry/migration';
import { expect, test } from 'vitest';
import { TrafficHistory } from '../../../src/rocketmq/seamless/tasks/traffic.ts';
import { unseenFacts } from '../../../src/rocketmq/seamless/tasks/unseen-facts.ts';

const NOTHING = unseenFacts({
  ...{ mode: 'route', gateways: [], renamed: [], links: new Set<string>(), pace: {}, stillMs: STILL_FOR_MS },
  topics: new Map([
    [
      'orders',
      {
        position: { kind: 'ordinary', state: 'initial', held: false },
        ...{ revision: 1, servedSince: undefined, targetEnds: undefined },
      },
    ],
  ]),
});

/** What is seen at a second: how far the source's only queue is written, and what its group has not read. */
const factsAt = (second: number, end: bigint, backlog: bigint): SeamlessFacts => {
  const orders = NOTHING.topics.get('orders')!;
  const source: TopicSide = { ...orders.sides.source, ends: new Map([['a:0', { end, stillSince: 0 }]]) };
  const target: TopicSide = { ...orders.sides.target, ends: new Map() };
  const side = { exists: true, consumers: [], retries: 0n, offsets: new Set<string>() };
  const group: GroupFacts = {
    ...{ at: 0, topics: ['orders'], broadcasting: false, pop: false, grpc: false },
    sides: {
      source: { ...side, backlog: new Map([['orders', backlog]]) },
      target: { ...side, backlog: new Map() },
    },
  };
  return {
    ...NOTHING,
    now: second * 1000,
    topics: new Map([['orders', { ...orders, sides: { source, target } }]]),
    groups: new Map([['billing', group]]),
  };
};

const UNKNOWN = { in: undefined, out: undefined, backlog: undefined };

test('of what was never seen nothing is known', () => {
  const history = new TrafficHistory();
  expect(history.of('orders')).toEqual({ source: UNKNOWN, target: UNKNOWN });
  history.add(NOTHING);
  expect(history.whole).toEqual({ source: UNKNOWN, target: UNKNOWN });
});

test('rates are between two looks, written and read apart', () => {
  const history = new TrafficHistory();
  history.add(factsAt(100, 1000n, 50n));
  expect(history.of('orders').source).toEqual({ in: undefined, out: undefined, backlog: 50n });
  history.add(factsAt(110, 1200n, 150n));
  expect(history.of('orders').source).toEqual({ in: 20, out: 10, backlog: 150n });
  expect(history.whole.target).toEqual({ in: 0, out: 0, backlog: 0n });
});

test('a topic that was made anew has no rate until the next look', () => {
  const history = new TrafficHistory();
  history.add(factsAt(100, 1000n, 0n));
  history.add(factsAt(105, 3n, 0n));
  expect(history.of('orders').source).toEqual({ in: undefined, out: undefined, backlog: 0n });
});

test('the last hour is kept, the oldest first', () => {
  const history = new TrafficHistory();
  for (let look = 0; look <= 1000; look += 1) history.add(factsAt(15 * look, BigInt(150 * look), 7n));
  const samples = history.samples('orders');
  expect(samples).toHaveLength(240);
  expect(samples[0]!.at).toBe(15_000 * 761);
  expect(samples.at(-1)).toEqual({
    at: 15_000_000,
    traffic: { source: { in: 10, out: 10, backlog: 7n }, target: { in: 0, out: 0, backlog: 0n } },
  });
  expect(history.samples()).toHaveLength(240);
  expect(history.samples('unknown')).toEqual([]);
});
