import { cliErrors } from '../cli-errors.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/**
 * Reads a rate such as `10MB`, `512KiB` or `1000000`, also with `/s` behind it, as bytes a second: KB, MB and GB
 * are powers of 1000, KiB, MiB and GiB of 1024. Throws CLI_RATE_INVALID.
 */
export const parseRate = (text: string): number => {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)(?:\/s)?\s*$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? '?'];
  const rate = Math.floor(Number(amount) * (factor ?? 0));
  if (!Number.isSafeInteger(rate) || rate < 1) throw cliErrors.CLI_RATE_INVALID({ value: text });
  return rate;
};
