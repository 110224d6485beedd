import type { CopyReport } from './copy-calls.ts';

/** A moment of a copy. */
export interface RateSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly recordsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly lag: bigint | null;
}

const SAMPLE_MS = 5_000;
const KEPT = 720;

/** What rates are made of. */
type Measured = Pick<CopyReport, 'at' | 'copiedRecords' | 'copiedBytes' | 'lag'>;

/** How fast a copy was over the last hour, a sample every five seconds. */
export class RateHistory {
  readonly #samples: RateSample[] = [];
  #last: Measured | undefined;

  get samples(): readonly RateSample[] {
    return this.#samples;
  }

  /** The rates over the last sample; null before there is one, and after a copy has ended. */
  get now(): Pick<RateSample, 'recordsPerSecond' | 'bytesPerSecond'> {
    return this.#samples.at(-1) ?? { recordsPerSecond: null, bytesPerSecond: null };
  }

  add(report: Measured): void {
    const last = this.#last;
    if (last && report.at - last.at < SAMPLE_MS) return;
    this.#last = report;
    if (!last || report.copiedRecords < last.copiedRecords) return;
    const seconds = (report.at - last.at) / 1000;
    this.#keep({
      at: report.at,
      recordsPerSecond: (report.copiedRecords - last.copiedRecords) / seconds,
      bytesPerSecond: (report.copiedBytes - last.copiedBytes) / seconds,
      lag: report.lag,
    });
  }

  /** The copy does not run from now on. */
  gap(at: number): void {
    this.#last = undefined;
    this.#keep({ at, recordsPerSecond: null, bytesPerSecond: null, lag: null });
  }

  #keep(sample: RateSample): void {
    this.#samples.push(sample);
    if (this.#samples.length > KEPT) this.#samples.shift();
  }
}
