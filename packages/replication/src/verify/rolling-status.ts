import type { CodedError } from '@mqferry/core';
import type { PartitionProgress, VerificationCheckpoint } from './verification-checkpoint.ts';
import type { RecordDifference } from './verification-report.ts';

/** How far a verification that follows the copy came with one partition, as it survives the process; JSON. */
export interface RollingProgress extends PartitionProgress {
  readonly follows: true;
  /** Ids of the topics on both sides, where they have them: of others nothing is known. */
  readonly sourceTopicId?: string | undefined;
  readonly targetTopicId?: string | undefined;
  /** Offsets that were deleted by retention before they were compared. */
  readonly unverified: string;
}

/** Remembers it, by `topic-partition`. */
export type RollingCheckpoint = VerificationCheckpoint<RollingProgress>;

/** How far one partition is verified. */
export interface VerifiedPartition {
  readonly topic: string;
  readonly partition: number;
  /** The first offset compared. */
  readonly start: bigint;
  /** Everything before is compared. */
  readonly verifiedTo: bigint;
  /** What is copied and not compared yet. */
  readonly lag: bigint;
  /** Records compared, also by earlier processes. */
  readonly records: number;
  /**
   * Everything that was on the target so long ago, in milliseconds, is compared; undefined before that can be said of
   * any moment.
   */
  readonly ageMs: number | undefined;
  /** Offsets that retention deleted before they were compared. */
  readonly unverified: bigint;
  /** The first ones, at most ten. */
  readonly differences: readonly RecordDifference[];
  /** Why it is not compared any further. */
  readonly error?: CodedError | undefined;
}

/** A moment's view of a verification that follows the copy. */
export interface RollingStatus {
  readonly partitions: readonly VerifiedPartition[];
  /** Compacted topics: what either side compacts meanwhile can only be judged at the end of both logs. */
  readonly leftOut: readonly string[];
}

/** How far one topic is verified. */
export interface VerifiedTopic {
  readonly topic: string;
  readonly records: number;
  readonly lag: bigint;
  /** Of its partitions the greatest; undefined while it is unknown of one. */
  readonly ageMs: number | undefined;
  readonly unverified: bigint;
  /** At most ten of each partition are counted. */
  readonly differences: number;
  /** Partitions that are not compared any further. */
  readonly failed: number;
}

/** The same by topic. */
export const verifiedTopics = ({ partitions }: RollingStatus): VerifiedTopic[] =>
  [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, of]) => {
    const ages = of.map(({ ageMs }) => ageMs);
    return {
      topic,
      records: of.reduce((sum, { records }) => sum + records, 0),
      lag: of.reduce((sum, { lag }) => sum + lag, 0n),
      ageMs: ages.every((age) => age !== undefined) ? Math.max(...ages) : undefined,
      unverified: of.reduce((sum, { unverified }) => sum + unverified, 0n),
      differences: of.reduce((sum, { differences }) => sum + differences.length, 0),
      failed: of.filter(({ error }) => error).length,
    };
  });
