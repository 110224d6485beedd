import { parseArgs } from 'node:util';
import { benchErrors } from './bench-errors.ts';
import type { Factor } from './clusters.ts';

/** What to measure. */
export interface BenchOptions {
  readonly records: number;
  readonly factors: readonly Factor[];
  readonly rounds: number;
  /** Where the results go. */
  readonly out: string;
}

const FULL_RECORDS = 3_000_000;
const LEAST_RECORDS = 100_000;
const MOST_ROUNDS = 9;

const wholeNumber = (option: string, value: string, least: number, most: number): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw benchErrors.BENCH_OPTION_INVALID({
    option,
    value,
    expected: `a whole number from ${least} to ${most}`,
  });
};

const factorOf = (value: string): Factor => {
  if (value === '1' || value === '3') return value === '1' ? 1 : 3;
  throw benchErrors.BENCH_OPTION_INVALID({ option: '--factors', value, expected: '1, 3 or 1,3' });
};

/**
 * Reads `--records`, `--factors`, `--rounds` and `--out`. What is not a full measurement goes to `trialFolder`
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
      records: { type: 'string', default: String(FULL_RECORDS) },
      factors: { type: 'string', default: '1,3' },
      rounds: { type: 'string', default: '3' },
      out: { type: 'string' },
    },
  });
  const records = wholeNumber('--records', values.records, LEAST_RECORDS, 100 * FULL_RECORDS);
  const rounds = wholeNumber('--rounds', values.rounds, 1, MOST_ROUNDS);
  const factors = [...new Set(values.factors.split(',').map(factorOf))];
  const full = records >= FULL_RECORDS && rounds >= 3 && factors.length === 2;
  return { records, factors, rounds, out: values.out ?? (full ? resultFolder : trialFolder) };
};
