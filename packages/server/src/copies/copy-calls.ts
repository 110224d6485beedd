import type { Problem, SelectionText } from '@mqferry/api';
import type { CopyState, Way } from '@mqferry/migration';
import type { CopyStatus, TopicStatus, VerifiedTopic } from '@mqferry/replication';
import type { ClusterConnection } from '@mqferry/store';

/** Which way is copied: `back` after a switch. */
export const WAYS: readonly Way[] = ['forward', 'back'];

/** What a process copies; plain data. */
export interface CopyJob {
  readonly source: ClusterConnection;
  readonly target: ClusterConnection;
  readonly selection: SelectionText;
  readonly bytesPerSecond: number | null;
  /** Where brokers may be, in CIDR notation; undefined: anywhere. */
  readonly networks: readonly string[] | undefined;
  /** The folders of offset maps of copies this way and the other. */
  readonly maps: { readonly folder: string; readonly wayBack: string };
}

/** How far one topic is. */
export interface TopicReport {
  readonly topic: string;
  readonly state: CopyState;
  readonly status: TopicStatus;
  /** What has stopped one of its partitions. */
  readonly error: Problem | undefined;
  /** What was compared as the copy went; undefined where that is not done. */
  readonly verification: VerifiedTopic | undefined;
  /** It cannot be compared as the copy goes, only at its end. */
  readonly comparedAtEnd: boolean;
  /** Its offsets are not the source's. */
  readonly mapped: boolean;
}

/** How far a copy is. */
export interface CopyReport
  extends Pick<CopyStatus, 'copiedBytes' | 'copiedRecords' | 'lag' | 'throttledBy' | 'recoveries'> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly topics: readonly TopicReport[];
}

/** What the process that copies can be asked. */
export interface CopyProcess {
  /** Plans and copies until it is told to stop. Rejects with what stops all of it. */
  run(job: CopyJob): Promise<void>;
  /** Ends the copy at a safe point; `run` resolves then. */
  stop(): void;
  /** Bytes a second; null: no limit. */
  limit(bytesPerSecond: number | null): void;
}

/** What the process that copies asks of the service. */
export interface CopyKeeper {
  readDocument(name: string): Promise<unknown>;
  writeDocument(name: string, content: unknown): Promise<void>;
  /** The plan is made and allowed; nothing is done before this returns. Rejects where it is not the one confirmed. */
  planned(hash: string): Promise<void>;
  report(report: CopyReport): void;
  /** Something happened; `details` is JSON. */
  happened(type: string, details: string): void;
}
