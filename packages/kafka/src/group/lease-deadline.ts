import { monotonicMs } from '@mqferry/core';

/** A moment by both clocks, in milliseconds: the one that never goes back, and the one on the wall. */
export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export const now = (): Moment => ({ monotonic: monotonicMs(), wall: Date.now() });

const CELL_BYTES = 8;
const MONOTONIC = 0;
const WALL = 1;
const DROPS = 2;
const CELLS = 3;

const microseconds = (ms: number): bigint => BigInt(Math.floor(ms * 1000));

/**
 * Until when a lease is held, in memory that all threads of a process see at once, without a message that would have
 * to be waited for. One thread writes. A reader that comes in the middle of a move sees either time of each clock, both
 * of which the coordinator had granted.
 */
export class LeaseDeadline {
  readonly memory: SharedArrayBuffer;
  readonly #cells: BigInt64Array;

  /** In new memory, or in that of the deadline of another thread. */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(CELLS * CELL_BYTES)) {
    this.memory = memory;
    this.#cells = new BigInt64Array(memory);
  }

  /** How often the lease was lost; what was granted before that is not held by a lease of later. */
  get drops(): bigint {
    return Atomics.load(this.#cells, DROPS);
  }

  /** Whether the lease is held at `moment` by both clocks. */
  isAhead({ monotonic, wall }: Moment = now()): boolean {
    return (
      microseconds(monotonic) < Atomics.load(this.#cells, MONOTONIC) &&
      microseconds(wall) < Atomics.load(this.#cells, WALL)
    );
  }

  /**
   * Whether the lease is held at this moment, and was not lost since there were so many `drops`. These are looked at
   * last: a lease that was lost and got anew in between is a new one.
   */
  isSince(drops: bigint): boolean {
    return this.isAhead() && this.drops === drops;
  }

  /** It is held until then. */
  move({ monotonic, wall }: Moment): void {
    Atomics.store(this.#cells, WALL, microseconds(wall));
    Atomics.store(this.#cells, MONOTONIC, microseconds(monotonic));
  }

  /** It is not held any more. */
  drop(): void {
    Atomics.add(this.#cells, DROPS, 1n);
    Atomics.store(this.#cells, MONOTONIC, 0n);
    Atomics.store(this.#cells, WALL, 0n);
  }
}
