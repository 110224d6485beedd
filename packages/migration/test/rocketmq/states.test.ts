import { expect, test } from 'vitest';
import { CHECK_TEXTS } from '../../src/rocketmq/checks/check-texts.ts';
import {
  HELD_TEXT,
  isRead,
  isWritten,
  mayHold,
  STATE_TEXTS,
  shareOf,
  statesOf,
  type TopicKind,
  type TopicState,
} from '../../src/rocketmq/states.ts';
import { checksOf, nextState, STEPS, type Step } from '../../src/rocketmq/steps.ts';

const KINDS: readonly TopicKind[] = ['ordinary', 'ordered'];
const SIDES = ['source', 'target'] as const;
type Side = (typeof SIDES)[number];

const shown = (kind: TopicKind, state: TopicState) => shareOf({ kind, state });
const all = KINDS.flatMap((kind) => statesOf(kind).map((state) => [kind, state] as const));
const steps = KINDS.flatMap((kind) => STEPS[kind].map((step) => [kind, step] as const));
const written = (kind: TopicKind, state: TopicState): Side[] =>
  SIDES.filter((side) => isWritten(shown(kind, state)[side]));
const read = (kind: TopicKind, state: TopicState): Side[] =>
  SIDES.filter((side) => isRead(shown(kind, state)[side]));
const drains = (side: Side): string[] => [`nothing-pending-on-${side}`, `${side}-drained`];
const has = (step: Step, ids: readonly string[]): boolean =>
  ids.every((id) => step.checks.some((check) => check === id));

test('topics go forward and back by one state', () => {
  const path = (kind: TopicKind, from: TopicState, way: 'forward' | 'back') => {
    const passed: TopicState[] = [from];
    for (let at = nextState(from, kind, way); at; at = nextState(at, kind, way)) passed.push(at);
    return passed;
  };
  const ordinary = ['initial', 'dual-read', 'dual-write', 'switching', 'done'];
  expect(path('ordinary', 'initial', 'forward')).toEqual(ordinary);
  expect(path('ordinary', 'done', 'back')).toEqual(ordinary.toReversed());
  expect(path('ordered', 'initial', 'forward')).toEqual(['initial', 'dual-read', 'switching', 'done']);
  expect(path('ordered', 'done', 'back')).toEqual(['done', 'returning', 'dual-read', 'initial']);
  expect(path('ordered', 'switching', 'back')).toEqual(['switching', 'dual-read', 'initial']);
});

test.each(all)('%s topics that are %s can be written and read', (kind, state) => {
  expect(written(kind, state)).not.toEqual([]);
  expect(read(kind, state)).not.toEqual([]);
});

test.each(all)(
  'writes are held where one side is written and the other one read, and nowhere else (%s, %s)',
  (kind, state) => {
    const isApart = !written(kind, state).some((side) => read(kind, state).includes(side));
    expect(mayHold({ kind, state })).toBe(isApart);
  },
);

test.each(steps)('%s: a side that is left by a step is drained before (%o)', (kind, step) => {
  const before = read(kind, step.from);
  const after = read(kind, step.to);
  for (const side of before) if (!after.includes(side)) expect(has(step, drains(side))).toBe(true);
});

test.each(steps)(
  '%s: what clients with the old or the new route write is read, now or later (%o)',
  (kind, step) => {
    const mayWrite = [...new Set([...written(kind, step.from), ...written(kind, step.to)])];
    for (const side of mayWrite) {
      if (read(kind, step.to).includes(side)) continue;
      // Every step from there leads to where it is read, or waits until nothing is there.
      const later = STEPS[kind].filter(({ from }) => from === step.to);
      const isReadOrDrained = later.every(
        (next) =>
          read(kind, next.to).includes(side) ||
          has(next, [`${side}-drained`]) ||
          has(next, [`${side}-unwritten`]),
      );
      expect(isReadOrDrained).toBe(true);
    }
  },
);

test.each(steps)(
  '%s: consumers with the old route and those with the new one share a side (%o)',
  (kind, { from, to }) => {
    const hasCommon = read(kind, from).some((side) => read(kind, to).includes(side));
    const isDrained = has(STEPS[kind].find((each) => each.from === from && each.to === to)!, [
      `${read(kind, from)[0]!}-drained`,
    ]);
    expect(hasCommon || isDrained).toBe(true);
  },
);

test.each(statesOf('ordered'))('never can both sides of an ordered topic be read (%s)', (state) => {
  expect(read('ordered', state)).toHaveLength(1);
});

test.each(STEPS.ordered.map((step) => [step.from, step.to, step] as const))(
  'where old and new routes of an ordered topic are read on both sides, one of them is empty (%s to %s)',
  (from, to, step) => {
    const sides = new Set([...read('ordered', from), ...read('ordered', to)]);
    if (sides.size === 1) return;
    const [left] = read('ordered', from);
    expect(has(step, [`${left!}-drained`])).toBe(true);
    // Nor is the side that is left written again by the new route.
    expect(written('ordered', to)).not.toContain(left);
  },
);

test('while writes are held nobody is waited for who could write by an old route', () => {
  const step = STEPS.ordered.find(({ to }) => to === 'done')!;
  expect(checksOf(step, { held: false })).toContain('routes-taken');
  expect(checksOf(step, { held: true })).not.toContain('routes-taken');
  expect(checksOf(step, { held: true })).toContain('source-drained');
});

test('a state that a kind does not have is an error', () => {
  expect(() => shown('ordered', 'dual-write')).toThrow(TypeError);
  expect(() => shown('ordinary', 'returning')).toThrow(TypeError);
});

test('every state and every check has its words', () => {
  for (const [kind, state] of all) expect(STATE_TEXTS[kind][state]?.meaning.zh).toBeTruthy();
  expect(HELD_TEXT.name.zh).toBeTruthy();
  const used = new Set(steps.flatMap(([, { checks }]) => checks));
  expect([...used].sort()).toEqual(Object.keys(CHECK_TEXTS).sort());
});
