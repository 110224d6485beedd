import { Signal } from '@mqferry/core';

/** An aborted wait is noticed within so long. */
const LONGEST_WAIT_MS = 500;

/**
 * A budget of bytes that refills steadily. Spending may go below zero once; the debt is then waited for, so that
 * batches larger than a second's budget still pass and the mean holds.
 */
export class RateLimit {
  readonly #changed = new Signal();
  #bytesPerSecond: number;
  #available: number;
  #at: number;

  /** `bytesPerSecond` may be Infinity: nothing ever waits. */
  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#available = bytesPerSecond;
    this.#at = performance.now();
  }

  get bytesPerSecond(): number {
    return this.#bytesPerSecond;
  }

  /** From now on so many bytes a second. A debt stays, and is paid back at the new rate; who waits looks again. */
  change(bytesPerSecond: number): void {
    this.#earn();
    this.#available = Math.min(this.#available, bytesPerSecond);
    this.#bytesPerSecond = bytesPerSecond;
    if (bytesPerSecond === Number.POSITIVE_INFINITY) this.#available = bytesPerSecond;
    this.#changed.notify();
  }

  /** Takes bytes out of the budget. */
  spend(bytes: number): void {
    this.#earn();
    this.#available -= bytes;
  }

  /** Milliseconds until the debt is paid back at the present rate; 0 without one. */
  get waitMs(): number {
    this.#earn();
    return this.#available >= 0 ? 0 : (-this.#available / this.#bytesPerSecond) * 1000;
  }

  /** Resolves when there is no debt any more, whatever the rate becomes meanwhile, or soon after `signal` aborts. */
  async ready(signal: AbortSignal): Promise<void> {
    for (let wait = this.waitMs; wait > 0 && !signal.aborted; wait = this.waitMs) {
      await this.#changed.wait(Math.min(wait, LONGEST_WAIT_MS));
    }
  }

  /** A sensible size of one fetch, so that a low rate does not come in bursts of many seconds. */
  get fetchBytes(): number {
    return Math.max(64 * 1024, Math.floor(this.#bytesPerSecond / 4));
  }

  #earn(): void {
    const now = performance.now();
    if (this.#bytesPerSecond !== Number.POSITIVE_INFINITY) {
      const earned = ((now - this.#at) / 1000) * this.#bytesPerSecond;
      this.#available = Math.min(this.#bytesPerSecond, this.#available + earned);
    }
    this.#at = now;
  }
}
