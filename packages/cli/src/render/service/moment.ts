import { UNKNOWN } from '../numbers.ts';

/** A moment to the second, as ISO 8601 in UTC; what is null is not known, or did not happen. */
export const momentText = (at: string | null): string =>
  at === null ? UNKNOWN : at.replace(/\.\d+(?=Z$)/, '');
