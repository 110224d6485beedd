import { configErrors } from './config-errors.ts';
import type { Warning } from './config-warnings.ts';
import type { FileAccess } from './file-access.ts';

/** Properties or login options by name, values without surrounding blanks. */
export type Settings = ReadonlyMap<string, string>;

/** What reading settings needs from outside, and where it leaves what the operator should know. */
export interface ReadingContext {
  readonly files: FileAccess;
  /** In CIDR notation, where addresses that are named have to be; anywhere when absent. */
  readonly networks?: readonly string[] | undefined;
  readonly warn: (warning: Warning) => void;
}

/** The value of a property, or undefined when it is absent or empty. */
export const given = (settings: Settings, name: string): string | undefined =>
  settings.get(name) || undefined;

/** The elements of a comma-separated list, or undefined when there are none. */
export const givenList = (settings: Settings, name: string): string[] | undefined => {
  const elements = (given(settings, name) ?? '').split(',').map((element) => element.trim());
  const present = elements.filter((element) => element !== '');
  return present.length === 0 ? undefined : present;
};

/** The longest time a timer takes, about 24 days; a longer one is as good as never. */
export const LONGEST_MS = 2_147_483_647;
const LARGEST_LONG = 9_223_372_036_854_775_807n;

/** A time in milliseconds, cut to what a timer takes. Throws CONFIG_VALUE_INVALID. */
export const givenMilliseconds = (settings: Settings, property: string): number | undefined => {
  const text = given(settings, property);
  if (text === undefined) return undefined;
  if (!/^\d{1,19}$/.test(text) || BigInt(text) > LARGEST_LONG) {
    throw configErrors.CONFIG_VALUE_INVALID({ property, expected: `0…${LARGEST_LONG}` });
  }
  return Math.min(Number(text), LONGEST_MS);
};
