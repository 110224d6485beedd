import { describe, expect, test } from 'vitest';
import { flowsOf, joinedFlow } from '../../../src/pages/seamless-migration/picture/picture-facts.ts';
import {
  type Box,
  cutTo,
  pictureLayout,
} from '../../../src/pages/seamless-migration/picture/picture-layout.ts';

const traffic = { source: { in: 10, out: 9 }, target: { in: 4, out: null } };
const topics = (states: object) => ({ total: 1, states, ready: 0 });

describe('flows', () => {
  const allowed = (states: object): string[] =>
    flowsOf({ mode: 'route', topics: topics(states), traffic }).flatMap(({ side, way, isAllowed }) =>
      isAllowed ? [`${side} ${way}`] : [],
    );

  test('are allowed by the states of the topics', () => {
    expect(allowed({})).toEqual([]);
    expect(allowed({ initial: 1 })).toEqual(['source in', 'source out']);
    expect(allowed({ 'dual-read': 1 })).toEqual(['source in', 'source out', 'target out']);
    expect(allowed({ switching: 1 })).toEqual(['source out', 'target in', 'target out']);
    expect(allowed({ done: 2 })).toEqual(['target in', 'target out']);
    expect(allowed({ returning: 1 })).toEqual(['source in', 'target out']);
  });

  test('are not kept from anywhere without gateways', () => {
    const flows = flowsOf({ mode: 'batches', topics: topics({}), traffic });
    expect(flows.every(({ isAllowed }) => isAllowed)).toBe(true);
  });

  test('of both sides are summed up only where both are known', () => {
    const flows = flowsOf({ mode: 'proxy', topics: topics({ done: 1 }), traffic });
    expect(joinedFlow(flows, 'in')).toEqual({ way: 'in', rate: 14, isAllowed: true });
    expect(joinedFlow(flows, 'out').rate).toBeNull();
  });
});

describe('layout', () => {
  const overlaps = (a: Box, b: Box): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  for (const mode of ['route', 'proxy', 'batches'] as const)
    for (const width of [300, 358, 819, 820, 1000, 1600])
      test(`has everything inside and nothing on top of another: ${mode}, ${width}`, () => {
        const { boxes, height } = pictureLayout(width, mode);
        const all = Object.values(boxes);
        for (const box of all) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
        }
        expect(all.flatMap((a, i) => all.slice(i + 1).filter((b) => overlaps(a, b)))).toEqual([]);
      });
});

test('names are cut to the room that there is', () => {
  expect(cutTo('short', 200)).toBe('short');
  expect(cutTo('a-rather-long-name-of-a-cluster', 100)).toMatch(/^a-rather.*…$/u);
  expect(cutTo('消息队列集群名称很长', 65)).toBe('消息队列…');
});
