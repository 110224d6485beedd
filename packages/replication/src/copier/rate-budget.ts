const CELL_BYTES = 8;
/** Bytes a second; negative: nothing is limited. */
const RATE = 0;
const AVAILABLE = 1;
/** Up to when what was earned is counted in, by the clock. */
const EARNED_TO = 2;
const CELLS = 3;
const UNLIMITED = -1n;
const SECOND = 1_000_000_000n;

/**
 * A budget of bytes that refills steadily, at most up to a second's worth, in memory that all threads of a process
 * share: they spend from one budget. Spending may go below zero; the debt is for those who spend to wait for.
 */
export class RateBudget {
  readonly memory: SharedArrayBuffer;
  readonly #cells: BigInt64Array;
  readonly #clock: () => bigint;

  /** New memory is without a limit. `clock` in nanoseconds, the same in all threads. */
  constructor(memory?: SharedArrayBuffer, clock: () => bigint = process.hrtime.bigint) {
    this.memory = memory ?? new SharedArrayBuffer(CELLS * CELL_BYTES);
    this.#cells = new BigInt64Array(this.memory);
    this.#clock = clock;
    if (memory === undefined) Atomics.store(this.#cells, RATE, UNLIMITED);
  }

  /** Infinity: without a limit. */
  get bytesPerSecond(): number {
    const rate = Atomics.load(this.#cells, RATE);
    return rate === UNLIMITED ? Number.POSITIVE_INFINITY : Number(rate);
  }

  /**
   * From now on so many bytes a second, rounded, Infinity for no limit. A debt stays, and is paid back at the new rate,
   * unless the limit is lifted. Doing it again in another thread changes nothing.
   */
  change(bytesPerSecond: number): void {
    const before = Atomics.load(this.#cells, RATE);
    if (bytesPerSecond === Number.POSITIVE_INFINITY) {
      Atomics.store(this.#cells, RATE, UNLIMITED);
      return;
    }
    const rate = BigInt(Math.max(1, Math.round(bytesPerSecond)));
    if (before === UNLIMITED) {
      Atomics.store(this.#cells, AVAILABLE, rate);
      Atomics.store(this.#cells, EARNED_TO, this.#clock());
    } else this.#earn(before);
    Atomics.store(this.#cells, RATE, rate);
    this.#limitTo(rate);
  }

  /** Takes bytes out of the budget. */
  spend(bytes: number): void {
    const rate = Atomics.load(this.#cells, RATE);
    if (rate === UNLIMITED) return;
    this.#earn(rate);
    Atomics.sub(this.#cells, AVAILABLE, BigInt(bytes));
  }

  /** Milliseconds until the debt is paid back at the present rate; 0 without one. */
  get waitMs(): number {
    const rate = Atomics.load(this.#cells, RATE);
    if (rate === UNLIMITED) return 0;
    this.#earn(rate);
    const available = Atomics.load(this.#cells, AVAILABLE);
    return available >= 0n ? 0 : (Number(-available) / Number(rate)) * 1000;
  }

  /** Counts in what time has earned. Whole bytes only: the time for the rest of one is left for the next. */
  #earn(rate: bigint): void {
    for (;;) {
      const from = Atomics.load(this.#cells, EARNED_TO);
      const earned = ((this.#clock() - from) * rate) / SECOND;
      if (earned <= 0n) return;
      const to = from + (earned * SECOND) / rate;
      // Another thread has counted it in.
      if (Atomics.compareExchange(this.#cells, EARNED_TO, from, to) !== from) continue;
      Atomics.add(this.#cells, AVAILABLE, earned);
      this.#limitTo(rate);
      return;
    }
  }

  #limitTo(most: bigint): void {
    let available = Atomics.load(this.#cells, AVAILABLE);
    while (available > most) {
      const seen = Atomics.compareExchange(this.#cells, AVAILABLE, available, most);
      if (seen === available) return;
      available = seen;
    }
  }
}
