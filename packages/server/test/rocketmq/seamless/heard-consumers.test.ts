import type { ProxyHeartbeat } from '@mqferry/rocketmq';
import { expect, test } from 'vitest';
import { HeardConsumers } from '../../../src/rocketmq/seamless/observe/heard-consumers.ts';

const NOW = 1_700_000_000_000;

const heartbeat = (at: number, changes: Partial<ProxyHeartbeat> = {}): ProxyHeartbeat => ({
  ...{ type: 'REGISTER', clientId: 'c', group: 'billing', at: BigInt(at), proxyId: 'p1' },
  ...{ address: '10.0.0.7:1', consumeType: 'CONSUME_PASSIVELY', topics: ['orders'] },
  ...changes,
});

const heard = (consumers: HeardConsumers): string[] =>
  [...consumers.byGroup()].flatMap(([group, all]) => all.map(({ clientId }) => `${clientId} ${group}`));

test('a consumer is there until its proxy tells that it has left, whichever broker tells that first', () => {
  const consumers = new HeardConsumers();
  consumers.take([heartbeat(10), heartbeat(10, { clientId: 'd' }), heartbeat(12, { group: 'audit' })], NOW);
  expect(heard(consumers)).toEqual(['c billing', 'd billing', 'c audit']);
  consumers.take([heartbeat(20, { type: 'UNREGISTER' }), heartbeat(15)], NOW);
  expect(heard(consumers)).toEqual(['d billing', 'c audit']);
  consumers.take([heartbeat(30)], NOW);
  expect(heard(consumers)).toContain('c billing');
});

test('one that is connected to two proxies is there once, and as long as one of them knows it', () => {
  const consumers = new HeardConsumers();
  consumers.take([heartbeat(10), heartbeat(11, { proxyId: 'p2' })], NOW);
  expect(heard(consumers)).toEqual(['c billing']);
  consumers.take([heartbeat(12, { type: 'UNREGISTER' })], NOW);
  expect(heard(consumers)).toEqual(['c billing']);
});

test('one of which nothing is heard for two minutes is gone', () => {
  const consumers = new HeardConsumers();
  consumers.take([heartbeat(10)], NOW);
  consumers.take([], NOW + 120_000);
  expect(heard(consumers)).toEqual(['c billing']);
  consumers.take([], NOW + 120_001);
  expect(heard(consumers)).toEqual([]);
});
