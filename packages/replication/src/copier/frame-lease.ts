import type { FramePool } from '@mqferry/core';

/** Gives the memory of a fetch answer back to its pool when the last batch that lies in it is done with. */
export class FrameLease {
  readonly #pool: FramePool;
  readonly #frame: Buffer;
  #holders = 1;

  /** The creator is the first holder. `frame` is any view on the answer's memory. */
  constructor(pool: FramePool, frame: Buffer) {
    this.#pool = pool;
    this.#frame = frame;
  }

  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.#pool.give(this.#frame);
  }
}
