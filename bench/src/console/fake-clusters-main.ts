/** Synthetic clusters in a process of their own, so that they do not share the time of what is measured. */
import { type FakeCluster, startFakeCluster } from './fake-broker.ts';
import type { ClusterCall, WantedCluster } from './fake-clusters.ts';
import { syntheticCluster } from './synthetic-cluster.ts';

const wanted = JSON.parse(process.argv[2]!) as readonly WantedCluster[];
const clusters: FakeCluster[] = [];
for (const { name, size, differing } of wanted)
  clusters.push(await startFakeCluster(syntheticCluster(name, size, differing)));

process.on('message', (call: ClusterCall) => {
  for (const cluster of clusters) cluster[call]();
});
process.on('disconnect', () => process.exit());
process.send!(clusters.map(({ bootstrap }) => bootstrap));
