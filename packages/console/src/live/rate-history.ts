/** A moment of a copy, for charts: what is not known is null, and leaves a gap. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly recordsPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly lag: bigint | null;
}

/** What the API tells of a moment. */
export type ToldSample = Omit<Sample, 'at'> & { readonly at: string };

const HOUR_MS = 60 * 60 * 1000;

/** Longer without a sample means that nothing is known of the time between. */
const GAP_MS = 30_000;

export const sampleOf = ({ at, recordsPerSecond, bytesPerSecond, lag }: ToldSample): Sample => ({
  ...{ at: Date.parse(at), recordsPerSecond, bytesPerSecond, lag },
});

/** The samples of an hour with another one; one that is not newer than the last is known already. */
export const withSample = (samples: readonly Sample[], next: Sample): readonly Sample[] => {
  const last = samples.at(-1);
  if (last && next.at <= last.at) return samples;
  const first = samples.findIndex(({ at }) => at > next.at - HOUR_MS);
  return [...(first < 0 ? [] : samples.slice(first)), next];
};

/** The samples in order, each time once: what was told at first, and what came later. */
export const merged = (first: readonly Sample[], later: readonly Sample[]): readonly Sample[] =>
  later.reduce(withSample, first);

/** Samples with an unknown one wherever nothing was heard for longer than usual, so that no line is drawn there. */
export const withGaps = (samples: readonly Sample[]): readonly Sample[] =>
  samples.flatMap((sample, index) => {
    const before = samples[index - 1];
    if (!before || sample.at - before.at <= GAP_MS) return [sample];
    return [{ at: before.at + 1, recordsPerSecond: null, bytesPerSecond: null, lag: null }, sample];
  });
