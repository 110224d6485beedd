import { cliErrors } from '../cli-errors.ts';

/** Reads a whole number from 0 on. Throws CLI_COUNT_INVALID. */
export const parseCount = (option: string, text: string): bigint => {
  if (!/^\d{1,15}$/.test(text)) throw cliErrors.CLI_COUNT_INVALID({ option, value: text });
  return BigInt(text);
};
