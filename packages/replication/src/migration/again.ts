import { codedErrorIn, pause } from '@mqferry/core';

/** Does something every `ms` milliseconds; a cluster that cannot be asked now is asked the next time. */
export const again = async (ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> => {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!codedErrorIn(error)?.retriable) throw error;
    }
    await pause(ms, signal).catch(() => {});
  }
};
