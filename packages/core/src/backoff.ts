import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait between attempts. Times in milliseconds. */
export interface BackoffPolicy {
  readonly initial: number;
  readonly maximum: number;
  /** Share of each wait that is random, from 0 to 1, so that many callers do not knock at the same time. */
  readonly jitter: number;
}

export const DEFAULT_BACKOFF: BackoffPolicy = { initial: 50, maximum: 5_000, jitter: 0.2 };

/** The wait before attempt `attempt` (the first retry is 1), doubling each time up to the maximum. */
export const backoffDelay = (
  attempt: number,
  policy: BackoffPolicy = DEFAULT_BACKOFF,
  random: () => number = Math.random,
): number => {
  const full = Math.min(policy.maximum, policy.initial * 2 ** Math.min(attempt - 1, 30));
  return full * (1 - policy.jitter + policy.jitter * random());
};

/** Waits `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
};
