import type { CopyMeasure } from './watch-copy.ts';

/** The same data copied by both, one after the other. */
export interface Round {
  /** Which of them went first. */
  readonly first: 'mqferry' | 'MirrorMaker 2';
  readonly mqferry: CopyMeasure;
  readonly mirrorMaker: CopyMeasure;
}

/** Least, middle and greatest of what the rounds gave. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How many times as fast and as frugal as MirrorMaker 2 mqferry is: the more, the better. */
export interface Ratios {
  /** mqferry's records a second over MirrorMaker 2's. */
  readonly rate: Spread;
  /** MirrorMaker 2's CPU time over mqferry's. */
  readonly cpu: Spread;
  /** MirrorMaker 2's peak memory over mqferry's. */
  readonly memory: Spread;
}

/** Least value of some ratios. */
export type Goals = Readonly<Partial<Record<keyof Ratios, number>>>;

/** A goal, and whether the median of the rounds reached it. */
export interface Goal {
  readonly ratio: keyof Ratios;
  readonly atLeast: number;
  readonly measured: number;
  readonly reached: boolean;
}

/** The spread of one or more values. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { min: sorted[0]!, median, max: sorted.at(-1)! };
};

/** Compares round by round, so that what slowed a whole round down falls out. */
export const ratiosOf = (rounds: readonly Round[]): Ratios => ({
  rate: spreadOf(rounds.map((r) => r.mqferry.recordsPerSecond / r.mirrorMaker.recordsPerSecond)),
  cpu: spreadOf(rounds.map((r) => r.mirrorMaker.cpuSeconds / r.mqferry.cpuSeconds)),
  memory: spreadOf(rounds.map((r) => r.mirrorMaker.peakMemoryBytes / r.mqferry.peakMemoryBytes)),
});

/** What is required, held against what was measured. */
export const goalsOf = (goals: Goals, ratios: Ratios): Goal[] =>
  (Object.entries(goals) as [keyof Ratios, number][]).map(([ratio, atLeast]) => {
    const measured = ratios[ratio].median;
    return { ratio, atLeast, measured, reached: measured >= atLeast };
  });
