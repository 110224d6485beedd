import type { CodedError } from '@mqferry/core';
import type { KafkaClient, TopicPartition } from '@mqferry/kafka';
import type { SourceGap } from '../source-gap.ts';
import type { Abilities, TransactionManner } from './batch-gate.ts';
import type { CopyControl } from './copy-control.ts';
import type { CopyStep } from './copy-step.ts';
import type { PauseChanges } from './pause-watch.ts';
import type { ReadLimits } from './source-reader.ts';

/** One partition to copy. */
export interface CopyTask extends TopicPartition, Abilities {
  /** The source's log end when the copy began: what comes later is tail. */
  readonly tailFrom: bigint;
  /** Where to stop; undefined: never. */
  readonly stopAt: bigint | undefined;
  /** Batches of the backlog smaller than this are merged with their neighbours, in bytes; 0 merges none. */
  readonly mergeBelow: number;
  /** Copied with a map of offsets instead of identical ones. */
  readonly mapped: boolean;
  /** The topic's id when the copy began; one that shows another later was recreated. */
  readonly sourceTopicId: string | undefined;
}

/** Limits of memory, in bytes. */
export interface CopierLimits extends ReadLimits {
  /** Fetched and not yet confirmed by the target, over all partitions. */
  readonly totalBytes: number;
}

/** A step whose fate is unknown. */
export type UnansweredStep = Pick<CopyStep, 'kind' | 'baseOffset' | 'records'>;

const MIB = 1024 * 1024;

/** Of a process, whatever it copies. */
export const DEFAULT_LIMITS: CopierLimits = {
  totalBytes: 16 * MIB,
  partitionBytes: 4 * MIB,
  fetchBytes: 4 * MIB,
};

/** What a copier needs. Topics exist on the target with as many partitions. */
export interface CopierOptions {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  readonly sourceClusterId: string | undefined;
  readonly signal: AbortSignal;
  /** Limits and pauses; they may change while it runs. */
  readonly control: CopyControl;
  /** Where the maps of mapped partitions are kept. */
  readonly mapsFolder: string;
  /** Infinity: waits for as long as a fault lasts. */
  readonly stallTimeoutMs: number;
  readonly limits?: CopierLimits;
  readonly onRecovering?: (where: TopicPartition, reason: string, step?: UnansweredStep) => void;
  readonly onStopped?: (where: TopicPartition, error: CodedError | undefined) => void;
  /** Told when paused topics have come to rest, and when they go on. */
  readonly onPaused?: (changes: PauseChanges) => void;
  /** Whether what the source deleted of a topic before it was copied is given up; nothing is when absent. */
  readonly acceptsGaps?: (topic: string) => boolean;
  /** Told before a gap is filled; it is when this resolves. */
  readonly onGap?: (gap: SourceGap) => Promise<void>;
  /**
   * Told when a partition comes upon the first transaction of a source that had none; makes the target ready for them
   * and gives how they are carried over. They are not when it is absent.
   */
  readonly onFirstTransaction?: (topic: string) => Promise<TransactionManner>;
  /** Whether what is copied is surely this process's own at this moment: nothing is written while it is not. */
  readonly isHeld: () => boolean;
  /** How many partitions have to reach their ends before all is done; Infinity: there may always come more. */
  readonly expected: () => number;
}
