import {
  isRead,
  isWritten,
  mayHold,
  type Position,
  type Share,
  shareOf,
  type TopicKind,
} from '../../src/rocketmq/states.ts';
import { type CheckId, checksOf, STEPS, type Step } from '../../src/rocketmq/steps.ts';

const SIDES = ['source', 'target'] as const;
export type Side = (typeof SIDES)[number];

const PRODUCER = 0;
const CONSUMERS = [1, 2] as const;

/**
 * A topic with a producer and two consumers, each of which acts by the share that it was shown last. Messages have numbers in the order
 * in which they were written; a queue is read from its beginning. In proxy mode gateways refuse what the present share does not allow.
 */
export class OneTopic {
  readonly queues: Record<Side, number[]> = { source: [], target: [] };
  /** The numbers of messages as they were read. */
  readonly seen: number[] = [];
  position: Position;
  readonly #mode: 'route' | 'proxy';
  readonly #shown: Share[];
  #share: Share;
  #targetWritten = false;
  #last = 0;

  constructor(kind: TopicKind, mode: 'route' | 'proxy' = 'route') {
    this.position = { kind, state: 'initial', held: false };
    this.#mode = mode;
    this.#share = shareOf(this.position);
    this.#shown = [this.#share, this.#share, this.#share];
  }

  write(choice: number): void {
    const isOpen = (side: Side): boolean =>
      isWritten(this.#shown[PRODUCER]![side]) &&
      (this.#mode === 'route' || (isWritten(this.#share[side]) && !this.position.held));
    const open = SIDES.filter(isOpen);
    const side = open[choice % open.length];
    if (!side) return;
    this.queues[side].push(++this.#last);
    if (side === 'target') this.#targetWritten = true;
  }

  /** Whether there was anything to read. */
  read(consumer: number, choice: number): boolean {
    const open = SIDES.filter((side) => isRead(this.#shown[consumer]![side]) && this.queues[side].length > 0);
    if (open.length > 0) this.seen.push(this.queues[open[choice % open.length]!].shift()!);
    return open.length > 0;
  }

  steps(): readonly Step[] {
    return STEPS[this.position.kind].filter(({ from }) => from === this.position.state);
  }

  /** Takes a step if its checks allow it, in proxy mode with writes held where that is asked for and possible. */
  step(step: Step, hold = false, forced: readonly CheckId[] = []): void {
    const checks = checksOf(step, this.position).filter((id) => !forced.includes(id));
    if (!this.#allow(checks)) return;
    const next = { kind: this.position.kind, state: step.to };
    if (step.to === 'switching' && step.way === 'forward') this.#targetWritten = false;
    this.#move({ ...next, held: hold && this.#mode === 'proxy' && mayHold(next) });
  }

  release(): void {
    if (this.position.held) this.#move({ ...this.position, held: false });
  }

  takeRoutes(who: number): void {
    this.#shown[who] = this.#share;
  }

  takeAllRoutes(): void {
    for (const who of [PRODUCER, ...CONSUMERS]) this.takeRoutes(who);
  }

  /** Lets all take the present routes and read what there is. What nobody can read in this state is told. */
  settle(): Side[] {
    this.takeAllRoutes();
    while (this.read(CONSUMERS[0], 0));
    return SIDES.filter((side) => this.queues[side].length > 0);
  }

  /** Goes to done, from wherever it stands. */
  finish(): void {
    for (let round = 0; round < 20 && this.position.state !== 'done'; round++) {
      this.settle();
      const steps = this.steps();
      this.step(steps.find(({ way }) => way === 'forward') ?? steps[0]!);
    }
    this.settle();
  }

  #move(to: Position): void {
    this.position = to;
    this.#share = shareOf(to);
  }

  #allow(checks: readonly CheckId[]): boolean {
    const isSettled = this.#shown.every((share) => share === this.#share);
    if (checks.includes('routes-taken') && !isSettled) return false;
    if (checks.includes('source-drained') && this.queues.source.length > 0) return false;
    if (checks.includes('target-drained') && this.queues.target.length > 0) return false;
    return !checks.includes('target-unwritten') || !this.#targetWritten;
  }
}
