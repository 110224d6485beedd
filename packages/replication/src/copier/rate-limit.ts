/**
 * A budget of bytes that refills steadily. Spending may go below zero once; the debt is then waited for, so that
 * batches larger than a second's budget still pass and the mean holds.
 */
export class RateLimit {
  readonly #bytesPerSecond: number;
  #available: number;
  #at: number;

  /** `bytesPerSecond` may be Infinity: nothing ever waits. */
  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#available = bytesPerSecond;
    this.#at = performance.now();
  }

  /** Takes bytes out of the budget; gives the milliseconds to wait before spending more. */
  spend(bytes: number): number {
    if (this.#bytesPerSecond === Number.POSITIVE_INFINITY) return 0;
    const now = performance.now();
    const earned = ((now - this.#at) / 1000) * this.#bytesPerSecond;
    this.#at = now;
    this.#available = Math.min(this.#bytesPerSecond, this.#available + earned) - bytes;
    return this.#available >= 0 ? 0 : (-this.#available / this.#bytesPerSecond) * 1000;
  }

  /** A sensible size of one fetch, so that a low rate does not come in bursts of many seconds. */
  get fetchBytes(): number {
    return Math.max(64 * 1024, this.#bytesPerSecond / 4);
  }
}
