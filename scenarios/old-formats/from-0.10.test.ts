import { commitGroupOffsets, createTopics, fetchGroupOffsets } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { totalEnd } from '../lib/ends.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { type OldCompression, type OldText, oldKafkaLog, produceOldText } from '../lib/old-kafka.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
/** What one producer writes. */
const RECORDS = 1_000;

interface OldTopic {
  readonly configs: Readonly<Record<string, string>>;
  /** Of its producers, one after the other. */
  readonly compressions: readonly OldCompression[];
}

const TOPICS: Readonly<Record<string, OldTopic>> = {
  'format-0': { configs: { 'message.format.version': '0.9.0' }, compressions: ['lz4', 'none', 'snappy'] },
  'format-1': { configs: {}, compressions: ['none', 'gzip', 'snappy', 'lz4'] },
  'append-time': { configs: { 'message.timestamp.type': 'LogAppendTime' }, compressions: ['none', 'lz4'] },
};
const NAMES = Object.keys(TOPICS);
const LARGE = 'large';
const LARGE_RECORDS = 8_000;
const GROUP = { name: 'readers', topic: 'format-1', offset: BigInt(RECORDS + 7) };

const textOf = (count: number, withKeys: boolean): OldText[] =>
  Array.from({ length: count }, (_, i) => ({
    ...(withKeys ? { key: `key ${i % 50}` } : {}),
    value: `value ${i} ${'x'.repeat(i % 97)}`,
  }));

describe('a source of the old message formats', () => {
  const pair = usePair({ version: '0.10.2.2' }, { version: '4.3.1' });

  /** Expects topics to be the same by the tools of both releases. */
  const expectEqual = async (records: Readonly<Record<string, number>>): Promise<void> => {
    const { source, target } = pair();
    const copies = await kafkaLogs(reach(target), Object.keys(records));
    for (const [topic, count] of Object.entries(records)) {
      const original = await oldKafkaLog(reach(source), topic);
      expect(original).toMatchObject({ start: 0n, end: BigInt(count), records: count });
      expect(copies[topic]).toEqual([original]);
    }
  };

  beforeAll(async () => {
    const { source, onSource } = pair();
    await createTopics(
      onSource,
      [...Object.entries(TOPICS), [LARGE, { configs: {} }] as const].map(([name, { configs }]) => ({
        ...{ name, configs, partitions: 1, replicationFactor: 1 },
      })),
    );
    await Promise.all(
      NAMES.map(async (name) => {
        for (const [i, compression] of TOPICS[name]!.compressions.entries()) {
          await produceOldText(reach(source), name, textOf(RECORDS, i % 2 === 0), compression);
        }
      }),
    );
    const { name, ...committed } = GROUP;
    await commitGroupOffsets(onSource, name, [{ ...committed, partition: 0, metadata: 'half-way' }]);
    const large = Array.from({ length: LARGE_RECORDS }, (_, i) => ({
      value: `${i} ${'large '.repeat(160)}`,
    }));
    await produceOldText(reach(source), LARGE, large, 'none');
  });

  it('is the same on the target', async () => {
    const args = [...pairArguments(pair()), '--topics', NAMES.join('|'), '--groups', GROUP.name];
    const { report, stderr } = await runMqferry('migrate', ...args, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqual(
      Object.fromEntries(NAMES.map((name) => [name, RECORDS * TOPICS[name]!.compressions.length])),
    );
    const { name, offset } = GROUP;
    expect(await fetchGroupOffsets(pair().onTarget, name)).toMatchObject([{ offset, metadata: 'half-way' }]);
  });

  it('is the same when the copier was killed, and more was written', async () => {
    const { source, onTarget } = pair();
    const args = [...pairArguments(pair()), '--topics', LARGE];
    const killed = startMqferry('migrate', ...args, '--follow', '--rate', '2MB');
    await until('some is copied', MINUTE_MS, async () => (await totalEnd(onTarget, [LARGE])) > 0);
    killed.kill('SIGKILL');
    expect(await killed.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(await totalEnd(onTarget, [LARGE])).toBeLessThan(LARGE_RECORDS);
    await produceOldText(reach(source), LARGE, textOf(RECORDS, true), 'snappy');
    const { report, stderr } = await runMqferry('migrate', ...args, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqual({ [LARGE]: LARGE_RECORDS + RECORDS });
  });

  it('is told that there is no way back, and nothing is written on one', async () => {
    const { source, target, onSource, onTarget } = pair();
    const there = await runMqferry('migrate', ...pairArguments(pair()), '--dry-run');
    const warnings = there.report!.plan.warnings.map(({ code }: { code: string }) => code);
    expect(warnings).toContain('way-back-closed');
    await newTopic(onTarget, 'new', 1);
    await writeBatch(onTarget, { topic: 'new', partition: 0 }, textRecords(3, 1_700_000_000_000n));
    const before = [
      await totalEnd(onSource, [...NAMES, LARGE]),
      [...(await onSource.metadata()).topics.keys()],
    ];
    const back = ['--from', target.bootstrap.PLAINTEXT!, '--to', source.bootstrap.PLAINTEXT!];
    const { report, code, stderr } = await runMqferry('migrate', ...pairArguments(pair()), ...back, '--once');
    expect(report, stderr).toMatchObject({ result: 'refused', exitCode: 1 });
    expect(code).toBe(1);
    expect(report!.refusals).toMatchObject([{ code: 'REPLICATION_TARGET_TOO_OLD' }]);
    const topics = [...(await onSource.refreshMetadata()).topics.keys()];
    expect([await totalEnd(onSource, [...NAMES, LARGE]), topics]).toEqual(before);
  });
});
