import { pause } from '@mqferry/core';
import { listReassignments, reassignPartitions } from '@mqferry/kafka';
import { type BenchCluster, brokerCpuSeconds, partitionsOf, settleDisk } from '../clusters.ts';
import { TOPIC, warmPageCache } from '../load.ts';

/** One move of all partitions from a broker to another one by its replica fetcher. */
export interface MoveMeasure {
  /** From the request until no replica is being added or removed any more. */
  readonly seconds: number;
  readonly recordsPerSecond: number;
  /** Of all brokers of the cluster. */
  readonly cpuSeconds: number;
}

const POLL_MS = 20;

/** Puts every partition on one broker and waits until it is there. */
export const moveTo = async (cluster: BenchCluster, broker: number): Promise<void> => {
  const partitions = await partitionsOf(cluster, TOPIC);
  await reassignPartitions(
    cluster.client,
    partitions.map((where) => ({ ...where, replicas: [broker] })),
  );
  while ((await listReassignments(cluster.client, partitions)).length > 0) await pause(POLL_MS);
};

/** Measures a move to `broker`, with the data in memory and nothing left to write, as before a copy. */
export const measureMove = async (
  cluster: BenchCluster,
  broker: number,
  records: number,
): Promise<MoveMeasure> => {
  await cluster.client.refreshMetadata();
  await settleDisk();
  await warmPageCache(cluster, TOPIC);
  const [before, began] = [brokerCpuSeconds(cluster), performance.now()];
  await moveTo(cluster, broker);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, recordsPerSecond: records / seconds, cpuSeconds: brokerCpuSeconds(cluster) - before };
};
