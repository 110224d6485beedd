import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fetchRecords, logEndOffsets, scanBatches } from '@mqferry/kafka';
import { runJavaTool } from '@mqferry/sandbox';
import { newTopic } from '../../scenarios/lib/topics.ts';
import { type BenchCluster, type Factor, partitionsOf } from './clusters.ts';
import type { RecordShape } from './write-load.ts';

export const TOPIC = 'bench';

/** How Kafka's ProducerPerformance writes; its other settings are their defaults. */
export interface ProducerSettings {
  /** The producer's `batch.size`; 0 puts each record into a batch of its own. */
  readonly batchBytes: number;
  readonly lingerMs?: number;
  readonly idempotent?: boolean;
}

const SAMPLE_BYTES = 4 * 1024 * 1024;

/** What the records to copy look like, measured on the topic. */
export interface DataShape {
  /** Log ends of all partitions together. */
  readonly offsets: number;
  /** Of the first 4 MB of each partition, compressed. */
  readonly meanBatchBytes: number;
  readonly meanBatchRecords: number;
}

/** Log ends of partitions together. */
export const totalOf = (ends: ReadonlyMap<string, bigint>): number =>
  Number([...ends.values()].reduce((sum, end) => sum + end, 0n));

/** Makes the topic of the benchmark. */
export const createTopic = async (
  { client }: BenchCluster,
  factor: Factor,
  name: string,
  partitions: number,
): Promise<void> => {
  const configs = { 'min.insync.replicas': factor === 1 ? '1' : '2' };
  await newTopic(client, name, partitions, configs, factor);
};

/** Writes records of random letters with Kafka's own ProducerPerformance. */
export const writeRecords = async (
  cluster: BenchCluster,
  topic: string,
  records: number,
  { recordBytes, compression }: RecordShape,
  { batchBytes, lingerMs, idempotent }: ProducerSettings,
): Promise<number> => {
  await runJavaTool({
    classpath: 'tools',
    main: 'org.apache.kafka.tools.ProducerPerformance',
    args: [
      ...['--topic', topic, '--num-records', String(records), '--record-size', String(recordBytes)],
      ...['--throughput', '-1', '--producer-props'],
      `bootstrap.servers=${cluster.bootstrap}`,
      ...['acks=all', `compression.type=${compression}`, `batch.size=${batchBytes}`],
      ...(lingerMs === undefined ? [] : [`linger.ms=${lingerMs}`]),
      ...(idempotent === undefined ? [] : [`enable.idempotence=${idempotent}`]),
    ],
  });
  return records;
};

/** Measures a topic: how much there is, in batches of what size. */
export const shapeOf = async (cluster: BenchCluster, topic: string): Promise<DataShape> => {
  const { client } = cluster;
  const ends = await logEndOffsets(client, await partitionsOf(cluster, topic));
  const { topicId, partitions } = await client.topic(topic);
  const sampled = await Promise.all(
    partitions.map(async ({ partition, leader }) => {
      const want = { topic, topicId, partition, offset: 0n, maxBytes: SAMPLE_BYTES };
      const bounds = { maxBytes: SAMPLE_BYTES, maxWaitMs: 500 };
      const answer = await fetchRecords(await client.connect(leader), [want], bounds);
      return scanBatches(answer.partitions[0]!.records).batches;
    }),
  );
  const batches = sampled.flat().filter(({ isControl }) => !isControl);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    offsets: totalOf(ends),
    meanBatchBytes: Math.round(mean(batches.map(({ size }) => size))),
    meanBatchRecords: Math.round(mean(batches.map(({ recordCount }) => recordCount)) * 10) / 10,
  };
};

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Reads the leaders' files of a topic, so that every run finds them in memory. */
export const warmPageCache = async (cluster: BenchCluster, topic: string): Promise<void> => {
  const { partitions } = await cluster.client.topic(topic);
  for (const { partition, leader } of partitions) {
    const { logDirectory } = cluster.brokers.find(({ id }) => id === leader)!;
    const folder = join(logDirectory, `${topic}-${partition}`);
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.log'))) {
      await pipeline(createReadStream(join(folder, file), { highWaterMark: 1024 * 1024 }), nowhere());
    }
  }
};
