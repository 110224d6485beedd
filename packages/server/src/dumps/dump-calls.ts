import type { Problem } from '@mqferry/api';
import type { DumpSpec, DumpStatus } from '@mqferry/replication';
import type { ClusterConnection } from '@mqferry/store';
import type { DumpSettings } from './dump-settings.ts';

/** What a process dumps; plain data. */
export interface DumpJob {
  readonly spec: Omit<DumpSpec, 'filter'>;
  readonly filter: string | undefined;
  readonly source: ClusterConnection;
  readonly target: ClusterConnection;
  /** Where brokers may be, in CIDR notation; undefined: anywhere. */
  readonly networks: readonly string[] | undefined;
  readonly retries: DumpSettings['retries'];
  readonly bytesPerSecond: number | null;
}

/** How far a dump is. */
export interface DumpReport extends DumpStatus {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A filter, and the topic on whose newest records it is tried. */
export interface FilterTrial {
  readonly connection: ClusterConnection;
  readonly networks: readonly string[] | undefined;
  readonly topic: string;
  readonly expression: string;
  readonly records: number;
}

/** What it makes of one record. */
export interface TriedRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly timestamp: bigint;
  readonly key: string | null;
  readonly value: string | null;
  readonly outcome: 'kept' | 'filtered' | 'failed';
  readonly problem: Problem | null;
}

/** What the process that dumps can be asked. */
export interface DumpProcess {
  /** Dumps until it is told to stop, or done. Rejects with what stops it for good. */
  run(job: DumpJob): Promise<'stopped' | 'done'>;
  /** Ends the dump after the transaction under way; `run` resolves then. */
  stop(): void;
  /** Bytes a second; null: no limit. */
  limit(bytesPerSecond: number | null): void;
  /** Evaluates a filter; nothing is written. */
  tryFilter(trial: FilterTrial): Promise<TriedRecord[]>;
}

/** What the process that dumps tells the service. */
export interface DumpKeeper {
  report(report: DumpReport): void;
  /** Something happened; `details` is JSON. */
  happened(type: string, details: string): void;
  /** An attempt has failed, so many in a row; the next one comes at this moment (milliseconds since 1970). */
  retrying(problem: Problem, failed: number, nextAt: number): void;
}
