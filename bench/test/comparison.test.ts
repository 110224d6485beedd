import { describe, expect, it } from 'vitest';
import { goalsOf, type Round, ratiosOf, spreadOf } from '../src/comparison.ts';
import type { CopyMeasure } from '../src/watch-copy.ts';

const measure = (recordsPerSecond: number, cpuSeconds: number, peakMemoryBytes: number): CopyMeasure => ({
  ...{ recordsPerSecond, cpuSeconds, peakMemoryBytes },
  ...{ startSeconds: 1, copySeconds: 10, startCpuSeconds: 0.5 },
  ...{ sourceCpuSeconds: 1, targetCpuSeconds: 1 },
});

const round = (mqferry: CopyMeasure, mirrorMaker: CopyMeasure): Round => ({
  ...{ first: 'mqferry', mqferry, mirrorMaker },
});

describe('the comparison', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    expect(spreadOf([3, 1, 20])).toEqual({ min: 1, median: 3, max: 20 });
    expect(spreadOf([4, 1, 2, 20])).toEqual({ min: 1, median: 3, max: 20 });
    expect(spreadOf([7])).toEqual({ min: 7, median: 7, max: 7 });
  });

  it('is made round by round, so that more is better in all of it', () => {
    const ratios = ratiosOf([
      round(measure(200, 5, 100), measure(100, 50, 700)),
      round(measure(90, 10, 100), measure(30, 70, 800)),
    ]);
    expect(ratios).toEqual({
      rate: { min: 2, median: 2.5, max: 3 },
      cpu: { min: 7, median: 8.5, max: 10 },
      memory: { min: 7, median: 7.5, max: 8 },
    });
  });

  it('holds the medians against what is required', () => {
    const ratios = ratiosOf([round(measure(210, 5, 100), measure(100, 50, 600))]);
    expect(goalsOf({ rate: 2.2, cpu: 6, memory: 6 }, ratios)).toEqual([
      { ratio: 'rate', atLeast: 2.2, measured: 2.1, reached: false },
      { ratio: 'cpu', atLeast: 6, measured: 10, reached: true },
      { ratio: 'memory', atLeast: 6, measured: 6, reached: true },
    ]);
    expect(goalsOf({}, ratios)).toEqual([]);
  });
});
