/** Records that follow each other without a hole on both sides. */
export interface OffsetRun {
  readonly source: bigint;
  readonly target: bigint;
  readonly count: bigint;
}

/** Runs in a row: between two of them offsets are left out at the source, never on the target. */
interface Block {
  readonly source: bigint;
  readonly target: bigint;
  sourceEnd: bigint;
  targetEnd: bigint;
  /** Of each run: how many offsets of the source are left out in front of it, and how many records it has. */
  readonly skips: number[];
  readonly counts: number[];
}

const RUNS_IN_A_BLOCK = 512;
const LARGEST_SKIP = 0xffff_ffffn;

/**
 * Which offset each record of a partition has on the target, as runs; both sides ascend. Records that follow each
 * other on both sides share a run, so a log without holes takes one, and a heavily compacted one about as many as it
 * has holes (16 bytes each).
 */
export class OffsetMap {
  readonly #blocks: Block[] = [];

  /** Of the first record; 0 where there is none. */
  get sourceStart(): bigint {
    return this.#blocks[0]?.source ?? 0n;
  }

  get targetStart(): bigint {
    return this.#blocks[0]?.target ?? 0n;
  }

  /** Behind the last record; 0 where there is none. */
  get sourceEnd(): bigint {
    return this.#blocks.at(-1)?.sourceEnd ?? 0n;
  }

  get targetEnd(): bigint {
    return this.#blocks.at(-1)?.targetEnd ?? 0n;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  /** Adds a run behind all others. */
  append({ source, target, count }: OffsetRun): void {
    if (count <= 0n) return;
    const last = this.#blocks.at(-1);
    if (last && (source < last.sourceEnd || target < last.targetEnd)) {
      throw new RangeError(`a run at ${source} → ${target} does not lie behind the others`);
    }
    const skip = last ? source - last.sourceEnd : 0n;
    if (!last || target !== last.targetEnd || skip > LARGEST_SKIP || last.skips.length >= RUNS_IN_A_BLOCK) {
      this.#blocks.push({
        ...{ source, target, sourceEnd: source + count, targetEnd: target + count },
        ...{ skips: [0], counts: [Number(count)] },
      });
      return;
    }
    if (skip === 0n) last.counts[last.counts.length - 1]! += Number(count);
    else {
      last.skips.push(Number(skip));
      last.counts.push(Number(count));
    }
    last.sourceEnd = source + count;
    last.targetEnd = target + count;
  }

  /** The runs in order. */
  *runs(): Generator<OffsetRun> {
    for (const block of this.#blocks) yield* runsOf(block);
  }

  /** Where the record at an offset of the source is, or where that is not mapped the next one behind it. */
  toTarget(offset: bigint): bigint {
    for (const { source, target, count } of this.#from('sourceEnd', offset)) {
      if (offset < source) return target;
      if (offset < source + count) return target + offset - source;
    }
    return this.targetEnd;
  }

  /** Where the record at an offset of the target came from; undefined where none came from the source. */
  toSource(offset: bigint): bigint | undefined {
    for (const { source, target, count } of this.#from('targetEnd', offset)) {
      if (offset < target) return undefined;
      if (offset < target + count) return source + offset - target;
    }
    return undefined;
  }

  /** Where the first record at an offset of the target or behind it came from; the end where there is none. */
  nextSource(offset: bigint): bigint {
    for (const { source, target, count } of this.#from('targetEnd', offset)) {
      if (offset < target) return source;
      if (offset < target + count) return source + offset - target;
    }
    return this.sourceEnd;
  }

  /** Whether the record at an offset of the source is mapped. */
  has(offset: bigint): boolean {
    const target = this.toTarget(offset);
    return target < this.targetEnd && this.toSource(target) === offset;
  }

  /** Forgets what lies at an offset of the target or behind it. */
  truncate(targetEnd: bigint): void {
    while (this.#blocks.length > 0 && this.targetEnd > targetEnd) {
      for (const { source, target, count } of runsOf(this.#blocks.pop()!)) {
        const kept = targetEnd - target;
        this.append({ source, target, count: kept < count ? kept : count });
      }
    }
  }

  /** The runs that end behind an offset of the target. */
  *runsFrom(offset: bigint): Generator<OffsetRun> {
    for (const run of this.#from('targetEnd', offset)) if (run.target + run.count > offset) yield run;
  }

  /** The runs of the first block that ends behind an offset, and of those after it. */
  *#from(end: 'sourceEnd' | 'targetEnd', offset: bigint): Generator<OffsetRun> {
    let [low, high] = [0, this.#blocks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#blocks[middle]![end] > offset) high = middle;
      else low = middle + 1;
    }
    for (; low < this.#blocks.length; low += 1) yield* runsOf(this.#blocks[low]!);
  }
}

function* runsOf({ source, target, skips, counts }: Block): Generator<OffsetRun> {
  let [at, to] = [source, target];
  for (const [i, length] of counts.entries()) {
    at += BigInt(skips[i]!);
    const count = BigInt(length);
    yield { source: at, target: to, count };
    at += count;
    to += count;
  }
}
