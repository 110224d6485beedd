import { Signal } from '@mqferry/core';

const BACKLOG_SHARE = 7 / 8;

/** The bytes that are fetched and not yet confirmed by the target, shared by all readers. */
export class ReadAhead {
  readonly #limit: number;
  readonly #room = new Signal();
  #held = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  /** Whether more may be read; a part is kept for the tail, so that what is new need not wait for a backlog. */
  hasRoom(atTail: boolean): boolean {
    return this.#held < (atTail ? this.#limit : this.#limit * BACKLOG_SHARE);
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
