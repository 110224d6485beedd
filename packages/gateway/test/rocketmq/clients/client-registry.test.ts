import { expect, onTestFinished, test, vi } from 'vitest';
import { ClientRegistry } from '../../../src/rocketmq/clients/client-registry.ts';

const heartbeat = { clientId: 'c', producerGroups: [], consumers: [] };

test('the time between heartbeats is of those that a client told, not of what else described it', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const registry = new ClientRegistry(1000);
  const connection = {};
  registry.connected(connection, '10.0.0.7:4000');
  registry.asked(connection, { language: 'JAVA', version: 407 });
  for (let turn = 0; turn < 10; turn += 1) {
    registry.told(connection, heartbeat);
    vi.setSystemTime(Date.now() + 10_000);
    registry.described(connection, { ...heartbeat, producerGroups: ['orders'] });
    vi.setSystemTime(Date.now() + 20_000);
  }
  const [client] = registry.clients();
  expect(client!.heartbeatMs).toBe(30_000);
  expect(client!.heartbeat?.producerGroups).toEqual(['orders']);
});
