import { randomBytes } from 'node:crypto';
import {
  alterQuotas,
  type CompressionName,
  createTopics,
  deleteRecords,
  type NewRecord,
  type TopicPartition,
} from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { batchesFrom, writeInFormat } from '../lib/log-format.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const MIDWAY = 'midway';
/** One for each partition. */
const COMPRESSIONS: readonly CompressionName[] = ['none', 'gzip', 'snappy', 'lz4'];
const PARTITIONS = COMPRESSIONS.map((compression, partition) => ({ topic: MIDWAY, partition, compression }));
const BATCHES = 5;
const BATCH = 20;
/** Lies inside the first wrapper. */
const START = 7n;
/** Wrappers of 3 MB, each of which takes several batches on the target. */
const LARGE = { topic: 'large', partition: 0 };
const WRAPPERS = 2;
const WRAPPED = 3_000;
const SLOWLY = 100_000;

/** Records that any format can hold. */
const records = (count: number): NewRecord[] =>
  textRecords(count, BigInt(Date.now())).map(({ headers: _, ...record }) => record);

const largeRecords = (): NewRecord[] =>
  records(WRAPPED).map((record) => ({ ...record, value: Buffer.from(randomBytes(750).toString('base64')) }));

describe('logs that change their format midway', () => {
  const pair = usePair({ version: '2.8.2' }, { version: '4.3.1' });

  const write = async (partitions: readonly (TopicPartition & { compression: CompressionName })[]) => {
    for (const { compression, ...where } of partitions) {
      for (let i = 0; i < BATCHES; i += 1) {
        await writeBatch(pair().onSource, where, records(BATCH), { compression });
      }
    }
  };

  beforeAll(async () => {
    const { onSource } = pair();
    const midway = { 'message.format.version': '0.9.0' };
    const large = { 'message.format.version': '0.10.0', 'max.message.bytes': '10000000' };
    await createTopics(onSource, [
      { name: MIDWAY, partitions: PARTITIONS.length, replicationFactor: 1, configs: midway },
      { name: LARGE.topic, partitions: 1, replicationFactor: 1, configs: large },
    ]);
    await write(PARTITIONS);
    await writeInFormat(onSource, PARTITIONS, '0.10.0', 1);
    await write(PARTITIONS);
    await writeInFormat(onSource, PARTITIONS, '2.8', 2);
    await write(PARTITIONS);
    await deleteRecords(
      onSource,
      PARTITIONS.map(({ topic, partition }) => ({ topic, partition, before: START })),
    );
    for (let i = 0; i < WRAPPERS; i += 1) {
      await writeBatch(onSource, LARGE, largeRecords(), { compression: 'lz4' });
    }
  });

  it('are in all three formats, compressed and not', async () => {
    for (const { topic, partition, compression } of PARTITIONS) {
      const headers = await batchesFrom(pair().onSource, { topic, partition }, START);
      expect([...new Set(headers.map(({ magic }) => magic))]).toEqual([0, 1, 2]);
      expect(new Set(headers.map((header) => header.compression))).toContain(compression);
      expect(headers[0]!.lastOffset).toBe(compression === 'none' ? START : BigInt(BATCH - 1));
    }
  });

  it('are the same on the target, which starts inside a wrapper too', async () => {
    const { source, target } = pair();
    const args = [...pairArguments(pair()), '--topics', MIDWAY];
    const { report, stderr } = await runMqferry('migrate', ...args, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    const logs = await expectEqualLogs(reach(source), reach(target), [MIDWAY]);
    expect(logs[MIDWAY]!.map(({ start }) => start)).toEqual(PARTITIONS.map(() => START));
  });

  it('are told apart from other data on the target, of which the last record is the same', async () => {
    const { onSource, onTarget } = pair();
    const configs = { 'message.format.version': '0.9.0' };
    const where = { topic: 'other', partition: 0 };
    const shape = { name: where.topic, partitions: 1, replicationFactor: 1 };
    await createTopics(onSource, [{ ...shape, configs }]);
    await createTopics(onTarget, [shape]);
    const original = records(BATCH).map((record) => ({ ...record, timestamp: -1n }));
    const other = original.map((record, i) =>
      i === 2 ? { ...record, value: Buffer.from('other') } : record,
    );
    await writeBatch(onSource, where, original);
    await writeBatch(onTarget, where, other);
    const args = [...pairArguments(pair()), '--topics', where.topic];
    await expectRefusal(onTarget, ['REPLICATION_TARGET_HAS_OTHER_DATA'], ...args);
  });

  it('are the same when a copier was killed inside a wrapper, before the format changed', async () => {
    const { source, target, onSource, onTarget } = pair();
    const args = [...pairArguments(pair()), '--topics', LARGE.topic];
    const anyClient = { 'client-id': null };
    await alterQuotas(onTarget, [{ entity: anyClient, limits: { producer_byte_rate: SLOWLY } }]);
    const killed = startMqferry('migrate', ...args, '--follow');
    await until('some is copied', MINUTE_MS, async () => (await totalEnd(onTarget, [LARGE.topic])) > 0);
    killed.kill('SIGKILL');
    expect(await killed.exited).toMatchObject({ signal: 'SIGKILL' });
    await alterQuotas(onTarget, [{ entity: anyClient, limits: { producer_byte_rate: null } }]);
    await writeInFormat(onSource, [LARGE], '2.8', 2);
    await writeBatch(onSource, LARGE, largeRecords(), { compression: 'lz4' });
    expect((await totalEnd(onTarget, [LARGE.topic])) % WRAPPED).not.toBe(0);
    const { report, stderr } = await runMqferry('migrate', ...args, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqualLogs(reach(source), reach(target), [LARGE.topic]);
  });
});
