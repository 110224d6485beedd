import { expect, test } from 'vitest';
import type { TrafficSample } from '../../src/api/types.ts';
import { trafficSeries } from '../../src/seamless/traffic-series.ts';

const sample = (at: string, written: number | null): TrafficSample => ({
  at,
  traffic: { source: { in: written, out: 2 }, target: { in: null, out: null } },
  backlog: { source: 7n, target: null },
});

test('there is a line for each side and kind, and a gap where nothing was heard', () => {
  const { times, series } = trafficSeries([
    sample('2026-01-01T00:00:00Z', 1),
    sample('2026-01-01T00:00:20Z', null),
    sample('2026-01-01T00:05:00Z', 3),
  ]);
  expect(times).toHaveLength(4);
  expect(series.map(({ what, side }) => `${what} ${side}`)).toEqual([
    ...['in source', 'in target', 'out source', 'out target', 'backlog source', 'backlog target'],
  ]);
  expect(series[0]!.values).toEqual([1, null, null, 3]);
  expect(series[4]!.values).toEqual([7, 7, null, 7]);
});
