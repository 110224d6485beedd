import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { deleteTopics } from '@mqferry/kafka';
import type { KafkaOptions } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());

/** A source that tells one topic from another of the same name, and one that does not. */
const SOURCES: [string, KafkaOptions, string][] = [
  ['3.9.2, with topic ids', { version: '3.9.2' }, 'REPLICATION_TOPIC_RECREATED'],
  [
    '2.8.2, without topic ids',
    { version: '2.8.2', config: { 'inter.broker.protocol.version': '2.7' } },
    'REPLICATION_SOURCE_TRUNCATED',
  ],
];

describe.each(SOURCES)('topics that are deleted on %s', (_name, source, otherTopic) => {
  const pair = usePair(source, { version: '4.3.1' });
  let mqferry: Mqferry;

  const write = (topic: string, batches: number, firstTimestamp = NOW) =>
    Array.from({ length: batches }).reduce<Promise<unknown>>(
      (before) =>
        before.then(() =>
          writeBatch(pair().onSource, { topic, partition: 0 }, textRecords(10, firstTimestamp)),
        ),
      Promise.resolve(),
    );

  const follow = (topics: string): void => {
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow', '--topics', topics);
  };

  const untilCopied = (topic: string) =>
    until(`${topic} is copied`, MINUTE_MS, () => endsEqual(pair().onSource, pair().onTarget, [topic]));

  const untilStopped = (topic: string) =>
    until(`${topic} is stopped`, MINUTE_MS, () =>
      mqferry.lines.find((line) => line.type === 'partition-stopped' && line.topic === topic),
    );

  /** Another topic of the same name, which goes on beyond where the first one ended. */
  const recreate = async (topic: string): Promise<void> => {
    const { onSource } = pair();
    await deleteTopics(onSource, [topic]);
    await until('the name is free', MINUTE_MS, async () => {
      await newTopic(onSource, topic, 1);
      return true;
    });
    await write(topic, 5, NOW + 1_000n);
  };

  const onTarget = async (topic: string) => (await kafkaLogs(reach(pair().target), [topic]))[topic];

  beforeAll(async () => {
    for (const topic of ['stays', 'gone', 'again']) {
      await newTopic(pair().onSource, topic, 1);
      await write(topic, 2);
    }
  });
  afterAll(() => mqferry?.kill('SIGKILL'));

  it('are stopped and named while a copy follows, and their copies stay', async () => {
    const { onSource } = pair();
    follow('stays|gone');
    for (const topic of ['stays', 'gone']) await untilCopied(topic);
    await deleteTopics(onSource, ['gone']);
    expect(await untilStopped('gone')).toMatchObject({ partition: 0, code: 'REPLICATION_TOPIC_DELETED' });
    await write('stays', 1);
    await untilCopied('stays');
    mqferry.kill('SIGINT');
    const { code, report } = await mqferry.exited;
    expect(code).toBe(1);
    expect(report!.status.partitions).toMatchObject([
      { topic: 'gone', phase: 'stopped', copiedTo: '20', error: { code: 'REPLICATION_TOPIC_DELETED' } },
      { topic: 'stays', phase: 'copying', copiedTo: '30' },
    ]);
    expect(await onTarget('gone')).toMatchObject([{ start: 0n, end: 20n, records: 20 }]);
  });

  it('are not mixed with others of the same name while a copy follows', async () => {
    follow('stays|again');
    await untilCopied('again');
    const copied = await onTarget('again');
    await recreate('again');
    expect(await untilStopped('again')).toMatchObject({ partition: 0, code: otherTopic });
    await write('stays', 1);
    await untilCopied('stays');
    mqferry.kill('SIGINT');
    expect(await mqferry.exited).toMatchObject({ code: 1 });
    expect(await onTarget('again')).toEqual(copied);
  });

  it('are not mixed with others of the same name that were created while no copier ran', async () => {
    const { folder } = pair();
    const copied = await onTarget('again');
    const only = ['--topics', 'again'];
    await expectRefusal(pair().onTarget, [otherTopic], ...pairArguments(pair()), ...only);
    // What was remembered is lost: then the records tell.
    const elsewhere = pairArguments({ ...pair(), folder: await mkdtemp(join(folder, 'other-')) });
    await expectRefusal(pair().onTarget, ['REPLICATION_SOURCE_TRUNCATED'], ...elsewhere, ...only);
    expect(await onTarget('again')).toEqual(copied);
  });

  it('make room for the others once their copies are deleted', async () => {
    await deleteTopics(pair().onTarget, ['again']);
    await until('the copy is gone', MINUTE_MS, async () => {
      return !(await pair().onTarget.refreshMetadata()).topics.has('again');
    });
    const args = [...pairArguments(pair()), '--topics', 'again', '--verify'];
    const { report, stderr } = await runMqferry('migrate', ...args);
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqualLogs(reach(pair().source), reach(pair().target), ['again']);
  });
});
