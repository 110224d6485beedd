import { expect, test } from 'vitest';
import { dwellLeft, takings } from '../../src/rocketmq/dwell.ts';
import { clientWith, factsWith, NOW, topicAt } from './some-facts.ts';

const left = (topic: ReturnType<typeof topicAt>, changes: Parameters<typeof factsWith>[1] = {}): number =>
  dwellLeft('orders', topic, factsWith(topic, changes));

test('clients that were seen count by themselves', () => {
  expect(left(topicAt('dual-read'))).toBe(0);
  const shown = (ago: number) => new Map([['orders', { revision: 5, at: NOW - ago }]]);
  const clients = [clientWith({ shown: shown(60_000) }), clientWith({ shown: shown(20_000) })];
  expect(left(topicAt('dual-read'), { clients })).toBe(30_000);
  const quick = clientWith({ shown: shown(1000), pace: { poll: 3000, heartbeat: 3000, rebalance: 2000 } });
  expect(left(topicAt('dual-read'), { clients: [quick] })).toBe(4000);
});

test('a client that was not shown the route yet has to ask for it first', () => {
  const topic = topicAt('dual-read', { servedSince: NOW - 10_000 });
  const clients = [clientWith({ shown: new Map([['orders', { revision: 4, at: NOW }]]) })];
  expect(left(topic, { clients })).toBe(70_000);
  const taking = (ago: number) => {
    const of = topicAt('dual-read', { servedSince: NOW - ago });
    return takings('orders', of, factsWith(of, { clients }))![0]!.state;
  };
  expect([taking(10_000), taking(59_000), taking(61_000)]).toEqual(['waiting', 'waiting', 'overdue']);
});

test('where no client was seen it counts from when the last gateway served the route', () => {
  expect(left(topicAt('dual-read', { servedSince: NOW - 30_000 }), { clients: [] })).toBe(50_000);
  expect(left(topicAt('dual-read', { servedSince: NOW - 100_000 }), { clients: undefined })).toBe(0);
  expect(left(topicAt('dual-read', { servedSince: undefined }), { clients: [] })).toBe(80_000);
});

test('a consumer counts for every topic of its group, and clients that are gone for none', () => {
  const by = (changes: Parameters<typeof clientWith>[0]) => {
    const of = topicAt('dual-read');
    return takings('orders', of, factsWith(of, { clients: [clientWith(changes)] }))!.length;
  };
  expect(by({ topics: new Set() })).toBe(1);
  expect(by({ topics: new Set(), groups: new Set() })).toBe(0);
  expect(by({ lastSeenAt: NOW - 121_000 })).toBe(0);
});
