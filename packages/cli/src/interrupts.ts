import { EXIT } from './exit-codes.ts';
import type { World } from './world.ts';

/**
 * Runs `work` with a signal that the first Ctrl-C (or SIGTERM) aborts; `onFirst` tells the operator. The second
 * one calls `onSecond` and ends the process at once with exit code 1. `stop` does what the first one does, once.
 */
export const withInterrupts = async <T>(
  { interrupts, exit }: Pick<World, 'interrupts' | 'exit'>,
  handlers: { readonly onFirst: () => void; readonly onSecond: () => void },
  work: (signal: AbortSignal, stop: () => void) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    handlers.onFirst();
    controller.abort();
  };
  const onSignal = () => {
    if (controller.signal.aborted) {
      handlers.onSecond();
      exit(EXIT.FAILED);
      return;
    }
    stop();
  };
  interrupts.on('SIGINT', onSignal);
  interrupts.on('SIGTERM', onSignal);
  try {
    return await work(controller.signal, stop);
  } finally {
    interrupts.off('SIGINT', onSignal);
    interrupts.off('SIGTERM', onSignal);
  }
};
