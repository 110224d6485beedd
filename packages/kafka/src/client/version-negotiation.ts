import type { Api } from '../protocol/api.ts';
import { clientErrors } from './errors.ts';

/** The versions of each API that one broker offers, by API key. */
export type OfferedVersions = ReadonlyMap<number, { readonly min: number; readonly max: number }>;

const rangeText = (min: number, max: number): string => (max < min ? 'none' : `${min}–${max}`);

/**
 * The version to speak: the highest that the broker offers and this side may use (`highest`, -1 for none).
 * Throws KAFKA_VERSION_UNSUPPORTED when the two ranges do not meet.
 */
export const negotiate = (
  api: Api<unknown, unknown>,
  offered: OfferedVersions,
  broker: string,
  highest: number,
): number => {
  const theirs = offered.get(api.key) ?? { min: 0, max: -1 };
  const version = Math.min(highest, theirs.max);
  if (version < Math.max(api.minVersion, theirs.min)) {
    throw clientErrors.KAFKA_VERSION_UNSUPPORTED({
      broker,
      api: api.name,
      offered: rangeText(theirs.min, theirs.max),
      known: rangeText(api.minVersion, highest),
    });
  }
  return version;
};
