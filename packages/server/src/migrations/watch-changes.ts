import { pause } from '@mqferry/core';

/**
 * Gives a turn at once and one whenever something has changed since the last one was asked for, no more often than every
 * `leastMs` milliseconds, until `gone` aborts. `listen` is given what is to be called, and gives what ends that.
 */
export const watchChanges = async function* (
  listen: (changed: () => void) => () => void,
  leastMs: number,
  gone: AbortSignal,
): AsyncGenerator<void> {
  let next = Promise.withResolvers<void>();
  const end = listen(() => next.resolve());
  const wake = () => next.resolve();
  gone.addEventListener('abort', wake);
  try {
    while (!gone.aborted) {
      next = Promise.withResolvers<void>();
      yield;
      await pause(leastMs, gone).catch(() => undefined);
      await next.promise;
    }
  } finally {
    end();
    gone.removeEventListener('abort', wake);
  }
};
