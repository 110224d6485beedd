import { useNow } from '../live/use-now.ts';

/**
 * What is left of a time, counted down by the second, in milliseconds: `ms` were left at `asOf`, in milliseconds since 1970.
 * Null: not known.
 */
export const useLeft = (ms: number | null, asOf: number): number | null => {
  const now = useNow();
  return ms === null ? null : Math.max(0, ms - Math.max(0, now - asOf));
};
