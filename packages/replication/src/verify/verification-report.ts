import type { OpenTransaction } from '../open-transactions.ts';

/** One record whose two sides differ. */
export interface RecordDifference {
  readonly offset: bigint;
  readonly kind: 'missing-on-target' | 'missing-on-source' | 'content-differs' | 'open-on-target';
}

/** The verdict on one partition: records from `start` (inclusive) to `end` (exclusive). */
export interface PartitionVerdict {
  readonly topic: string;
  readonly partition: number;
  readonly start: bigint;
  readonly end: bigint;
  /** Where the logs start at the end of the comparison. */
  readonly sourceStart: bigint;
  readonly targetStart: bigint;
  readonly records: number;
  /** Compared by a map of offsets: committed records only, at other offsets on the target. */
  readonly mapped?: boolean;
  /** SHA-256 chain over (offset, timestamp, key, value, headers), hex; equal digests are equal records. */
  readonly sourceDigest: string;
  readonly targetDigest: string;
  readonly equal: boolean;
  /** The first differing offsets, at most 10. */
  readonly differences: readonly RecordDifference[];
}

/** The verdict on a group: its committed offsets on both sides. */
export interface GroupVerdict {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly source: bigint | undefined;
  readonly target: bigint | undefined;
  readonly equal: boolean;
}

/** The whole verdict. What transactions are open does not change it: they are so on both sides, or their ends follow. */
export interface VerificationReport {
  readonly equal: boolean;
  readonly records: number;
  readonly partitions: readonly PartitionVerdict[];
  readonly groups: readonly GroupVerdict[];
  /** Topics of which only what readers of committed records are shown was compared, for no more was copied. */
  readonly committedOnly: readonly string[];
  /** Transactions that are open on the target. */
  readonly openTransactions: readonly OpenTransaction[];
}
