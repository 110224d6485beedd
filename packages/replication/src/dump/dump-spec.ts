import type { CodedError } from '@mqferry/core';
import type { RecordFilter } from '../filter/record-filter.ts';

/** Where partitions are read from; `latest` is where they end when the dump is first started. */
export type DumpStart =
  | { readonly at: 'earliest' }
  | { readonly at: 'latest' }
  /** Milliseconds since 1970: the first record that is not older. */
  | { readonly at: 'timestamp'; readonly timestamp: bigint }
  /** Partitions that are not named begin at their earliest record. */
  | {
      readonly at: 'offsets';
      readonly offsets: readonly { readonly partition: number; readonly offset: bigint }[];
    };

/** What is done with a record for which the filter cannot be evaluated. */
export type OnFilterError = 'stop' | 'skip';

/** Which records go where. */
export interface DumpSpec {
  /** Names its transactions and positions on the target. */
  readonly id: string;
  readonly sourceTopic: string;
  readonly targetTopic: string;
  readonly start: DumpStart;
  /** `keep`: the partition with the same number; `key`: by key, as Java's default partitioner does. */
  readonly partitioning: 'keep' | 'key';
  /** Undefined: every record. */
  readonly filter: RecordFilter | undefined;
  readonly onFilterError: OnFilterError;
  /** Records in a transaction at most. */
  readonly batchRecords: number;
  /** `now`: it is done at the ends that the source had at its first start. */
  readonly until: 'stopped' | 'now';
  /** Whether it goes on where the source has deleted records that were not read. */
  readonly acceptGaps: boolean;
  /** It has run before: positions that are not on the target any more are missed. */
  readonly begun: boolean;
}

/** How many records came to what, since the first start. */
export interface DumpCounts {
  readonly read: bigint;
  readonly written: bigint;
  readonly filtered: bigint;
  readonly skipped: bigint;
  /** Offsets that the source deleted before they were read. */
  readonly lost: bigint;
}

/** Where a partition of the source is read from next. */
export interface DumpPlace {
  readonly partition: number;
  readonly offset: bigint;
}

/** How far a dump is. */
export interface DumpStatus extends DumpCounts {
  /** Bytes read by this process. */
  readonly readBytes: number;
  /** Undefined before the source has told its ends. */
  readonly lag: bigint | undefined;
  /** How old the last record is that was read, while there is more; 0 where there is not. */
  readonly lagMs: number | undefined;
  /** As they are committed. */
  readonly positions: readonly DumpPlace[];
}

/** What happens to a dump. */
export type DumpEvent =
  /** It knows where it is and goes on from there. */
  | { readonly type: 'running'; readonly positions: readonly DumpPlace[] }
  | {
      readonly type: 'skipped';
      readonly partition: number;
      readonly offset: bigint;
      readonly error: CodedError;
    }
  /** So many more were skipped than were told one by one. */
  | { readonly type: 'skipped'; readonly more: number }
  | { readonly type: 'gap'; readonly partition: number; readonly from: bigint; readonly to: bigint }
  | { readonly type: 'source-grown'; readonly partitions: number };
