import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alterConfigs, type TopicPartition } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { batchesFrom } from '../lib/log-format.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'state';
const where: TopicPartition = { topic: TOPIC, partition: 0 };
const WITH_KEYS = 20n;
const END = 50n;

describe('a compacted log whose end is gone', () => {
  const pair = usePair(
    { version: '2.8.2', config: { 'log.cleaner.backoff.ms': '200' } },
    { version: '4.3.1' },
  );

  beforeAll(async () => {
    const { onSource, source } = pair();
    await newTopic(onSource, TOPIC, 1);
    for (let offset = 0n; offset < END; offset += 10n) {
      // Compaction drops records without a key.
      const records = Array.from({ length: 10 }, (_, i) => ({
        timestamp: BigInt(Date.now()),
        key: offset < WITH_KEYS ? Buffer.from(`key ${offset}-${i}`) : null,
        value: Buffer.from(`value ${i}`),
      }));
      await writeBatch(onSource, where, records);
    }
    // What a crash right after rolling a segment leaves: the new one is empty, so all that is written can be cleaned.
    const [broker] = source.brokers;
    await broker!.stop();
    const folder = join(broker!.logDirectory, `${TOPIC}-0`);
    expect((await readdir(folder)).filter((name) => name.endsWith('.log'))).toHaveLength(1);
    await writeFile(join(folder, `${String(END).padStart(20, '0')}.log`), '');
    await broker!.start();
    const configs = { 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.01' };
    await until('the broker is back', MINUTE_MS, async () => {
      await alterConfigs(onSource, { topic: TOPIC }, configs);
      return true;
    });
    await until('records without a key are gone', MINUTE_MS, async () => {
      const batches = await batchesFrom(onSource, where, 0n);
      return batches.at(-1)?.lastOffset === WITH_KEYS - 1n;
    });
  });

  it.each(['copied', 'continued'])('is %s with its offsets', async () => {
    const { onSource, onTarget } = pair();
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(await endsEqual(onSource, onTarget, [TOPIC])).toBe(true);
  });

  it('gives Kafka’s own consumer the same latest values', async () => {
    const { source, target } = pair();
    const [ours, theirs] = await Promise.all([source, target].map((at) => latestValues(reach(at), TOPIC)));
    expect(theirs).toEqual(ours);
    expect(theirs!.size).toBe(Number(WITH_KEYS));
  });
});
