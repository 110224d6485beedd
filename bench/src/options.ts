import { parseArgs } from 'node:util';
import { benchErrors } from './bench-errors.ts';
import { type BenchCase, CASES } from './cases.ts';
import type { Factor } from './clusters.ts';

/** What to measure. */
export interface BenchOptions {
  readonly cases: readonly BenchCase[];
  /** Part of a case's records. */
  readonly scale: number;
  readonly factors: readonly Factor[];
  readonly rounds: number;
  /** Where the results go. */
  readonly out: string;
}

const LEAST_SCALE = 0.01;
const MOST_ROUNDS = 9;

/** Reads a number from the command line. Throws BENCH_OPTION_INVALID. */
export const wholeNumber = (option: string, value: string, least: number, most: number): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw benchErrors.BENCH_OPTION_INVALID({
    option,
    value,
    expected: `a whole number from ${least} to ${most}`,
  });
};

const scaleOf = (value: string): number => {
  const scale = Number(value);
  if (scale >= LEAST_SCALE && scale <= 1) return scale;
  throw benchErrors.BENCH_OPTION_INVALID({ option: '--scale', value, expected: `${LEAST_SCALE} to 1` });
};

const isFull = (scale: number, rounds: number): boolean => scale === 1 && rounds >= 3;

const caseOf = (value: string): BenchCase => {
  const found = CASES.find(({ id }) => id === value);
  if (found) return found;
  const expected = CASES.map(({ id }) => id).join(', ');
  throw benchErrors.BENCH_OPTION_INVALID({ option: '--cases', value, expected });
};

const factorOf = (value: string): Factor => {
  if (value === '1' || value === '3') return value === '1' ? 1 : 3;
  throw benchErrors.BENCH_OPTION_INVALID({ option: '--factors', value, expected: '1, 3 or 1,3' });
};

/**
 * Reads `--cases`, `--scale`, `--factors`, `--rounds` and `--out`. What is not a full measurement goes to `trialFolder`
 * unless told otherwise, so that it does not replace one. Throws BENCH_OPTION_INVALID.
 */
export const parseOptions = (
  args: readonly string[],
  resultFolder: string,
  trialFolder: string,
): BenchOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: CASES.map(({ id }) => id).join(',') },
      scale: { type: 'string', default: '1' },
      factors: { type: 'string', default: '1,3' },
      rounds: { type: 'string', default: '3' },
      out: { type: 'string' },
    },
  });
  const cases = [...new Set(values.cases.split(',').map(caseOf))];
  const scale = scaleOf(values.scale);
  const rounds = wholeNumber('--rounds', values.rounds, 1, MOST_ROUNDS);
  const factors = [...new Set(values.factors.split(',').map(factorOf))];
  return {
    cases,
    scale,
    factors,
    rounds,
    out: values.out ?? (isFull(scale, rounds) ? resultFolder : trialFolder),
  };
};

/** Reads `--scale` and `--rounds`, and tells whether they make a full measurement. Throws BENCH_OPTION_INVALID. */
export const parseScaleAndRounds = (
  args: readonly string[],
): { readonly scale: number; readonly rounds: number; readonly isFull: boolean } => {
  const { values } = parseArgs({
    args: [...args],
    options: { scale: { type: 'string', default: '1' }, rounds: { type: 'string', default: '3' } },
  });
  const [scale, rounds] = [scaleOf(values.scale), wholeNumber('--rounds', values.rounds, 1, MOST_ROUNDS)];
  return { scale, rounds, isFull: isFull(scale, rounds) };
};
