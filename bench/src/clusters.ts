import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pause } from '@mqferry/core';
import { deleteTopics, KafkaClient, type TopicPartition } from '@mqferry/kafka';
import { type KafkaCluster, type KafkaOptions, startKafka } from '@mqferry/sandbox';
import { benchErrors } from './bench-errors.ts';
import { usageOf } from './process-usage.ts';

export const SOURCE_VERSION = '3.9.2';
export const TARGET_VERSION = '4.3.1';

/** Replicas of each partition; there are as many brokers on each side. */
export type Factor = 1 | 3;

/** A cluster of the benchmark, and a client of it. */
export interface BenchCluster {
  readonly brokers: KafkaCluster['brokers'];
  readonly bootstrap: string;
  readonly client: KafkaClient;
  stop(): Promise<void>;
}

/** From where to where is copied. */
export interface ClusterPair {
  readonly factor: Factor;
  readonly source: BenchCluster;
  readonly target: BenchCluster;
  stop(): Promise<void>;
}

const POLL_MS = 100;
const DELETION_LIMIT_MS = 120_000;

/** Starts a cluster with as many brokers as there shall be replicas at most. */
export const startCluster = async (
  version: KafkaOptions['version'],
  factor: Factor,
): Promise<BenchCluster> => {
  const kafka = await startKafka({
    version,
    brokers: factor,
    config: {
      'min.insync.replicas': factor === 1 ? '1' : '2',
      // Files of deleted topics go at once, so that they do not take disk and page cache from the next run.
      'log.segment.delete.delay.ms': '0',
    },
  });
  const bootstrap = kafka.bootstrap.PLAINTEXT!;
  const addresses = bootstrap.split(',').map((address) => {
    const colon = address.lastIndexOf(':');
    return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
  });
  const client = new KafkaClient({ bootstrap: addresses, clientId: 'bench' });
  return {
    brokers: kafka.brokers,
    bootstrap,
    client,
    stop: async () => {
      await client.close();
      await kafka.stop();
    },
  };
};

/** Starts source and target with as many brokers each as there shall be replicas. */
export const startPair = async (factor: Factor): Promise<ClusterPair> => {
  const started = await Promise.allSettled([
    startCluster(SOURCE_VERSION, factor),
    startCluster(TARGET_VERSION, factor),
  ]);
  const clusters = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async () => void (await Promise.all(clusters.map((cluster) => cluster.stop())));
  const [source, target] = clusters;
  if (!source || !target) {
    await stop();
    throw started.find((each) => each.status === 'rejected')!.reason;
  }
  return { factor, source, target, stop };
};

/** CPU time of all brokers of a cluster until now. */
export const brokerCpuSeconds = ({ brokers }: BenchCluster): number =>
  brokers.reduce((sum, { pid }) => sum + (usageOf(pid)?.cpuSeconds ?? 0), 0);

/** The partitions of a topic; none while there is no such topic. Asks the cluster. */
export const partitionsOf = async ({ client }: BenchCluster, topic: string): Promise<TopicPartition[]> =>
  ((await client.refreshMetadata()).topics.get(topic)?.partitions ?? []).map(({ partition }) => ({
    topic,
    partition,
  }));

/** Deletes every topic but the brokers' own, and resolves when no broker has a file of them. */
export const emptyCluster = async (cluster: BenchCluster): Promise<void> => {
  const { topics } = await cluster.client.refreshMetadata();
  const names = [...topics.keys()].filter((name) => !name.startsWith('__'));
  if (names.length > 0) await deleteTopics(cluster.client, names);
  const left = async (): Promise<string[]> => {
    const entries = await Promise.all(cluster.brokers.map(({ logDirectory }) => readdir(logDirectory)));
    return entries.flat().filter((entry) => names.some((name) => entry.startsWith(name)));
  };
  for (const deadline = performance.now() + DELETION_LIMIT_MS; ; await pause(POLL_MS)) {
    const entries = await left();
    if (entries.length === 0) return;
    if (performance.now() > deadline) {
      throw benchErrors.BENCH_TARGET_NOT_EMPTY({
        seconds: DELETION_LIMIT_MS / 1000,
        entries: entries.join(', '),
      });
    }
  }
};

/** Writes what the system still holds back to the disk, so that no run pays for the one before. */
export const settleDisk = async (): Promise<void> => void (await promisify(execFile)('sync'));
