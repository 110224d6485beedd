import type { Factor } from './clusters.ts';
import type { Goal, Ratios, Round } from './comparison.ts';
import type { Machine } from './machine.ts';
import type { Tuning } from './mirror-maker.ts';
import type { CopyMeasure } from './watch-copy.ts';

/** What was copied. */
export interface DataFacts {
  /** What a reader of committed records sees. */
  readonly records: number;
  readonly recordBytes: number;
  readonly partitions: number;
  readonly compression: string;
  /** Measured on the topic, compressed; markers of transactions are not counted. */
  readonly meanBatchBytes: number;
  readonly meanBatchRecords: number;
}

/** One case at one replication factor; plain JSON. */
export interface CaseResult {
  readonly case: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly kafka: { readonly source: string; readonly target: string; readonly mirrorMaker: string };
  readonly mirrorMaker: Tuning & { readonly tasks: number; readonly heap: string };
  /** As many brokers on each side. */
  readonly factor: Factor;
  readonly minInsyncReplicas: number;
  readonly data: DataFacts;
  readonly rounds: readonly Round[];
  /** One more run of MirrorMaker 2, with -Xmx512M. */
  readonly mirrorMakerSmallHeap: CopyMeasure | undefined;
  readonly ratios: Ratios;
  readonly goals: readonly Goal[];
}
