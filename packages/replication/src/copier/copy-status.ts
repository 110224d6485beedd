import type { CodedError } from '@mqferry/core';

/** Where one partition stands. */
export type PartitionPhase = 'waiting' | 'filling' | 'copying' | 'recovering' | 'reached' | 'stopped';

/** A moment's view of one partition; offsets are the same on both sides. */
export interface PartitionStatus {
  readonly topic: string;
  readonly partition: number;
  readonly phase: PartitionPhase;
  /** Next offset the target will get: everything before is there, confirmed. */
  readonly copiedTo: bigint;
  /** The source's end as last seen, or the fixed end of a copy that stops there. */
  readonly end: bigint;
  readonly error?: CodedError;
}

/** A moment's view of the whole copy. */
export interface CopyStatus {
  readonly partitions: readonly PartitionStatus[];
  /** Batch bytes and records confirmed by the target since this copier started. */
  readonly copiedBytes: number;
  readonly copiedRecords: number;
  /** Records not yet on the target. */
  readonly lag: bigint;
  /** What holds the copy back now, if anything: our own rate limit or a quota of a cluster. */
  readonly throttledBy: 'rate-limit' | 'source-quota' | 'target-quota' | undefined;
  /** Times a partition had to find its place again after a fault. */
  readonly recoveries: number;
}

/** The status before anything was begun. */
export const COPY_NOT_BEGUN: CopyStatus = {
  partitions: [],
  copiedBytes: 0,
  copiedRecords: 0,
  lag: 0n,
  throttledBy: undefined,
  recoveries: 0,
};
