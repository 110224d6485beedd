import type { CodedError } from '@mqferry/core';

/** Where one partition stands. */
export type PartitionPhase = 'waiting' | 'filling' | 'copying' | 'recovering' | 'reached' | 'stopped';

/** A moment's view of one partition; offsets are the source's, and the same on both sides unless it is mapped. */
export interface PartitionStatus {
  readonly topic: string;
  readonly partition: number;
  /** `paused`: all that was read of it is on the target, and nothing more is read. */
  readonly phase: PartitionPhase | 'paused';
  /** Next offset the target will get: everything before is there, confirmed. */
  readonly copiedTo: bigint;
  /** The source's end as last seen, or the fixed end of a copy that stops there. */
  readonly end: bigint;
  /** It is copied with a map of offsets. */
  readonly mapped?: boolean;
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
  /** What holds the copy back now, if anything: our own rate limits or a quota of a cluster. */
  readonly throttledBy: 'rate-limit' | 'topic-rate-limit' | 'source-quota' | 'target-quota' | undefined;
  /** Times a partition had to find its place again after a fault. */
  readonly recoveries: number;
  /** Bytes that are read from the source and not yet confirmed by the target. */
  readonly heldBytes: number;
}

/** A moment's view of one topic. What is not known is undefined, never zero. */
export interface TopicStatus {
  readonly topic: string;
  /** How many of its partitions are where. */
  readonly phases: ReadonlyMap<PartitionStatus['phase'], number>;
  /** Confirmed by the target since this copier started. */
  readonly copiedBytes: number;
  readonly copiedRecords: number;
  readonly recoveries: number;
  /** Offsets up to the source's high watermark, seen a few seconds ago at most, that the target does not have yet. */
  readonly lag: bigint | undefined;
  /** The same in bytes, taking them for as large as those of the topic that this copier has copied. */
  readonly lagBytes: number | undefined;
  /** How old the oldest of them is, by its timestamp, in milliseconds; 0 when there is none. */
  readonly lagMs: number | undefined;
}

/** The status before anything was begun. */
export const COPY_NOT_BEGUN: CopyStatus = {
  partitions: [],
  copiedBytes: 0,
  copiedRecords: 0,
  lag: 0n,
  throttledBy: undefined,
  recoveries: 0,
  heldBytes: 0,
};
