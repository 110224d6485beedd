import type { Reason } from '../reason.ts';
import type { Difference, RowKind } from './import-plan.ts';

/** How an import stands. */
export type ImportStatus = 'running' | 'succeeded' | 'partly-failed' | 'all-failed';

/** What became of a row, in all or on one broker. `waiting`: not begun. */
export type RowOutcome = 'waiting' | 'created' | 'updated' | 'unchanged' | 'failed';

/** What became of a row on one broker; of order configs, on the name servers. */
export interface BrokerOutcome {
  readonly broker: string;
  readonly outcome: RowOutcome;
  readonly reason?: Reason;
  /** Where it was not as wanted. */
  readonly differences?: readonly Difference[];
}

/** What became of a row: failed if it failed on any broker. */
export interface RowResult {
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  readonly target: string;
  readonly outcome: RowOutcome;
  /** Of the first broker that failed, or why the row was refused. */
  readonly reason?: Reason;
  readonly brokers: readonly BrokerOutcome[];
}

/** How many rows came to what. */
export type OutcomeCounts = Readonly<Record<RowOutcome, number>>;

/** An import under way or ended. Plain data. */
export interface ImportRun {
  readonly status: ImportStatus;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Without the rows that were taken over from an earlier run. */
  readonly counts: OutcomeCounts;
  readonly rows: readonly RowResult[];
}

/** What an import tells while it runs. */
export type ImportEvent =
  | { readonly type: 'phase'; readonly phase: 'reading' | 'writing' | 'checking' }
  | { readonly type: 'row'; readonly row: RowResult; readonly counts: OutcomeCounts };
