import type { CodedError } from '@mqferry/core';
import { replicationErrors } from '../errors.ts';
import type { PartitionCopy } from './partition-copy.ts';

/** REPLICATION_STALLED for a partition in which something fails for longer than this, in milliseconds. */
export const stallOf = (
  { topic, partition, failing }: PartitionCopy,
  timeoutMs: number,
): CodedError | undefined => {
  if (failing === undefined) return undefined;
  const { since, first, last } = failing;
  const ms = performance.now() - since;
  if (ms <= timeoutMs) return undefined;
  return replicationErrors.REPLICATION_STALLED({
    ...{ topic, partition },
    seconds: Math.round(ms / 1000),
    reason: first === last ? first : `${first} → ${last}`,
  });
};
