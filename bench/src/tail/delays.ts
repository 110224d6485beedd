import type { Arrival } from './arrivals.ts';

/** A distribution in milliseconds. */
export interface Delays {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** What is said of values; NaN of none. */
export const delaysOf = (values: readonly number[]): Delays => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? Number.NaN };
};

/** From the timestamps of records to their arrival. */
export const agesOf = (arrivals: ReadonlyMap<number, readonly Arrival[]>): number[] =>
  [...arrivals.values()].flat().map(({ at, timestamp }) => at - timestamp);

/**
 * From the arrival of records at one consumer to that of the same records at the other; batches may be framed anew in
 * between, so the one that holds the offset counts.
 */
export const delaysBetween = (
  from: ReadonlyMap<number, readonly Arrival[]>,
  to: ReadonlyMap<number, readonly Arrival[]>,
): number[] =>
  [...from].flatMap(([partition, arrivals]) => {
    const others = to.get(partition) ?? [];
    let next = 0;
    return arrivals.flatMap(({ offset, at }) => {
      while (next < others.length && others[next]!.offset < offset) next += 1;
      const other = others[next];
      return other ? [other.at - at] : [];
    });
  });
