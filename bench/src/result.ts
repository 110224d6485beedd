import type { Factor } from './clusters.ts';
import type { Goal, Ratios, Round } from './comparison.ts';
import type { Machine } from './machine.ts';
import type { CopyMeasure } from './watch-copy.ts';

/** What was copied. */
export interface DataFacts {
  readonly records: number;
  readonly recordBytes: number;
  readonly partitions: number;
  readonly compression: string;
  readonly producerBatchBytes: number;
  /** Measured on the topic, compressed. */
  readonly meanBatchBytes: number;
  readonly meanBatchRecords: number;
}

/** The benchmark at one replication factor. */
export interface FactorResult {
  readonly factor: Factor;
  readonly brokersPerSide: number;
  readonly minInsyncReplicas: number;
  readonly data: DataFacts;
  readonly rounds: readonly Round[];
  /** One more run of MirrorMaker 2, with -Xmx512M. */
  readonly mirrorMakerSmallHeap: CopyMeasure;
  readonly ratios: Ratios;
  readonly goals: readonly Goal[];
}

/** All that the benchmark found; plain JSON. */
export interface BenchResult {
  readonly benchmark: 'replication';
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly kafka: { readonly source: string; readonly target: string; readonly mirrorMaker: string };
  readonly mirrorMaker: {
    readonly tasks: number;
    readonly heap: string;
    readonly producer: Readonly<Record<string, string>>;
    readonly consumer: Readonly<Record<string, string>>;
  };
  readonly factors: readonly FactorResult[];
}
