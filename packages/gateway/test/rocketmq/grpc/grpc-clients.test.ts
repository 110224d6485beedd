import { expect, onTestFinished, test, vi } from 'vitest';
import { GrpcClients } from '../../../src/rocketmq/grpc/grpc-clients.ts';
import { messageBytes, withField } from '../../../src/rocketmq/grpc/wire-message.ts';
import { HEADERS, resource } from './grpc-stage.ts';

const CLIENT = HEADERS['x-mq-client-id'];

/** Settings of a producer that names these topics. */
const settings = (...topics: readonly string[]) =>
  messageBytes(withField([], 2, withField([], 5, withField([], 1, ...topics.map(resource)))));

const connected = () => {
  const clients = new GrpcClients(1000);
  clients.called({}, '10.0.0.7:4000', HEADERS);
  return clients;
};

test('how often a client tells its settings was taken for the time between its heartbeats', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const clients = connected();
  for (let turn = 0; turn < 10; turn += 1) {
    clients.told(CLIENT, settings('orders'));
    vi.setSystemTime(Date.now() + 300_000);
  }
  const [client] = clients.clients();
  expect(client!.heartbeat?.producerGroups).toEqual(['orders']);
  expect(client!.heartbeatMs).toBeUndefined();
});

test('a client that writes without naming topics in its settings was told as producing nothing', () => {
  const clients = connected();
  const groups = () => clients.clients()[0]!.heartbeat?.producerGroups;
  clients.wrote(CLIENT, 'orders');
  clients.wrote(CLIENT, 'orders');
  expect(groups()).toEqual(['orders']);
  clients.told(CLIENT, settings('payments', 'orders'));
  expect(groups()).toEqual(['payments', 'orders']);
  clients.told(CLIENT, settings());
  expect(groups()).toEqual(['orders']);
});

test('topics that a client writes are remembered up to a number', () => {
  const clients = connected();
  for (let topic = 0; topic < 1100; topic += 1) clients.wrote(CLIENT, `orders-${topic}`);
  expect(clients.clients()[0]!.heartbeat?.producerGroups).toHaveLength(1000);
});
