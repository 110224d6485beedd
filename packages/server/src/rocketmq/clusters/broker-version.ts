import type { BrokerStatus } from '@mqferry/rocketmq';

const OLDEST = 4;

/** The release of a broker as RocketMQ writes it, such as `V4_9_7`; undefined: it does not tell. */
export const versionOf = ({ version, runtime }: BrokerStatus): string | undefined =>
  // What the header has no name for is told in words, by 3.x too.
  version ?? runtime?.brokerVersionDesc;

/** Whether a release is one before Apache, of which nothing is known to work. */
export const isTooOld = (version: string): boolean => {
  const major = /^V(\d+)_/.exec(version)?.[1];
  return major !== undefined && Number(major) < OLDEST;
};
