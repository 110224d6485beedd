import { UNKNOWN } from '../format/numbers.ts';

/** A release as people write it: `V5_5_0` is 5.5.0; what looks otherwise stays as it is. */
export const releaseText = (version: string | null): string => {
  if (version === null) return UNKNOWN;
  const found = /^V(\d+(?:_\d+)*)(?:_(SNAPSHOT))?$/u.exec(version);
  if (!found) return version;
  const release = found[1]!.replaceAll('_', '.');
  return found[2] === undefined ? release : `${release}-${found[2]}`;
};
