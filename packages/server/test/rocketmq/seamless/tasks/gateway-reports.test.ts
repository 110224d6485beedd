import { expect, test } from 'vitest';
import { GatewayReports } from '../../../../src/rocketmq/seamless/tasks/gateway-reports.ts';

const report = (instance?: string) => ({
  ...{ mode: 'route' as const, instance, address: '10.0.0.1:9876', revision: 1, connections: [], links: [] },
});

test('a name belongs to the gateway that reports under it until that one is silent', () => {
  const reports = new GatewayReports();
  const namesake = (instance: string | undefined, now: number) =>
    reports.namesake('task', 'gw', report(instance), now)?.address;
  expect(namesake('one', 0)).toBeUndefined();
  reports.note('task', 'gw', report('one'), 1_000);
  expect(namesake('one', 2_000)).toBeUndefined();
  expect(namesake('two', 5_999)).toBe('10.0.0.1:9876');
  expect(namesake('two', 6_000)).toBeUndefined();
  expect(reports.namesake('task', 'other', report('two'), 2_000)).toBeUndefined();
});

test('gateways that do not tell which they are are not told apart', () => {
  const reports = new GatewayReports();
  reports.note('task', 'gw', report(), 0);
  expect(reports.namesake('task', 'gw', report('two'), 1)).toBeUndefined();
  reports.note('task', 'gw', report('two'), 2);
  expect(reports.namesake('task', 'gw', report(), 3)).toBeUndefined();
});
