import type { TimeRange } from '@mqferry/replication';
import { cliErrors } from '../cli-errors.ts';

/** ISO 8601 with date, time and zone: whose clock is meant must not depend on the machine. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
const MILLISECONDS = /^\d{1,15}$/;

/** Reads a moment such as `2026-11-21T18:00:00Z`, or milliseconds since 1970. Throws CLI_TIME_INVALID. */
export const parseTime = (option: string, text: string): bigint => {
  const time = MILLISECONDS.test(text) ? Number(text) : ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw cliErrors.CLI_TIME_INVALID({ option, value: text });
  return BigInt(time);
};

/** Reads --since and --until. Throws CLI_TIME_INVALID. */
export const parseTimes = ({ since, until }: { since?: string; until?: string }): TimeRange => ({
  since: since === undefined ? undefined : parseTime('--since', since),
  until: until === undefined ? undefined : parseTime('--until', until),
});
