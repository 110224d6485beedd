import { type ClusterPair, emptyCluster, settleDisk } from './clusters.ts';
import { TOPIC, warmPageCache } from './load.ts';
import { type Heap, startMirrorMaker } from './mirror-maker.ts';
import { startMqferry } from './mqferry-process.ts';
import { type CopyMeasure, type CopyProcess, watchCopy } from './watch-copy.ts';

/** What every run has in common. */
export interface Bench {
  readonly pair: ClusterPair;
  /** The source's log ends by `topic-partition`. */
  readonly ends: ReadonlyMap<string, bigint>;
  /** For logs and settings; those of the last run of each stay there. */
  readonly folder: string;
}

/** Gives every run the same start: nothing on the target, nothing left to write, the source's data in memory. */
const prepare = async ({ source, target }: ClusterPair): Promise<void> => {
  await emptyCluster(target);
  await settleDisk();
  await warmPageCache(source, TOPIC);
};

const run = async ({ pair, ends }: Bench, start: () => Promise<CopyProcess>): Promise<CopyMeasure> => {
  await prepare(pair);
  const copying = await start();
  let measure: CopyMeasure;
  try {
    measure = await watchCopy(copying, pair.target, TOPIC, ends);
  } finally {
    await copying.end();
  }
  await copying.check();
  return measure;
};

/** Copies once with mqferry. */
export const runMqferry = (bench: Bench): Promise<CopyMeasure> =>
  run(bench, async () => startMqferry(bench.pair, TOPIC, bench.folder));

/** Copies once with MirrorMaker 2. */
export const runMirrorMaker = (bench: Bench, heap: Heap): Promise<CopyMeasure> =>
  run(bench, () => startMirrorMaker(bench.pair, TOPIC, heap, bench.folder));
