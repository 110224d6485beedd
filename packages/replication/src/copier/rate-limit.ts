import { Signal } from '@mqferry/core';
import { RateBudget } from './rate-budget.ts';

/** An aborted wait, and a change in another thread, are noticed within so long. */
const LONGEST_WAIT_MS = 500;

/**
 * A limit in bytes a second. Spending may go below zero once; the debt is then waited for, so that batches larger than
 * a second's budget still pass and the mean holds.
 */
export class RateLimit {
  readonly #changed = new Signal();
  readonly #budget: RateBudget;

  /** Of a budget that others may spend from too. */
  constructor(budget: RateBudget) {
    this.#budget = budget;
  }

  /** A limit of its own; `bytesPerSecond` may be Infinity: nothing ever waits. */
  static of(bytesPerSecond: number): RateLimit {
    const limit = new RateLimit(new RateBudget());
    limit.change(bytesPerSecond);
    return limit;
  }

  /** The memory of the budget, for a limit in another thread that shares it. */
  get memory(): SharedArrayBuffer {
    return this.#budget.memory;
  }

  get bytesPerSecond(): number {
    return this.#budget.bytesPerSecond;
  }

  /** From now on so many bytes a second. A debt stays, and is paid back at the new rate; who waits looks again. */
  change(bytesPerSecond: number): void {
    this.#budget.change(bytesPerSecond);
    this.wake();
  }

  /** Who waits looks again: the budget was changed in another thread. */
  wake(): void {
    this.#changed.notify();
  }

  /** Takes bytes out of the budget. */
  spend(bytes: number): void {
    this.#budget.spend(bytes);
  }

  /** Milliseconds until the debt is paid back at the present rate; 0 without one. */
  get waitMs(): number {
    return this.#budget.waitMs;
  }

  /** Resolves when there is no debt any more, whatever the rate becomes meanwhile, or soon after `signal` aborts. */
  async ready(signal: AbortSignal): Promise<void> {
    for (let wait = this.waitMs; wait > 0 && !signal.aborted; wait = this.waitMs) {
      await this.#changed.wait(Math.min(wait, LONGEST_WAIT_MS));
    }
  }

  /** A sensible size of one fetch, so that a low rate does not come in bursts of many seconds. */
  get fetchBytes(): number {
    return Math.max(64 * 1024, Math.floor(this.bytesPerSecond / 4));
  }
}
