import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createTopics,
  type KafkaClient,
  type NewRecord,
  scanBatches,
  type TopicPartition,
} from '@mqferry/kafka';
import type { KafkaCluster, KafkaVersion } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { logEnds } from '../lib/ends.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { isFullScale } from '../lib/scale.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'state';
const where: TopicPartition = { topic: TOPIC, partition: 0 };
const KEYS = 40;
const ROUNDS = 30;
/** Compacts whatever may be as soon as it may be. */
const EAGER = {
  'cleanup.policy': 'compact',
  'segment.ms': '500',
  'min.cleanable.dirty.ratio': '0.01',
  'max.compaction.lag.ms': '1000',
  'delete.retention.ms': '100',
};
const CLEANER = { 'log.cleaner.backoff.ms': '200' };

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
const recordsOnDisk = async ({ brokers }: KafkaCluster): Promise<number> => {
  const folder = join(brokers[0]!.logDirectory, `${TOPIC}-0`);
  let records = 0;
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.log'))) {
    const { batches } = scanBatches(await readFile(join(folder, name)));
    records += batches.reduce((sum, { recordCount, isControl }) => sum + (isControl ? 0 : recordCount), 0);
  }
  return records;
};

const write = async (client: KafkaClient): Promise<number> => {
  const producer = await TransactionalProducer.open(client, 'state');
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
  return written;
};

const RELEASES: readonly KafkaVersion[] = isFullScale ? ['2.8.2', '4.3.1'] : ['2.8.2'];

describe.each(RELEASES)('a compacted topic from %s', (version) => {
  const pair = usePair({ version, config: CLEANER }, { version: '4.3.1', config: CLEANER });
  let written = 0;

  beforeAll(async () => {
    const { source, onSource } = pair();
    const configs = version === '4.3.1' ? { ...EAGER, 'segment.bytes': '1048576' } : EAGER;
    await createTopics(onSource, [{ name: TOPIC, partitions: 1, replicationFactor: 1, configs }]);
    written = await write(onSource);
    await until('the source has compacted', 2 * MINUTE_MS, async () => {
      // A segment is rolled only when something is written to it.
      written += 1;
      await writeBatch(onSource, where, [
        { timestamp: BigInt(Date.now()), key: Buffer.from('last'), value: Buffer.from(`${written}`) },
      ]);
      return (await recordsOnDisk(source)) < written / 4;
    });
  }, 4 * MINUTE_MS);

  it('keeps its offsets, with markers in the holes', { timeout: 3 * MINUTE_MS }, async () => {
    const plan = await runMqferry('migrate', ...pairArguments(pair()), '--dry-run');
    expect(plan.report?.plan.topics[0], plan.stderr).toMatchObject({ compacted: true, mode: 'mirror' });
    expect(Number(plan.report?.plan.topics[0].holes)).toBeGreaterThan(written / 2);
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
  });

  it('gives Kafka’s own consumer the same latest values', { timeout: 3 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget } = pair();
    const [ours, theirs] = await Promise.all(
      [source, target].map((cluster) => latestValues(reach(cluster), TOPIC)),
    );
    expect(theirs).toEqual(ours);
    expect(theirs!.get('key 0')).toBe('value 0 of round 0');
    expect(theirs!.size).toBeGreaterThan(KEYS / 2);
    expect(await logEnds(onTarget, [TOPIC])).toEqual(await logEnds(onSource, [TOPIC]));
  });
});
