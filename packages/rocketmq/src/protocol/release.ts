/** Java's `MQVersion.Version` numbers releases from here on without gaps, each after its snapshot. */
const V4_0_0_SNAPSHOT = 212;
const LAST = 611;

/**
 * The release that a `version` in a header stands for, as RocketMQ writes it: `V4_9_7`, `V5_5_0_SNAPSHOT`. Undefined for
 * what is no release from 4.0.0 on.
 */
export const releaseName = (version: number): string | undefined => {
  if (version < V4_0_0_SNAPSHOT || version > LAST) return undefined;
  const place = version - V4_0_0_SNAPSHOT;
  const digits = String(400 + Math.floor(place / 2)).split('');
  return `V${digits.join('_')}${place % 2 === 0 ? '_SNAPSHOT' : ''}`;
};

/** The number of a release that is written as `5.2.0`; undefined for what is no release from 4.0.0 on. */
export const releaseNumber = (text: string): number | undefined => {
  const [, digits] = /^(\d\.\d\.\d)(?!\d)/u.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const version = V4_0_0_SNAPSHOT + 2 * (Number(digits.replaceAll('.', '')) - 400) + 1;
  return releaseName(version) === undefined ? undefined : version;
};
