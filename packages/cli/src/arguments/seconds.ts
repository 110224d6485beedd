import { cliErrors } from '../cli-errors.ts';

/** Reads whole seconds from 1 on, as milliseconds. Throws CLI_SECONDS_INVALID. */
export const parseSeconds = (option: string, text: string): number => {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds < 1) throw cliErrors.CLI_SECONDS_INVALID({ option, value: text });
  return seconds * 1_000;
};
