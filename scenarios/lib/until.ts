import { codedErrorIn, pause } from '@mqferry/core';

const POLL_MS = 100;

/**
 * Asks again and again until the answer is neither undefined nor false, and gives that answer. What a cluster or a
 * tool refuses counts as "not yet", for they may be in between. Throws after `ms` milliseconds, naming `what` was waited for.
 */
export const until = async <T>(
  what: string,
  ms: number,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> => {
  const deadline = performance.now() + ms;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      lastError = undefined;
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
      lastError = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`waited ${ms} ms in vain until ${what}`, { cause: lastError });
    }
    await pause(POLL_MS);
  }
};
