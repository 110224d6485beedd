import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isRead,
  isWritten,
  type Position,
  type Share,
  shareOf,
  type TopicKind,
} from '../../src/rocketmq/states.ts';
import { STEPS, type Step } from '../../src/rocketmq/steps.ts';

const SIDES = ['source', 'target'] as const;
type Side = (typeof SIDES)[number];
const PRODUCER = 0;
const CONSUMERS = [1, 2] as const;

/**
 * A topic with a producer and two consumers, each of which acts by the share that it was shown last. Messages have numbers in the order
 * in which they were written; a queue is read from its beginning.
 */
class World {
  readonly kind: TopicKind;
  state: Position['state'] = 'initial';
  share: Share;
  readonly queues: Record<Side, number[]> = { source: [], target: [] };
  readonly seen: number[] = [];
  readonly shown: Share[];
  targetWritten = false;
  #last = 0;

  constructor(kind: TopicKind) {
    this.kind = kind;
    this.share = shareOf({ kind, state: 'initial', held: false });
    this.shown = [this.share, this.share, this.share];
  }

  write(choice: number): void {
    const open = SIDES.filter((side) => isWritten(this.shown[PRODUCER]![side]));
    const side = open[choice % open.length]!;
    this.queues[side].push(++this.#last);
    if (side === 'target') this.targetWritten = true;
  }

  /** Whether there was anything to read. */
  read(consumer: number, choice: number): boolean {
    const open = SIDES.filter((side) => isRead(this.shown[consumer]![side]) && this.queues[side].length > 0);
    if (open.length > 0) this.seen.push(this.queues[open[choice % open.length]!].shift()!);
    return open.length > 0;
  }

  step(choice: number): void {
    const steps = STEPS[this.kind].filter(({ from }) => from === this.state);
    const step = steps[choice % steps.length]!;
    if (!this.#allows(step)) return;
    this.state = step.to;
    this.share = shareOf({ kind: this.kind, state: step.to, held: false });
    if (step.to === 'switching' && step.way === 'forward') this.targetWritten = false;
  }

  takeRoutes(who: number): void {
    this.shown[who] = this.share;
  }

  /** All have the present route, so nobody stays behind by two states. */
  #settled(): boolean {
    return this.shown.every((share) => share === this.share);
  }

  #allows({ checks }: Step): boolean {
    if (checks.includes('routes-taken') && !this.#settled()) return false;
    if (checks.includes('source-drained') && this.queues.source.length > 0) return false;
    if (checks.includes('target-drained') && this.queues.target.length > 0) return false;
    return !checks.includes('target-unwritten') || !this.targetWritten;
  }

  /** Goes forward to where everything that was written is read. */
  finish(): void {
    for (let round = 0; round < 20; round++) {
      for (const who of [PRODUCER, ...CONSUMERS]) this.takeRoutes(who);
      while (this.read(CONSUMERS[0], 0));
      const steps = STEPS[this.kind].filter(({ from }) => from === this.state);
      const step = steps.find(({ way }) => way === 'forward') ?? steps[0]!;
      if (this.state === 'done') return;
      if (this.#allows(step)) this.step(steps.indexOf(step));
      else this.step(1 - steps.indexOf(step));
    }
  }
}

const ACTIONS = fc.array(
  fc.record({
    act: fc.constantFrom('write', 'read', 'step', 'route'),
    who: fc.nat(2),
    choice: fc.nat(1),
  }),
  { maxLength: 200 },
);

type Acts = { act: string; who: number; choice: number }[];

const play = (kind: TopicKind, acts: Acts, straightBack = true): World => {
  const world = new World(kind);
  for (const { act, who, choice } of acts) {
    if (act === 'write') world.write(choice);
    else if (act === 'read') world.read(Math.max(1, who), choice);
    else if (act === 'step') {
      const before = world.state;
      if (!straightBack && before === 'switching' && choice === 1) continue;
      world.step(choice);
    } else world.takeRoutes(who);
  }
  return world;
};

test.each(['ordinary', 'ordered'] as const)(
  '%s: whatever the steps, every message is read in the end',
  (kind) => {
    fc.assert(
      fc.property(ACTIONS, (acts) => {
        const world = play(kind, acts);
        world.finish();
        expect(world.state).toBe('done');
        const numbers = world.seen.toSorted((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        expect(world.queues).toEqual({ source: [], target: [] });
      }),
      { numRuns: 500 },
    );
  },
);

test('ordered: messages of a producer are read in the order in which it wrote them', () => {
  fc.assert(
    fc.property(ACTIONS, (acts) => {
      const world = play('ordered', acts, false);
      world.finish();
      expect(world.seen).toEqual(world.seen.toSorted((a, b) => a - b));
    }),
    { numRuns: 2000 },
  );
});
