import type { CopyStatus } from '../copier/copy-status.ts';
import type { MigrationOptions } from '../migration-run.ts';
import { compactedTopics } from '../plan/read-configs.ts';
import type { VerifiedPartition } from '../verify/rolling-status.ts';
import { RollingVerification } from '../verify/rolling-verification.ts';
import type { MigrationContext } from './migration-context.ts';

/** A verification that follows what a migration has copied by `status`. */
export const rollingOf = (
  { source, target, options: { journal }, tell }: MigrationContext,
  { checkpoint, bytesPerSecond = Number.POSITIVE_INFINITY }: NonNullable<MigrationOptions['rolling']>,
  status: () => CopyStatus,
): RollingVerification => {
  const copied = () => status().partitions;
  const comparedAtEnd = async (topics: readonly string[]) => {
    const compacted = await compactedTopics(source, target, topics, await journal.load());
    return new Set([...compacted, ...copied().flatMap(({ topic, mapped }) => (mapped ? [topic] : []))]);
  };
  const onFinding = ({ topic, partition, differences, error }: VerifiedPartition) =>
    tell(
      error
        ? { type: 'partition-unverifiable', topic, partition, error }
        : { type: 'partition-differs', topic, partition, differences },
    );
  const committedOnly = () => journal.committedOnly();
  const how = { copied, compacted: comparedAtEnd, committedOnly, checkpoint, bytesPerSecond, onFinding };
  return new RollingVerification({ source, target, ...how });
};
