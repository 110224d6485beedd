import type { ErrorData } from '@mqferry/core';
import type { OAuthToken, TopicPartition } from '@mqferry/kafka';
import type { TransactionManner } from '../copier/batch-gate.ts';
import type { CopierLimits, CopyTask, UnansweredStep } from '../copier/copier-options.ts';
import type { ControlRules } from '../copier/copy-control.ts';
import type { CopyStatus, PartitionStatus, TopicStatus } from '../copier/copy-status.ts';
import type { SourceGap } from '../source-gap.ts';
import type { ThreadConfig } from './thread-config.ts';

/** Which cluster of the two. */
export type Side = 'source' | 'target';

/** What a copying thread begins with. */
export interface ThreadSetup {
  /** What the operating system shows it as. */
  readonly name: string;
  readonly source: ThreadConfig;
  readonly target: ThreadConfig;
  readonly sourceClusterId: string | undefined;
  readonly mapsFolder: string;
  readonly stallTimeoutMs: number;
  readonly limits: CopierLimits;
  /** Memory of the process's lease, and of the budget of its rate limit. */
  readonly lease: SharedArrayBuffer;
  readonly totalBudget: SharedArrayBuffer;
  readonly rules: ControlRules;
}

/** How far the thread is in what it was told: `request` counts what changed its work. */
export interface Request {
  readonly request: number;
  /** How often the lease was lost when it was made: what it gives is held under this one. */
  readonly drops: bigint;
}

/** Partitions that come to a thread. */
export interface AddedPartitions extends Request {
  readonly tasks: readonly CopyTask[];
  /** Their topics whose gaps are accepted. */
  readonly acceptsGaps: readonly string[];
  /** Memory of the budgets of their topics. */
  readonly budgets: ReadonlyMap<string, SharedArrayBuffer>;
}

/** A partition's status as data. */
export type PartitionReport = Omit<PartitionStatus, 'error'> & { readonly error?: ErrorData };

/** What a thread has come to, told several times a second. */
export interface ThreadReport extends Omit<CopyStatus, 'partitions' | 'lag'> {
  /** It has done up to this one. */
  readonly request: number;
  /** Those that changed since the last report. */
  readonly changed: readonly PartitionReport[];
  /** How many have nothing left to do. */
  readonly done: number;
}

/** What the main thread calls. */
export interface ThreadSide {
  add(added: AddedPartitions): void;
  release(partitions: readonly TopicPartition[], request: Request): Promise<void>;
  control(rules: ControlRules, request: Request): void;
  /** By topic, as of now. */
  seeLag(): Promise<TopicStatus[]>;
  /** Resolves when it has stopped and nothing is in flight. */
  end(): Promise<{ readonly report: ThreadReport; readonly topics: readonly TopicStatus[] }>;
}

/** What a copying thread calls. */
export interface MainSide {
  report(report: ThreadReport): void;
  recovering(where: TopicPartition, reason: string, step?: UnansweredStep): void;
  stopped(where: TopicPartition, error: ErrorData | undefined): void;
  gap(gap: SourceGap): Promise<void>;
  firstTransaction(topic: string): Promise<TransactionManner>;
  token(side: Side): Promise<OAuthToken>;
  /** A defect of this program. */
  failed(error: ErrorData): void;
}
