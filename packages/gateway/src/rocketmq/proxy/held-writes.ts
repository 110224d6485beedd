import type { WriteVerdict } from './write-fence.ts';

/** How much may wait, and how long. */
export interface HoldLimits {
  /** Bytes of one connection. */
  readonly connectionBytes: number;
  /** Bytes of all connections together. */
  readonly totalBytes: number;
  /**
   * In milliseconds. Shorter than clients wait for an answer (3 s unless set otherwise), so that none sends again what is
   * written here later.
   */
  readonly ms: number;
}

/** What may wait unless something else is said. */
export const HOLD: HoldLimits = {
  connectionBytes: 16 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  ms: 2000,
};

/** A write that waits. */
export interface HeldWrite {
  /** The connection that it came by. */
  readonly owner: object;
  readonly frame: Buffer;
  judge(): WriteVerdict;
  forward(): void;
  refuse(): void;
}

/** Writes that wait for it to be decided where their topic goes on, in the order in which they came. */
export class HeldWrites {
  readonly #limits: HoldLimits;
  readonly #waiting = new Map<HeldWrite, number>();
  /** What is promised to frames that are still being read counts as well. */
  readonly #bytesOf = new Map<object, number>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: HoldLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Whether there is room for a frame; if so it is kept free for it. */
  reserve(owner: object, bytes: number): boolean {
    const ofOwner = (this.#bytesOf.get(owner) ?? 0) + bytes;
    if (ofOwner > this.#limits.connectionBytes || this.#bytes + bytes > this.#limits.totalBytes) return false;
    this.#bytesOf.set(owner, ofOwner);
    this.#bytes += bytes;
    return true;
  }

  /** Lets a write wait for which room was reserved. */
  add(write: HeldWrite): void {
    this.#waiting.set(write, performance.now() + this.#limits.ms);
    this.#schedule();
  }

  /** Judges all that wait once more, first come first. */
  review(): void {
    for (const write of this.#waiting.keys()) this.#settle(write, write.judge());
  }

  /** Forgets what a connection has here that ended. */
  forget(owner: object): void {
    for (const write of this.#waiting.keys()) if (write.owner === owner) this.#waiting.delete(write);
    this.#bytes -= this.#bytesOf.get(owner) ?? 0;
    this.#bytesOf.delete(owner);
  }

  #settle(write: HeldWrite, verdict: WriteVerdict): void {
    if (verdict === 'hold') return;
    this.#waiting.delete(write);
    const bytes = write.frame.length;
    this.#bytes -= bytes;
    this.#bytesOf.set(write.owner, this.#bytesOf.get(write.owner)! - bytes);
    if (verdict === 'pass') write.forward();
    else write.refuse();
  }

  /** All wait equally long, so the first is the next whose time is over. */
  #schedule(): void {
    if (this.#timer !== undefined) return;
    const [first] = this.#waiting.values();
    if (first === undefined) return;
    this.#timer = setTimeout(() => this.#expire(), Math.max(0, first - performance.now()));
    this.#timer.unref();
  }

  #expire(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const [write, until] of this.#waiting) {
      if (until > now) break;
      const verdict = write.judge();
      this.#settle(write, verdict === 'hold' ? 'refuse' : verdict);
    }
    this.#schedule();
  }
}
