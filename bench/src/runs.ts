import { type ClusterPair, emptyCluster, settleDisk } from './clusters.ts';
import { TOPIC, warmPageCache } from './load.ts';
import { type Heap, startMirrorMaker, type Tuning } from './mirror-maker.ts';
import { startMqferry } from './mqferry-process.ts';
import { type CopyMeasure, type CopyProcess, watchCopy } from './watch-copy.ts';

/** What every run has in common. */
export interface Bench {
  readonly pair: ClusterPair;
  /** Of all partitions of the source together: how far the log ends, and what a reader of committed records sees. */
  readonly offsets: number;
  readonly records: number;
  /** How MirrorMaker 2 is tuned for the case. */
  readonly tuning: Tuning;
  /** For logs and settings; those of the last run of each stay there. */
  readonly folder: string;
}

/** Gives every run the same start: nothing on the target, nothing left to write, the source's data in memory. */
const prepare = async ({ source, target }: ClusterPair): Promise<void> => {
  await emptyCluster(target);
  await settleDisk();
  await warmPageCache(source, TOPIC);
};

const run = async (
  { pair, records }: Bench,
  offsets: number,
  start: () => Promise<CopyProcess>,
): Promise<CopyMeasure> => {
  await prepare(pair);
  const copying = await start();
  let measure: CopyMeasure;
  try {
    measure = await watchCopy(copying, pair, TOPIC, { offsets, records });
  } finally {
    await copying.end();
  }
  await copying.check();
  return measure;
};

/** Copies once with mqferry: everything, at its offset. */
export const runMqferry = (bench: Bench): Promise<CopyMeasure> =>
  run(bench, bench.offsets, async () => startMqferry(bench.pair, TOPIC, bench.folder));

/** Copies once with MirrorMaker 2: what a reader of committed records sees. */
export const runMirrorMaker = (bench: Bench, heap: Heap): Promise<CopyMeasure> =>
  run(bench, bench.records, () => startMirrorMaker(bench.pair, TOPIC, heap, bench.tuning, bench.folder));
