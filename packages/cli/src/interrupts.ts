import { EXIT } from './exit-codes.ts';
import type { World } from './world.ts';

/**
 * Runs `work` with a signal that the first Ctrl-C (or SIGTERM) aborts; `onFirst` tells the operator. The second
 * one calls `onSecond` and ends the process at once with exit code 1.
 */
export const withInterrupts = async <T>(
  { interrupts, exit }: Pick<World, 'interrupts' | 'exit'>,
  handlers: { readonly onFirst: () => void; readonly onSecond: () => void },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) {
      handlers.onSecond();
      exit(EXIT.FAILED);
      return;
    }
    handlers.onFirst();
    controller.abort();
  };
  interrupts.on('SIGINT', onSignal);
  interrupts.on('SIGTERM', onSignal);
  try {
    return await work(controller.signal);
  } finally {
    interrupts.off('SIGINT', onSignal);
    interrupts.off('SIGTERM', onSignal);
  }
};
