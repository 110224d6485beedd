import { createTopics, deleteRecords, fillerBatch, produceBatches } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const TOPIC = 'starts';
const BATCH = 10;
const BATCHES = 100;
const END = BigInt(BATCH * BATCHES);
/** More than one batch of filler holds. */
const FAR = 450_000;

/** Where each partition's log starts; all end at END. */
const STARTS = {
  untouched: 0n,
  betweenBatches: 500n,
  insideBatch: 505n,
  insideFirstBatch: 3n,
  insideLastBatch: END - 1n,
  emptied: END,
};
const UNWRITTEN = Object.keys(STARTS).length;
/** Starts behind many offsets that are gone. */
const HIGH = UNWRITTEN + 1;
const NOW = BigInt(Date.now());

describe('log starts above zero', () => {
  // Only an orderly stop writes down where logs start: a crash forgets it.
  const config = { 'log.flush.start.offset.checkpoint.interval.ms': '3600000' };
  const pair = usePair({ version: '2.8.2' }, { version: '4.3.1', config });

  const copyAndCompare = async () => {
    const { source, target } = pair();
    const { report, stderr } = await runMqferry('migrate', ...pairArguments(pair()), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    return (await expectEqualLogs(reach(source), reach(target), [TOPIC]))[TOPIC]!;
  };

  const writeFiller = async (count: number): Promise<void> => {
    const { onSource } = pair();
    const { topicId } = await onSource.topic(TOPIC);
    const { leader } = await onSource.partition(TOPIC, HIGH);
    const item = { topic: TOPIC, topicId, partition: HIGH, records: fillerBatch(count, NOW) };
    const { partitions } = await produceBatches(await onSource.connect(leader), [item], 30_000);
    expect(partitions).toMatchObject([{ errorCode: 0 }]);
  };

  beforeAll(async () => {
    const { onSource } = pair();
    await createTopics(onSource, [{ name: TOPIC, partitions: HIGH + 1, replicationFactor: 1 }]);
    const starts = Object.values(STARTS);
    for (const partition of starts.keys()) {
      for (let i = 0; i < BATCHES; i += 1) {
        const records = textRecords(BATCH, NOW + BigInt(i * BATCH));
        await writeBatch(onSource, { topic: TOPIC, partition }, records, { compression: 'zstd' });
      }
    }
    for (let left = FAR; left > 0; left -= 150_000) await writeFiller(150_000);
    await writeBatch(onSource, { topic: TOPIC, partition: HIGH }, textRecords(BATCH, NOW));
    await deleteRecords(onSource, [
      ...starts.map((before, partition) => ({ topic: TOPIC, partition, before })),
      { topic: TOPIC, partition: HIGH, before: BigInt(FAR + 3) },
    ]);
  });

  it('are the same on the target', async () => {
    const log = await copyAndCompare();
    expect(log.map(({ start }) => start)).toEqual([...Object.values(STARTS), 0n, BigInt(FAR + 3)]);
    expect(log.map(({ end }) => end)).toEqual([
      ...Object.values(STARTS).map(() => END),
      0n,
      BigInt(FAR + BATCH),
    ]);
  });

  it('are the same after a restart of the target’s broker', async () => {
    const { source, target } = pair();
    const [broker] = target.brokers;
    await broker!.stop();
    await broker!.start();
    await expectEqualLogs(reach(source), reach(target), [TOPIC]);
  });

  it('are told to differ when readers of the target see filler again after a crash', async () => {
    const { onSource, target } = pair();
    const topic = 'forgotten';
    await newTopic(onSource, topic, 1);
    await writeBatch(onSource, { topic, partition: 0 }, textRecords(100, NOW));
    await deleteRecords(onSource, [{ topic, partition: 0, before: 100n }]);
    await writeBatch(onSource, { topic, partition: 0 }, textRecords(BATCH, NOW));
    const args = [...pairArguments(pair()), '--topics', topic];
    const copied = await runMqferry('migrate', ...args, '--once', '--verify');
    expect(copied.report, copied.stderr).toMatchObject({ result: 'equal' });
    const [broker] = target.brokers;
    await broker!.kill();
    await broker!.start();
    const { report, code } = await runMqferry('verify', ...args);
    expect(report?.verification.partitions).toMatchObject([
      { sourceStart: '100', targetStart: '0', differences: [{ offset: '0', kind: 'missing-on-source' }] },
    ]);
    expect(code).toBe(3);
    const again = await runMqferry('migrate', ...args, '--once', '--verify');
    expect(again.report, again.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
  });

  it('are cut again by the next copy when a crash of the target’s broker forgot them', async () => {
    const { onSource, target } = pair();
    const [broker] = target.brokers;
    const where = { topic: TOPIC, partition: 0 };
    await deleteRecords(onSource, [{ ...where, before: 200n }]);
    await writeBatch(onSource, where, textRecords(BATCH, NOW));
    expect((await copyAndCompare())[0]).toMatchObject({ start: 200n });
    await broker!.kill();
    await broker!.start();
    expect((await copyAndCompare())[0]).toMatchObject({ start: 200n });
  });
});
