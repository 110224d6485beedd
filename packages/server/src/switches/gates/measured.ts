import { type Evidence, type Measurement, told } from '@mqferry/migration';

/** What a gate came to, but when. */
export type Measured = Omit<Measurement, 'at'>;

export const verdict = (passed: boolean, evidence: Evidence): Measured => ({
  verdict: passed ? 'pass' : 'fail',
  evidence,
});

/** The first few of these names; undefined when there are none. */
export const firstOf = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : told(names);
