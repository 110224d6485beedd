import { describe, expect, test } from 'vitest';
import { inCommon, modeOf, sumsOf } from '../../src/plan/plan-sums.ts';
import { plansShown } from '../../src/plan/plans-shown.ts';
import { planFor } from '../fake-service/plan.ts';
import { busyWorld } from '../fake-service/world.ts';

const plan = planFor(busyWorld().migrations.find(({ name }) => name === 'clickstream')!);

describe('a plan in numbers', () => {
  test('counts what is refused apart, and says when bytes are known of some topics only', () => {
    const sums = sumsOf(plan);
    expect(sums).toMatchObject({ topics: 40, refused: 1, atLeast: true });
    expect(
      sumsOf({ ...plan, topics: plan.topics.filter(({ bytesToCopy }) => bytesToCopy === null) }).bytes,
    ).toBeNull();
  });

  test('tells once what topics have in common', () => {
    const held = inCommon(plan.topics, (topic) => topic.held);
    expect(held.map(({ item, topics }) => [item.name, topics.length])).toEqual([
      ['retention.ms', 40],
      ['message.timestamp.type', 40],
      [
        'min.compaction.lag.ms',
        plan.topics.filter(({ cleanupPolicy }) => cleanupPolicy === 'compact').length,
      ],
    ]);
  });

  test('calls a refused topic refused, however it would be copied', () => {
    expect(modeOf(plan.topics[0]!)).toBe('refused');
    expect(modeOf({ ...plan.topics[1]!, transactions: 'committed' })).toBe('committed');
  });

  test('puts what is not known behind all numbers', () => {
    const state = { page: 1, size: 50, sort: 'bytesToCopy', order: 'ascending', filters: {} } as const;
    const { rows } = plansShown(plan.topics, state);
    expect(rows.at(-1)?.bytesToCopy).toBeNull();
    expect(plansShown(plan.topics, { ...state, filters: { mode: 'refused' } }).total).toBe(1);
  });
});
