import { expect, test } from 'vitest';
import type { TopicFacts } from '../src/facts.ts';
import { type Findings, readinessOf } from '../src/readiness.ts';
import { readinessErrors } from '../src/readiness-errors.ts';
import { unitsOf } from '../src/units.ts';

const NOW = 1_000_000_000;
const NOTHING: Findings = { reasons: [], unmeasured: [], notes: [] };

const topic = (name: string, more: Partial<TopicFacts> = {}): TopicFacts => ({
  ...{ topic: name, copy: { state: 'in-step', lag: 0n }, traffic: 'on-source' },
  verification: { state: 'equal', at: NOW },
  ...more,
});
const rebalancing = readinessErrors.READINESS_GROUP_REBALANCING({ group: 'g', state: 'PreparingRebalance' });
const told = (items: ReturnType<typeof readinessOf>) =>
  items.map(({ kind, name, verdict, reasons }) => [kind, name, verdict, ...reasons.map(({ code }) => code)]);

test('a topic that the guards of the switch let through is ready, with its groups', () => {
  const groups = [{ group: 'g', topics: ['a'], found: NOTHING }];
  expect(told(readinessOf([{ facts: topic('a'), found: NOTHING }], groups, [], NOW))).toEqual([
    ['topic', 'a', 'ready'],
    ['group', 'g', 'ready'],
  ]);
});

test('what is in the way of the switch is, too: behind, compared too long ago, moved already', () => {
  const facts = [
    topic('behind', { copy: { state: 'catching-up', lag: 5n } }),
    topic('moved', { traffic: 'on-target' }),
    topic('old', { verification: { state: 'equal', at: NOW - 25 * 3_600_000 } }),
  ];
  const measured = facts.map((each) => ({ facts: each, found: NOTHING }));
  expect(told(readinessOf(measured, [], [], NOW))).toEqual([
    ['topic', 'behind', 'not-ready', 'MIGRATION_TOPIC_BEHIND'],
    ['topic', 'moved', 'not-ready', 'READINESS_ON_TARGET'],
    ['topic', 'old', 'not-ready', 'MIGRATION_TOPIC_UNVERIFIED'],
  ]);
});

test('a group that rebalances holds back what it reads, and what moves together with that', () => {
  const found = { ...NOTHING, reasons: [rebalancing] };
  const units = unitsOf(['a', 'b', 'c'], [{ kind: 'transactional-id', name: 'tx', topics: ['a', 'b'] }]);
  const measured = ['a', 'b', 'c'].map((name) => ({ facts: topic(name), found: NOTHING }));
  const items = readinessOf(measured, [{ group: 'g', topics: ['a'], found }], units, NOW);
  expect(told(items)).toEqual([
    ['topic', 'a', 'not-ready', 'READINESS_GROUP_REBALANCING'],
    ['topic', 'b', 'not-ready', 'READINESS_UNIT_NOT_READY'],
    ['topic', 'c', 'ready'],
    ['group', 'g', 'not-ready', 'READINESS_GROUP_REBALANCING', 'READINESS_GROUP_TOPICS'],
  ]);
  expect(items[1]!.reasons[0]!.parameters).toEqual({ topics: 'a', bonds: 'transactional.id=tx' });
});

test('what could not be measured makes a verdict unknown, never ready; a known reason counts more', () => {
  const unmeasured = [readinessErrors.READINESS_SOURCE_UNREACHABLE({ reason: 'x' })];
  const measured = [
    { facts: topic('a'), found: { ...NOTHING, unmeasured } },
    { facts: topic('b', { copy: { state: 'stopped', lag: undefined } }), found: { ...NOTHING, unmeasured } },
  ];
  expect(told(readinessOf(measured, [], [], NOW)).map(([, , verdict]) => verdict)).toEqual([
    'unknown',
    'not-ready',
  ]);
});
