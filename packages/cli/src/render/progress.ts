import type { CopyStatus, MigrationPlan } from '@mqferry/replication';

/** What the status line and the JSON lines tell of a running copy. */
export interface Progress {
  /** Offsets on the target and in all, from the source's log starts on. */
  readonly done: bigint;
  readonly total: bigint;
  readonly copiedBytes: number;
  readonly copiedRecords: number;
  /** Over the last ten seconds, or since the start. */
  readonly bytesPerSecond: number;
  readonly recordsPerSecond: number;
  readonly lag: bigint;
  /** Whether the copy has an end that stands still. */
  readonly finite: boolean;
  /** Undefined unless the rate was steady for ten seconds and there is an end. */
  readonly etaSeconds: number | undefined;
  /** How long nothing was copied although something is left; undefined below five seconds. */
  readonly stalledSeconds: number | undefined;
  readonly throttledBy: CopyStatus['throttledBy'];
  /** False until the target is ready and there is something to tell. */
  readonly started: boolean;
  readonly filling: number;
  readonly paused: number;
  readonly stopped: number;
  readonly recoveries: number;
}

interface Sample {
  readonly at: number;
  readonly records: number;
  readonly bytes: number;
}

const WINDOW_MS = 10_000;
const STALLED_MS = 5_000;
/** How far the two halves of the window may lie apart for the rate to count as steady. */
const STEADY = 0.25;

const perSecond = (from: Sample, to: Sample, what: 'records' | 'bytes'): number =>
  to.at > from.at ? ((to[what] - from[what]) * 1000) / (to.at - from.at) : 0;

/** Makes progress of a series of statuses. */
export class ProgressMeter {
  readonly #starts: ReadonlyMap<string, bigint>;
  readonly #finite: boolean;
  readonly #samples: Sample[] = [];
  #advancedAt: number;

  /** `finite`: the copy has an end that stands still. `now` in milliseconds. */
  constructor(plan: Pick<MigrationPlan, 'topics'>, finite: boolean, now: number) {
    this.#finite = finite;
    this.#advancedAt = now;
    this.#samples.push({ at: now, records: 0, bytes: 0 });
    this.#starts = new Map(
      plan.topics.flatMap(({ topic, partitions }) =>
        partitions.map((p): [string, bigint] => [`${topic}-${p.partition}`, p.sourceStart]),
      ),
    );
  }

  /** The progress as of `now` in milliseconds; to be called regularly. */
  observe(status: CopyStatus, now: number): Progress {
    const sample = { at: now, records: status.copiedRecords, bytes: status.copiedBytes };
    if (sample.records > this.#samples.at(-1)!.records) this.#advancedAt = now;
    this.#samples.push(sample);
    // One sample from before the window is kept, so that the window is spanned in full.
    while (this.#samples.length > 2 && this.#samples[1]!.at <= now - WINDOW_MS) this.#samples.shift();
    const first = this.#samples[0]!;
    const recordsPerSecond = perSecond(first, sample, 'records');
    const count = (phase: string) => status.partitions.filter((p) => p.phase === phase).length;
    const idleMs = now - this.#advancedAt;
    const isDue = status.partitions.some((p) => p.phase !== 'paused' && p.end > p.copiedTo);
    return {
      ...this.#position(status),
      copiedBytes: status.copiedBytes,
      copiedRecords: status.copiedRecords,
      bytesPerSecond: perSecond(first, sample, 'bytes'),
      recordsPerSecond,
      lag: status.lag,
      finite: this.#finite,
      etaSeconds: this.#isSteady() ? Number(status.lag) / recordsPerSecond : undefined,
      stalledSeconds: isDue && idleMs >= STALLED_MS ? idleMs / 1000 : undefined,
      throttledBy: status.throttledBy,
      started: status.partitions.length > 0,
      filling: count('filling'),
      paused: count('paused'),
      stopped: count('stopped'),
      recoveries: status.recoveries,
    };
  }

  #position({ partitions }: CopyStatus): { done: bigint; total: bigint } {
    let done = 0n;
    let total = 0n;
    for (const { topic, partition, copiedTo, end } of partitions) {
      const start = this.#starts.get(`${topic}-${partition}`) ?? 0n;
      if (end <= start) continue;
      total += end - start;
      if (copiedTo > start) done += (copiedTo < end ? copiedTo : end) - start;
    }
    return { done, total };
  }

  #isSteady(): boolean {
    const first = this.#samples[0]!;
    const last = this.#samples.at(-1)!;
    if (!this.#finite || last.at - first.at < WINDOW_MS) return false;
    const half = last.at - WINDOW_MS / 2;
    const middle = this.#samples.find(({ at }) => at >= half)!;
    const rates = [perSecond(first, middle, 'records'), perSecond(middle, last, 'records')];
    const highest = Math.max(...rates);
    return highest > 0 && Math.min(...rates) >= highest * (1 - STEADY);
  }
}
