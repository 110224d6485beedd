import type { RecordSlices } from '@mqferry/kafka';
import {
  digestUntil,
  type RecordVisitor,
  type StretchDigest,
  type StretchReader,
} from '../verify/digest-reader.ts';
import type { OffsetMap, OffsetRun } from './offset-map.ts';

/** How offsets of the source are found on the target. */
export interface MappedTarget {
  readonly map: OffsetMap;
  /** The target's last stable offset. */
  readonly stableEnd: bigint;
}

/** Gives the records of a mapped target by the offsets that they have at the source; those of others are left out. */
export class MappedReader implements StretchReader {
  readonly #reader: StretchReader;
  readonly #map: OffsetMap;
  #runs: Generator<OffsetRun> | undefined;
  #run: OffsetRun | undefined;

  /** `reader` is of the target, goes by its offsets, and gives what is committed. */
  constructor(reader: StretchReader, map: OffsetMap) {
    this.#reader = reader;
    this.#map = map;
  }

  digestUntil(until: bigint): Promise<StretchDigest> {
    return digestUntil(this, until);
  }

  visitUntil(until: bigint, visit: RecordVisitor): Promise<void> {
    return this.#reader.visitUntil(this.#map.toTarget(until), (record, ...transaction) => {
      const offset = this.#sourceOf(record);
      if (offset === undefined) return;
      const { header, timestamp, body, start, end } = record;
      visit({ header, offset, timestamp, body, start, end, next: () => false }, ...transaction);
    });
  }

  /** Offsets ascend, so each run is looked at once. */
  #sourceOf({ offset }: RecordSlices): bigint | undefined {
    this.#runs ??= this.#map.runsFrom(offset);
    while (!this.#run || this.#run.target + this.#run.count <= offset) {
      const { value } = this.#runs.next();
      if (!value) return undefined;
      this.#run = value;
    }
    const { source, target } = this.#run;
    return offset < target ? undefined : source + offset - target;
  }
}
