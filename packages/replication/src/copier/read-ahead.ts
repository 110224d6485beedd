import { Signal } from '@mqferry/core';

/** The bytes that are fetched and not yet confirmed by the target, shared by all readers. */
export class ReadAhead {
  readonly #limit: number;
  readonly #room = new Signal();
  #held = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get isFull(): boolean {
    return this.#held >= this.#limit;
  }

  get heldBytes(): number {
    return this.#held;
  }

  hold(bytes: number): void {
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
    this.#room.notify();
  }

  /** Wakes readers that wait: there may be something to read for another reason than room. */
  wake(): void {
    this.#room.notify();
  }

  /** Resolves when there may be room or work, at the latest after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void> {
    return this.#room.wait(timeoutMs);
  }
}
