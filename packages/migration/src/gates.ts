import type { CodedError } from '@mqferry/core';

/**
 * What a measurement came to. `inconclusive`: measured, but not enough to tell; `error`: it could not be measured, which
 * is not the same as bad.
 */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'error';

/** What a gate saw, in terms of the clusters: numbers that an operator can look up there. */
export type Evidence = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

/** One measurement of a gate. */
export interface Measurement {
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Why it failed, or could not be measured. */
  readonly reason?: CodedError;
}

/** A condition for a step; it is measured again at the moment of acting. */
export interface Gate<World> {
  readonly id: string;
  /** For how long a measurement is worth anything, in milliseconds. */
  readonly holdsForMs: number;
  readonly measure: (world: World) => Promise<Omit<Measurement, 'at'>>;
}

/** The colour of a gate: a gate that is not measured, or was so too long ago, is not green. */
export const standing = (
  { holdsForMs }: Pick<Gate<never>, 'holdsForMs'>,
  measured: Measurement | undefined,
  now: number,
): Verdict | 'unmeasured' | 'expired' => {
  if (!measured) return 'unmeasured';
  return measured.verdict === 'pass' && now - measured.at > holdsForMs ? 'expired' : measured.verdict;
};
