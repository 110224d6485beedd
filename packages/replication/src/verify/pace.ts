import { RateLimit } from '../copier/rate-limit.ts';
import type { Pace } from './digest-reader.ts';

/** How fast is read. */
export interface ReadingRate {
  /** Of both sides together, in bytes a second; Infinity when absent. */
  readonly bytesPerSecond?: number;
  readonly signal?: AbortSignal;
}

/** Keeps reading at a rate. What it gives rejects once the signal is aborted. */
export const paceOf = ({ bytesPerSecond, signal }: ReadingRate): Pace => {
  const rate = RateLimit.of(bytesPerSecond ?? Number.POSITIVE_INFINITY);
  const until = signal ?? new AbortController().signal;
  return async (bytes) => {
    rate.spend(bytes);
    await rate.ready(until);
    until.throwIfAborted();
  };
};
