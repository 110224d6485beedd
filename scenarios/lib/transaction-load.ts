import { pause } from '@mqferry/core';
import type { TransactionMix } from './transaction-mix.ts';

/** Writes the mix until it is told to stop, about so many steps a second. */
export class TransactionLoad {
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(mix: TransactionMix, stepsPerSecond: number) {
    this.#running = this.#run(mix, 1_000 / stepsPerSecond);
    this.#running.catch(() => {});
  }

  async #run(mix: TransactionMix, pauseMs: number): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await mix.run(1);
      await pause(pauseMs, this.#stop.signal).catch(() => {});
    }
    await mix.endAll();
  }

  /** Ends every transaction too. Throws what writing threw. */
  stop(): Promise<void> {
    this.#stop.abort();
    return this.#running;
  }
}
