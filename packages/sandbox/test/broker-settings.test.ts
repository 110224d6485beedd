import { expect, it } from 'vitest';
import { brokerSettings, type ClusterPlan } from '../src/broker-settings.ts';

const broker = {
  ...{ id: 1, directory: '/b', internalPort: 3, controllerPort: 4 },
  ...{ ports: { PLAINTEXT: 1, SSL: 2 }, advertisedPort: 9 },
};
const plan: ClusterPlan = {
  ...{ version: '4.3.1', brokers: [broker], zookeeperPort: 5, listeners: ['PLAINTEXT', 'SSL'] },
  ...{ sasl: undefined, certificates: undefined, authorizer: false, shortLived: false, config: {} },
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

it('has few partitions of the topics of groups and transactions where it is over in minutes', () => {
  const partitions = (of: Partial<ClusterPlan>) =>
    Object.entries(brokerSettings({ ...plan, ...of }, broker)).filter(([name]) =>
      /^(?:offsets|transaction)\..*num[.]partitions$/u.test(name),
    );
  expect(partitions({})).toEqual([]);
  expect(partitions({ shortLived: true })).toEqual([
    ['offsets.topic.num.partitions', '5'],
    ['transaction.state.log.num.partitions', '5'],
  ]);
  expect(partitions({ shortLived: true, version: '0.10.2.2' })).toHaveLength(1);
});
