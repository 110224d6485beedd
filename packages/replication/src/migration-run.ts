import type { CodedError } from '@mqferry/core';
import type { CopyControl } from './copier/copy-control.ts';
import type { CopyStatus, TopicStatus } from './copier/copy-status.ts';
import type { GroupOffsetStatus } from './groups/group-status.ts';
import type { TargetJournal } from './journal/target-journal.ts';
import type { OpenTransaction } from './open-transactions.ts';
import type { SourceGap } from './source-gap.ts';
import type { RollingCheckpoint, RollingProgress, RollingStatus } from './verify/rolling-status.ts';
import type { RecordDifference } from './verify/verification-report.ts';

/** How a migration runs. */
export interface MigrationOptions {
  /** `once`: up to the source's end as of now; `follow`: until `signal` aborts. */
  readonly until: 'once' | 'follow';
  /** Upper bound for the copy to begin with, in bytes a second. */
  readonly bytesPerSecond?: number;
  /** Aborting ends a `follow` cleanly at a safe point and an `once` early. */
  readonly signal: AbortSignal;
  readonly journal: TargetJournal;
  /** Leaves what is held as it is when the copy is complete; `restoreTarget` puts it back later. */
  readonly keepHeld?: boolean;
  /** What is copied is compared while the copy goes on, at most so many bytes of both sides read a second. */
  readonly rolling?: { readonly checkpoint: RollingCheckpoint; readonly bytesPerSecond?: number };
  /** Told about each step; called rarely (not per record). */
  readonly onEvent?: (event: MigrationEvent) => void;
  /**
   * What several processes share, each with a part of the partitions; each follows the source until its `signal`
   * aborts. Absent: this process copies everything by itself.
   */
  readonly replication?: SharedReplication;
  /**
   * After so long without a sign of life others may have what this process copies, and it has stopped by then.
   * Milliseconds, as many as the target's `group.min.session.timeout.ms` at least; 15,000 when absent.
   */
  readonly sessionTimeoutMs?: number;
  /** In how many threads partitions are copied at most; 1 when absent: in this one. */
  readonly threads?: number;
  /** Without progress for so long, a partition stops with an error. Milliseconds; 120,000 when absent. */
  readonly stallTimeoutMs?: number;
}

/** By what processes know that they share a migration. They must also choose the same topics. */
export interface SharedReplication {
  readonly name: string;
  /** Of the journal: the last one to end puts back what the first one has written down. */
  readonly journalId: string;
}

/** Steps worth telling. */
export type MigrationEvent =
  | { readonly type: 'topic-created'; readonly topic: string; readonly partitions: number }
  | {
      readonly type: 'partitions-added';
      readonly topic: string;
      readonly added: number;
      /** How many the topic has now on the target. */
      readonly partitions: number;
    }
  | {
      readonly type: 'config-held' | 'config-restored';
      /** Undefined: of all brokers of the target. */
      readonly topic: string | undefined;
      readonly name: string;
      readonly value: string | null;
    }
  | {
      readonly type: 'partition-recovering';
      readonly topic: string;
      readonly partition: number;
      readonly reason: string;
      /** What was being written, and may or may not be on the target. */
      readonly unanswered?: {
        readonly kind: 'batch' | 'marker' | 'blank';
        readonly offset: bigint;
        readonly records: number;
      };
    }
  | {
      readonly type: 'partition-stopped';
      readonly topic: string;
      readonly partition: number;
      readonly code: string;
      readonly message: string;
    }
  | ({ readonly type: 'gap-accepted'; readonly records: bigint } & SourceGap)
  /** Paused topics have come to rest: all that was read of them is on the target, and nothing of them moves. */
  | {
      readonly type: 'topics-paused';
      readonly topics: readonly string[];
      /** Readers of what is committed wait in front of these; undefined when that could not be asked. */
      readonly openTransactions?: readonly OpenTransaction[];
    }
  | { readonly type: 'topics-resumed'; readonly topics: readonly string[] }
  /** The operator has taken them out: nothing of them moves, and what the target was held to for them is put back. */
  | { readonly type: 'topics-removed'; readonly topics: readonly string[] }
  /** The verification that follows the copy has found the first differences of a partition, or cannot go on with it. */
  | {
      readonly type: 'partition-differs';
      readonly topic: string;
      readonly partition: number;
      readonly differences: readonly RecordDifference[];
    }
  | {
      readonly type: 'partition-unverifiable';
      readonly topic: string;
      readonly partition: number;
      readonly error: CodedError;
    }
  | { readonly type: 'topic-found'; readonly topic: string; readonly partitions: number }
  | ({ readonly type: 'topic-refused' } & RefusedTopic)
  | { readonly type: 'partitions-taken'; readonly partitions: readonly string[] }
  | {
      readonly type: 'partitions-given-up';
      readonly partitions: readonly string[];
      /** The coordinator took them away; else they move to another process of the replication. */
      readonly lost: boolean;
    }
  | { readonly type: 'groups-synced'; readonly offsets: number }
  | { readonly type: 'groups-found'; readonly groups: readonly string[] };

/** Partitions of a topic that appeared while the copy followed the source, and why they are not copied. */
export interface RefusedTopic {
  readonly topic: string;
  /** How many. */
  readonly partitions: number;
  readonly error: CodedError;
}

/** What a migration came to. */
export interface MigrationResult {
  /** Every partition reached its end (`once`), or stood without error when the signal came (`follow`). */
  readonly complete: boolean;
  readonly status: CopyStatus;
  readonly groups: readonly GroupOffsetStatus[];
  /** What appeared meanwhile and could not be taken along. */
  readonly refused: readonly RefusedTopic[];
  /** What was given up of the copied topics, now and in earlier runs, because the source had deleted it. */
  readonly gaps: readonly SourceGap[];
  /** Transactions that are open on the target at the end; none are told of where none are carried over. */
  readonly openTransactions: readonly OpenTransaction[];
}

/** What became of topics that an operator has added. */
export interface AddedTopics {
  /** Those of them that are being copied, also from before. */
  readonly topics: readonly string[];
  readonly refused: readonly RefusedTopic[];
}

/** What became of topics that an operator has removed. */
export interface RemovedTopics {
  readonly topics: readonly string[];
  /** Readers of what is committed wait in front of these on the target; undefined when that could not be asked. */
  readonly openTransactions?: readonly OpenTransaction[];
}

/** A running migration. */
export interface RunningMigration {
  /** A moment's view, cheap enough for several times a second. */
  status(): CopyStatus;
  /** The same by topic, with how far each is behind the source. */
  topics(): readonly TopicStatus[];
  /** How far the verification that follows the copy is; undefined without one. */
  verification(): RollingStatus | undefined;
  /** What it compared, by `topic-partition`, for a verification of all to go on from. */
  followed(): Readonly<Record<string, RollingProgress>>;
  /** Transactions that are open on the target in topics that are copied. Throws when a cluster cannot be asked. */
  openTransactions(topics: readonly string[]): Promise<readonly OpenTransaction[]>;
  /** Limits and pauses, to be changed at any time. */
  readonly control: CopyControl;
  /**
   * Copies topics whose whole names match as well, from now on and for as long as this process runs, also such as appear
   * later; those that were refused are tried again. Throws REPLICATION_TOPICS_SHARED, REPLICATION_TOPICS_FIXED, or when a
   * cluster cannot be asked.
   */
  addTopics(pattern: RegExp): Promise<AddedTopics>;
  /**
   * Copies topics whose whole names match no longer, for as long as this process runs, and puts back what the target was
   * held to for them. What was copied stays. Throws as `addTopics` does.
   */
  removeTopics(pattern: RegExp): Promise<RemovedTopics>;
  /** Settles when it has ended; rejects only for what stops all of it. */
  readonly finished: Promise<MigrationResult>;
}
