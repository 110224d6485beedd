import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createTopics, fetchRecords, logEndOffsets, scanBatches } from '@mqferry/kafka';
import { runJavaTool } from '@mqferry/sandbox';
import { type BenchCluster, type Factor, partitionsOf } from './clusters.ts';

export const TOPIC = 'bench';
export const PARTITIONS = 6;
export const RECORD_BYTES = 1024;
export const COMPRESSION = 'lz4';
/** The Java producer's default. */
export const BATCH_BYTES = 16_384;

const SAMPLE_BYTES = 4 * 1024 * 1024;

/** What the records to copy look like, measured on the topic. */
export interface DataShape {
  /** Log end by `topic-partition`. */
  readonly ends: ReadonlyMap<string, bigint>;
  /** Of the first 4 MB of each partition, compressed. */
  readonly meanBatchBytes: number;
  readonly meanBatchRecords: number;
}

/** Writes records of random letters to a new topic with Kafka's own ProducerPerformance. */
export const writeRecords = async (
  cluster: BenchCluster,
  factor: Factor,
  topic: string,
  records: number,
): Promise<void> => {
  const configs = { 'min.insync.replicas': factor === 1 ? '1' : '2' };
  await createTopics(cluster.client, [
    { name: topic, partitions: PARTITIONS, replicationFactor: factor, configs },
  ]);
  await runJavaTool({
    classpath: 'tools',
    main: 'org.apache.kafka.tools.ProducerPerformance',
    args: [
      ...['--topic', topic, '--num-records', String(records), '--record-size', String(RECORD_BYTES)],
      ...['--throughput', '-1', '--producer-props'],
      `bootstrap.servers=${cluster.bootstrap}`,
      ...['acks=all', `compression.type=${COMPRESSION}`, `batch.size=${BATCH_BYTES}`],
    ],
  });
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
  const batches = sampled.flat();
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ends,
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
