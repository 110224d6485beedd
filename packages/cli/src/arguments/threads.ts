import { availableParallelism } from 'node:os';
import { cliErrors } from '../cli-errors.ts';

const MOST_THREADS = 64;

/** One core is left to the main thread, which compares, keeps groups in step and answers. */
export const defaultThreads = (): number => Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));

/** Reads `--threads`. Throws CLI_THREADS_INVALID. */
export const parseThreads = (text: string): number => {
  const threads = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (threads < 1 || threads > MOST_THREADS) throw cliErrors.CLI_THREADS_INVALID({ value: text });
  return threads;
};
