import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTopics, type KafkaClient, type NewRecord, scanBatches } from '@mqferry/kafka';
import type { KafkaCluster } from '@mqferry/sandbox';
import { totalEnd, totalStable } from './ends.ts';
import { TransactionalProducer } from './transactional-producer.ts';
import { until } from './until.ts';
import { writeBatch } from './write-records.ts';

const MINUTE_MS = 60_000;
export const KEYS = 40;
const ROUNDS = 30;
/** Compacts whatever may be as soon as it may be. */
const EAGER = {
  'cleanup.policy': 'compact',
  'segment.ms': '500',
  'min.cleanable.dirty.ratio': '0.01',
  'max.compaction.lag.ms': '1000',
  'delete.retention.ms': '100',
};

/** Of brokers that look often for something to compact. */
export const CLEANER = { 'log.cleaner.backoff.ms': '200' };

/** A round writes every key once more; some keys get a tombstone, one key has been written in the first round only. */
const roundOf = (round: number): NewRecord[] =>
  Array.from({ length: KEYS }, (_, i) => i)
    .filter((i) => i > 0 || round === 0)
    .map((i) => ({
      timestamp: BigInt(Date.now()),
      key: Buffer.from(`key ${i}`),
      value: i % 7 === 3 && round % 5 === 4 ? null : Buffer.from(`value ${i} of round ${round}`),
    }));

/** Records in a partition's files on the disk of its only broker, as the log cleaner left them. */
const recordsOnDisk = async ({ brokers }: KafkaCluster, topic: string): Promise<number> => {
  const folder = join(brokers[0]!.logDirectory, `${topic}-0`);
  let records = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.log'))) {
    const { batches } = scanBatches(await readFile(join(folder, name)));
    records += batches.reduce((sum, { recordCount, isControl }) => sum + (isControl ? 0 : recordCount), 0);
  }
  return records;
};

/**
 * Creates a topic of one partition and writes it over and over, also in transactions that are committed and aborted;
 * gives how many records were written, of which less than a quarter are left when it resolves.
 */
export const writeCompacted = async (
  cluster: KafkaCluster,
  client: KafkaClient,
  topic: string,
  configs: Readonly<Record<string, string>> = {},
): Promise<number> => {
  const where = { topic, partition: 0 };
  await createTopics(client, [
    { name: topic, partitions: 1, replicationFactor: 1, configs: { ...EAGER, ...configs } },
  ]);
  const producer = await TransactionalProducer.open(client, topic);
  let written = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const records = roundOf(round);
    written += records.length;
    if (round % 3 === 0) {
      await writeBatch(client, where, records, { compression: 'lz4' });
      continue;
    }
    await producer.write(where, records.slice(0, KEYS / 2));
    await producer.write(where, records.slice(KEYS / 2));
    await producer.end(round % 3 === 1);
  }
  // A transaction has ended when its marker stands, which is after its producer was told; no record comes before it then.
  await until('the last transaction has ended', MINUTE_MS, async () => {
    const [stable, end] = await Promise.all([totalStable(client, [topic]), totalEnd(client, [topic])]);
    return stable === end;
  });
  await until('the source has compacted', 2 * MINUTE_MS, async () => {
    // A segment is rolled only when something is written to it.
    written += 1;
    await writeBatch(client, where, [
      { timestamp: BigInt(Date.now()), key: Buffer.from('last'), value: Buffer.from(`${written}`) },
    ]);
    return (await recordsOnDisk(cluster, topic)) < written / 4;
  });
  return written;
};
