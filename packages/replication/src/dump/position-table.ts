import type { DumpPosition } from './dump-position.ts';
import type { DumpCounts, DumpPlace } from './dump-spec.ts';
import { slotOf } from './kept-positions.ts';

type Counted = 'read' | 'written' | 'filtered' | 'skipped';

type Changing = { -readonly [Name in keyof DumpPosition]: DumpPosition[Name] };

/** Where each partition is, as it will be when the transaction under way is committed. */
export class PositionTable {
  readonly #positions: Map<number, Changing>;
  readonly #changed = new Set<number>();

  constructor(positions: readonly DumpPosition[]) {
    this.#positions = new Map(positions.map((position) => [position.partition, { ...position }]));
  }

  get all(): readonly DumpPosition[] {
    return [...this.#positions.values()].sort((a, b) => a.partition - b.partition);
  }

  /** Where each partition is read from next. */
  get places(): DumpPlace[] {
    return this.all.map(({ partition, offset }) => ({ partition, offset }));
  }

  /** The commits that something has changed in since the last `settle`. */
  get changedSlots(): number[] {
    return [...new Set([...this.#changed].map(slotOf))].sort((a, b) => a - b);
  }

  /** Whether every partition is at its end. */
  get isDone(): boolean {
    return this.all.every(({ offset, end }) => end !== undefined && offset >= end);
  }

  get(partition: number): DumpPosition {
    return this.#positions.get(partition)!;
  }

  count(partition: number, name: Counted): void {
    this.#positions.get(partition)![name] += 1n;
    this.#changed.add(partition);
  }

  /** Moves on to an offset; gives whether it is one further on. */
  advance(partition: number, offset: bigint): boolean {
    const position = this.#positions.get(partition)!;
    const to = position.end !== undefined && offset > position.end ? position.end : offset;
    if (to <= position.offset) return false;
    position.offset = to;
    this.#changed.add(partition);
    return true;
  }

  /** Moves over records that are lost. */
  leap(partition: number, offset: bigint): void {
    const position = this.#positions.get(partition)!;
    position.lost += offset - position.offset;
    this.advance(partition, offset);
  }

  inSlot(slot: number): DumpPosition[] {
    return this.all.filter(({ partition }) => slotOf(partition) === slot);
  }

  /** Marks everything as changed, so that it is committed once more. */
  touch(): void {
    for (const partition of this.#positions.keys()) this.#changed.add(partition);
  }

  /** All of it is committed. */
  settle(): void {
    this.#changed.clear();
  }

  get counts(): DumpCounts {
    const sum = (name: keyof DumpCounts) => this.all.reduce((total, position) => total + position[name], 0n);
    return {
      ...{ read: sum('read'), written: sum('written'), filtered: sum('filtered') },
      ...{ skipped: sum('skipped'), lost: sum('lost') },
    };
  }
}
