import type { Api } from '../protocol/api.ts';
import { clientErrors } from './errors.ts';
import { HIGHEST_TESTED_VERSION } from './tested-versions.ts';

/** The versions of each API that one broker offers, by API key. */
export type OfferedVersions = ReadonlyMap<number, { readonly min: number; readonly max: number }>;

const rangeText = (min: number, max: number): string => (max < min ? 'none' : `${min}–${max}`);

/**
 * The version to speak: the highest that the broker offers and the tests have used.
 * Throws KAFKA_VERSION_UNSUPPORTED when the two ranges do not meet.
 */
export const negotiate = (
  api: Api<unknown, unknown>,
  offered: OfferedVersions,
  broker: string,
  highestWanted = Number.POSITIVE_INFINITY,
): number => {
  const tested = HIGHEST_TESTED_VERSION[api.name] ?? -1;
  const theirs = offered.get(api.key) ?? { min: 0, max: -1 };
  const version = Math.min(tested, theirs.max, highestWanted);
  if (version < Math.max(api.minVersion, theirs.min)) {
    throw clientErrors.KAFKA_VERSION_UNSUPPORTED({
      broker,
      api: api.name,
      offered: rangeText(theirs.min, theirs.max),
      known: rangeText(api.minVersion, tested),
    });
  }
  return version;
};

/** Whether the broker offers the API in a version at or above `version` that this client can use. */
export const offers = (api: Api<unknown, unknown>, offered: OfferedVersions, version = 0): boolean => {
  const theirs = offered.get(api.key);
  return theirs !== undefined && Math.min(theirs.max, HIGHEST_TESTED_VERSION[api.name] ?? -1) >= version;
};
