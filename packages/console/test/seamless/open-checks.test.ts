import { expect, test } from 'vitest';
import type { StepPlan } from '../../src/api/types.ts';
import { changedTopics, openChecks } from '../../src/seamless/step/open-checks.ts';

type Move = StepPlan['topics'][number];

const phrase = { en: 'x', zh: 'x' };
const problem = { code: 'X', retriable: false, message: phrase, advice: phrase, parameters: {} };

const check = (
  id: Move['checks'][number]['id'],
  verdict: Move['checks'][number]['verdict'],
): Move['checks'][number] => ({
  ...{ id, name: phrase, verdict, at: '2026-01-01T00:00:00Z', reason: null, evidence: {}, risk: phrase },
});

const move = (topic: string, isBlocked: boolean, ...checks: Move['checks']): Move => ({
  ...{ topic, from: null, to: null, checks, blockedBy: isBlocked ? problem : null, forced: [], presets: [] },
});

const plan = (...topics: Move[]): StepPlan => ({ hash: 'h', moves: 0, blocked: 0, topics });

test('checks that do not pass are told once, with all topics that they are about', () => {
  const open = openChecks(
    plan(
      move('a', true, check('clients-moved', 'fail'), check('kinds-fit', 'pass')),
      move('b', true, check('clients-moved', 'inconclusive'), check('source-drained', 'fail')),
    ),
  );
  expect(open.map(({ id, topics }) => [id, topics])).toEqual([
    ['clients-moved', ['a', 'b']],
    ['source-drained', ['b']],
  ]);
});

test('topics whose outcome is another one than before are marked, and none at first', () => {
  const now = plan(move('a', false), move('b', true), move('c', true));
  expect(changedTopics(undefined, now).size).toBe(0);
  expect([...changedTopics(plan(move('a', true), move('b', true)), now)]).toEqual(['a', 'c']);
});
