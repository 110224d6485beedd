import { expect, it } from 'vitest';
import { brokerSettings, type ClusterPlan } from '../src/broker-settings.ts';

const broker = {
  ...{ id: 1, directory: '/b', internalPort: 3, controllerPort: 4 },
  ...{ ports: { PLAINTEXT: 1, SSL: 2 }, advertisedPort: 9 },
};
const plan: ClusterPlan = {
  ...{ version: '4.3.1', brokers: [broker], zookeeperPort: 5, listeners: ['PLAINTEXT', 'SSL'] },
  ...{ sasl: undefined, certificates: undefined, authorizer: false, config: {} },
};

it('listens on its own port and tells clients of another where there is one', () => {
  const settings = brokerSettings(plan, broker);
  expect(settings.listeners).toMatch(/PLAINTEXT:\/\/127.0.0.1:1,SSL:\/\/127.0.0.1:2$/);
  expect(settings['advertised.listeners']).toBe(
    'INTERNAL://127.0.0.1:3,PLAINTEXT://127.0.0.1:9,SSL://127.0.0.1:2',
  );
  const own = brokerSettings(plan, { ...broker, advertisedPort: undefined });
  expect(own['advertised.listeners']).toContain('PLAINTEXT://127.0.0.1:1,');
});
