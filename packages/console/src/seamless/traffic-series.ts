import type { TrafficSample } from '../api/types.ts';

type Side = 'source' | 'target';

/** One line of the charts. */
export interface Series {
  readonly side: Side;
  readonly what: 'in' | 'out' | 'backlog';
  /** One for each time; null: not known. */
  readonly values: readonly (number | null)[];
}

/** All lines over the same times, in milliseconds since 1970. */
export interface TrafficSeries {
  readonly times: readonly number[];
  readonly series: readonly Series[];
}

/** Longer without a sample means that nothing is known of the time between. */
const GAP_MS = 60_000;

const WHATS: readonly Series['what'][] = ['in', 'out', 'backlog'];
const SIDES: readonly Side[] = ['source', 'target'];

const valueIn = ({ traffic, backlog }: TrafficSample, side: Side, what: Series['what']): number | null => {
  if (what !== 'backlog') return traffic[side][what];
  const left = backlog[side];
  return left === null ? null : Number(left);
};

/** The lines of the charts; where nothing was heard for longer than usual there is a gap. */
export const trafficSeries = (samples: readonly TrafficSample[]): TrafficSeries => {
  const points = samples.flatMap((sample, index) => {
    const at = Date.parse(sample.at);
    const before = samples[index - 1];
    const since = before ? Date.parse(before.at) : at;
    return at - since > GAP_MS
      ? [
          { at: since + 1, sample: undefined },
          { at, sample },
        ]
      : [{ at, sample: sample as TrafficSample | undefined }];
  });
  return {
    times: points.map(({ at }) => at),
    series: WHATS.flatMap((what) =>
      SIDES.map((side) => ({
        ...{ side, what },
        values: points.map(({ sample }) => (sample ? valueIn(sample, side, what) : null)),
      })),
    ),
  };
};
