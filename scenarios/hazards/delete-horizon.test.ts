import { createTopics, type KafkaClient, type NewRecord } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { latestValues } from '../lib/kafka-log.ts';
import { batchesFrom } from '../lib/log-format.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const where = { topic: 'state', partition: 0 };
/** Compacts at once, and keeps tombstones for an hour after that. */
const EAGER = {
  'cleanup.policy': 'compact',
  'segment.ms': '500',
  'min.cleanable.dirty.ratio': '0.01',
  'max.compaction.lag.ms': '1000',
  'delete.retention.ms': '3600000',
};
const record = (key: string, value: string | null): NewRecord => ({
  timestamp: BigInt(Date.now()),
  key: Buffer.from(key),
  value: value === null ? null : Buffer.from(value),
  headers: [],
});

describe('tombstones whose time at the source is running (H11)', () => {
  // The target's cleaner, which would set horizons of its own, does not run meanwhile.
  const pair = usePair(
    { version: '3.9.2', config: { 'log.cleaner.backoff.ms': '200' } },
    { version: '4.3.1', config: { 'log.cleaner.backoff.ms': '3600000' } },
  );

  it('do not bring the moment of their deletion along', { timeout: 3 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget } = pair();
    await createTopics(onSource, [
      { name: where.topic, partitions: 1, replicationFactor: 1, configs: EAGER },
    ]);
    await writeBatch(onSource, where, [record('gone', 'value'), record('kept', 'value')]);
    await writeBatch(onSource, where, [record('gone', null), record('other', 'value')]);
    const horizons = async (client: KafkaClient) =>
      (await batchesFrom(client, where, 0n)).filter(({ hasDeleteHorizon }) => hasDeleteHorizon).length;
    await until('the source has set a delete horizon', MINUTE_MS, async () => {
      // A segment is rolled only when something is written to it.
      await writeBatch(onSource, where, [record('last', `${Date.now()}`)]);
      return (await horizons(onSource)) > 0;
    });
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    expect(await horizons(onTarget)).toBe(0);
    const [ours, theirs] = await Promise.all(
      [source, target].map((cluster) => latestValues(reach(cluster), where.topic)),
    );
    expect(theirs).toEqual(ours);
    expect(theirs!.has('gone')).toBe(false);
  });
});
