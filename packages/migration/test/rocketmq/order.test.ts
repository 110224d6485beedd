import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopicKind, TopicState } from '../../src/rocketmq/states.ts';
import { OneTopic, type Side } from './one-topic.ts';

const ACTIONS = fc.array(
  fc.record({
    act: fc.constantFrom('write', 'read', 'step', 'step', 'release', 'route', 'routes', 'drain'),
    who: fc.nat(2),
    choice: fc.nat(1),
    hold: fc.boolean(),
  }),
  { minLength: 10, maxLength: 80, size: 'max' },
);

interface Act {
  readonly act: string;
  readonly who: number;
  readonly choice: number;
  readonly hold: boolean;
}

/** Straight back from switching, which is safe where gateways can refuse writes. */
const isStraightBack = (world: OneTopic, choice: number): boolean =>
  world.position.kind === 'ordered' && world.position.state === 'switching' && choice === 1;

const play = (kind: TopicKind, mode: 'route' | 'proxy', acts: readonly Act[]): OneTopic => {
  const world = new OneTopic(kind, mode);
  for (const { act, who, choice, hold } of acts) {
    if (act === 'write') world.write(choice);
    else if (act === 'read') world.read(Math.max(1, who), choice);
    else if (act === 'step') {
      if (mode === 'route' && isStraightBack(world, choice)) continue;
      const steps = world.steps();
      world.step(steps[choice % steps.length]!, hold);
    } else if (act === 'release') world.release();
    else if (act === 'route') world.takeRoutes(who);
    else if (act === 'routes') world.takeAllRoutes();
    else world.settle();
  }
  return world;
};

const CASES = [
  ['ordinary', 'route'],
  ['ordinary', 'proxy'],
  ['ordered', 'route'],
  ['ordered', 'proxy'],
] as const;
const RUNS = { numRuns: 2000 };

test.each(CASES)('%s, %s mode: whatever the steps, every message is read in the end', (kind, mode) => {
  fc.assert(
    fc.property(ACTIONS, (acts) => {
      const world = play(kind, mode, acts);
      world.finish();
      expect(world.position.state).toBe('done');
      const numbers = world.seen.toSorted((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(world.queues).toEqual({ source: [], target: [] });
    }),
    RUNS,
  );
});

/** Where messages of an ordered topic wait for the next step. */
const WAITING: Partial<Record<TopicState, readonly Side[]>> = {
  switching: ['target'],
  returning: ['source'],
};

test.each(CASES)('%s, %s mode: no state leaves a message behind', (kind, mode) => {
  fc.assert(
    fc.property(ACTIONS, (acts) => {
      const world = play(kind, mode, acts);
      const waiting = (kind === 'ordered' && WAITING[world.position.state]) || [];
      expect(world.settle().filter((side) => !waiting.includes(side))).toEqual([]);
    }),
    RUNS,
  );
});

test.each(['route', 'proxy'] as const)(
  'ordered, %s mode: messages of a producer are read in the order in which it wrote them',
  (mode) => {
    fc.assert(
      fc.property(ACTIONS, (acts) => {
        const world = play('ordered', mode, acts);
        world.finish();
        expect(world.seen).toEqual(world.seen.toSorted((a, b) => a - b));
      }),
      RUNS,
    );
  },
);

test('what a producer wrote by an old route after a straight way back blocks every step, and is read when one is forced', () => {
  const world = new OneTopic('ordered');
  const [toDualRead] = world.steps();
  world.step(toDualRead!);
  world.settle();
  const [toSwitching, toInitial] = world.steps();
  world.step(toSwitching!);
  world.settle();
  world.step(world.steps()[1]!);
  world.write(0);
  expect([world.position.state, world.settle()]).toEqual(['dual-read', ['target']]);
  world.step(toSwitching!);
  world.step(toInitial!);
  expect(world.position.state).toBe('dual-read');
  world.step(toSwitching!, false, ['target-drained']);
  world.finish();
  expect([world.position.state, world.seen]).toEqual(['done', [1]]);
});
