import type { BenchCluster } from './clusters.ts';

/** What single records are like. */
export interface RecordShape {
  readonly recordBytes: number;
  readonly compression: 'lz4' | 'none';
}

/** Writes about so many records to an existing topic; gives how many of them a reader of committed records sees. */
export type WriteLoad = (
  cluster: BenchCluster,
  topic: string,
  records: number,
  shape: RecordShape,
) => Promise<number>;
