import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MigrationMetrics } from '../../src/metrics/migration-metrics.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
}

const DASHBOARD = new URL('../../../../docs/grafana/mqferry.json', import.meta.url);
const METRIC = /\b(?:mqferry|process|nodejs)_\w+/g;

const { panels, templating } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as Dashboard;
const queries = [
  ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...templating.list.map(({ definition = '' }) => definition),
];
const shown = new Set(queries.flatMap((query) => query.match(METRIC) ?? []));
const served = new Map(
  new MigrationMetrics().registry.getMetricsAsArray().map((metric) => [metric.name, metric]),
);

test('the dashboard shows nothing but metrics that there are', () => {
  expect([...shown].filter((name) => !served.has(name))).toEqual([]);
});

test('every metric of ours is on the dashboard', () => {
  const ours = [...served.keys()].filter((name) => name.startsWith('mqferry_'));
  expect(ours.filter((name) => !shown.has(name))).toEqual([]);
});

test('names and units are as Prometheus wants them', () => {
  for (const { name, type, help } of served.values()) {
    if (!name.startsWith('mqferry_')) continue;
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(name).toMatch(/^mqferry_[a-z_]+$/);
    expect(help).toMatch(/\.$/);
  }
});
