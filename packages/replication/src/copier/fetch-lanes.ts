import type { PartitionCopy } from './partition-copy.ts';

/** Two requests are under way to a broker: one for partitions that have something, one for those that are quiet. */
export type FetchLane = 'busy' | 'quiet';

/** A partition at the tail that got nothing for so long is quiet. */
const QUIET_AFTER_MS = 1_000;

/**
 * Decides which partitions are asked for in which request. A broker looks at every partition that a request names, so
 * hundreds that nobody writes to would make each record of the others late; they wait in a long poll of their own.
 *
 * A partition never goes unasked while it changes over: each lane keeps it until the other one has asked for it. Then
 * both may bring the same records for once, of which the later answer is for an offset that is behind the partition.
 */
export class FetchLanes<P extends Pick<PartitionCopy, 'isAtTail'> & object = PartitionCopy> {
  readonly #asked: Record<FetchLane, ReadonlySet<P>> = { busy: new Set(), quiet: new Set() };
  /** When something came last, or the partition was seen first (`performance.now()`). */
  readonly #activeAt = new WeakMap<P, number>();

  /** What the next request of a lane asks for, of those that could be asked for now. */
  next(lane: FetchLane, open: readonly P[]): P[] {
    const now = performance.now();
    const { busy, quiet } = this.#asked;
    const next = open.filter((p) => {
      if (this.#isQuiet(p, now)) return lane === 'quiet' || !quiet.has(p);
      return lane === 'busy' || (quiet.has(p) && !busy.has(p));
    });
    this.#asked[lane] = new Set(next);
    return next;
  }

  /** A lane asks for nothing for a while. */
  leave(lane: FetchLane): void {
    this.#asked[lane] = new Set();
  }

  /** Something came for it. */
  noteActive(partition: P): void {
    this.#activeAt.set(partition, performance.now());
  }

  #isQuiet(partition: P, now: number): boolean {
    const since = this.#activeAt.get(partition);
    if (since === undefined) this.#activeAt.set(partition, now);
    return since !== undefined && now - since > QUIET_AFTER_MS && partition.isAtTail;
  }
}
