import type { BenchCase } from './cases.ts';
import { type ClusterPair, emptyCluster } from './clusters.ts';
import { createTopic, shapeOf, TOPIC } from './load.ts';
import { tuningFor } from './mirror-maker.ts';
import { say, scratchFolder } from './program.ts';
import type { DataFacts } from './result.ts';
import type { Bench } from './runs.ts';

/** The same start for every case: its data on the source, and nothing else. `scale`: part of its records. */
export const loadCase = async (
  pair: ClusterPair,
  of: BenchCase,
  scale: number,
): Promise<Bench & { data: DataFacts }> => {
  const { source, factor } = pair;
  const wanted = Math.round(of.records * scale);
  say(`${of.title}: writing ${wanted} records to the source`);
  await emptyCluster(source);
  await createTopic(source, factor, TOPIC, of.partitions);
  const records = await of.write(source, TOPIC, wanted, of);
  const { offsets, ...means } = await shapeOf(source, TOPIC);
  const { recordBytes, partitions, compression } = of;
  return {
    ...{ pair, offsets, records, tuning: tuningFor(of), folder: scratchFolder },
    data: { records, recordBytes, partitions, compression, ...means },
  };
};
