import { createTopics, listOffsets, OFFSET_EARLIEST } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { ownConfigs } from '../lib/own-configs.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NOW = BigInt(Date.now());
const daysFromNow = (days: number): bigint => NOW + BigInt(days * DAY_MS);
const days = (count: number): string => String(count * DAY_MS);

/** Topics that the target would delete from, or not accept, by its own settings or by theirs. */
const TOPICS: Readonly<Record<string, { firstTime: bigint; configs: Readonly<Record<string, string>> }>> = {
  old: { firstTime: daysFromNow(-30), configs: { 'retention.ms': days(40) } },
  'kept-for-ever': {
    firstTime: daysFromNow(-30),
    configs: { 'retention.ms': '-1', 'retention.bytes': '-1' },
  },
  'of-the-future': { firstTime: daysFromNow(30), configs: { 'segment.ms': days(2) } },
  'append-time': { firstTime: daysFromNow(-30), configs: { 'message.timestamp.type': 'LogAppendTime' } },
  'other-codec': { firstTime: NOW, configs: { 'compression.type': 'gzip', 'max.message.bytes': '5000000' } },
};
/** Exists on the target already, with a retention that would delete everything. */
const EXISTING = { name: 'existing', firstTime: daysFromNow(-30), configs: { 'retention.ms': days(40) } };
const SHORT_RETENTION = { 'retention.ms': '1000' };
const LARGE = 3_000_000;

describe('records older than the target keeps them', () => {
  const pair = usePair(
    { version: '2.8.2' },
    {
      version: '4.3.1',
      config: {
        'log.retention.ms': '3600000',
        'log.retention.check.interval.ms': '500',
        'log.initial.task.delay.ms': '500',
      },
    },
  );

  /** Resolves when the target has looked for records to delete, in every topic that is there now. */
  const untilTargetDeletes = async (name: string): Promise<void> => {
    const { onTarget } = pair();
    const where = { topic: name, partition: 0 };
    await createTopics(onTarget, [{ name, partitions: 1, replicationFactor: 1 }]);
    const looked = async (): Promise<void> => {
      const end = (await writeBatch(onTarget, where, textRecords(5, daysFromNow(-30)))) + 5n;
      await until(`the target has deleted from ${name}`, MINUTE_MS, async () => {
        return (await listOffsets(onTarget, [where], OFFSET_EARLIEST)).get(`${name}-0`) === end;
      });
    };
    // The first time, the topics may have had their turn before this one.
    await looked();
    await looked();
  };

  beforeAll(async () => {
    const { onSource, onTarget } = pair();
    const topics = [...Object.entries(TOPICS).map(([name, topic]) => ({ name, ...topic })), EXISTING];
    await createTopics(
      onSource,
      topics.map(({ name, configs }) => ({ name, configs, partitions: 2, replicationFactor: 1 })),
    );
    const existing = { name: EXISTING.name, partitions: 2, replicationFactor: 1, configs: SHORT_RETENTION };
    await createTopics(onTarget, [existing]);
    for (const { name, firstTime } of topics) {
      for (let batch = 0; batch < 20; batch += 1) {
        const records = textRecords(50, firstTime + BigInt(batch * 50));
        await writeBatch(onSource, { topic: name, partition: batch % 2 }, records, { compression: 'lz4' });
      }
    }
    const value = Buffer.alloc(LARGE, 'large');
    await writeBatch(onSource, { topic: 'other-codec', partition: 0 }, [{ timestamp: NOW, value }]);
  });

  it('stay while they are copied', async () => {
    const { source, target, onSource, onTarget } = pair();
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow');
    const topics = [...Object.keys(TOPICS), EXISTING.name];
    await until('all is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, topics));
    await untilTargetDeletes('deleted-meanwhile');
    await expectEqualLogs(reach(source), reach(target), [EXISTING.name]);
    mqferry.kill('SIGINT');
    const { report, code, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true, stillHeld: [] });
    expect(code).toBe(0);
  });

  it('stay when the copy is over, because the topic’s own settings came along', async () => {
    const { source, target } = pair();
    await untilTargetDeletes('deleted-afterwards');
    await expectEqualLogs(reach(source), reach(target), Object.keys(TOPICS));
    const { report, stderr } = await runMqferry(
      'verify',
      ...pairArguments(pair()),
      '--exclude',
      EXISTING.name,
    );
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
  });

  it.each(Object.keys(TOPICS))('left %s with the settings of the source and no others', async (topic) => {
    const { onSource, onTarget } = pair();
    const [source, target] = [await ownConfigs(onSource, topic), await ownConfigs(onTarget, topic)];
    expect(target).toMatchObject(TOPICS[topic]!.configs);
    // Where the target's own default is another one, the source's is set on the topic.
    for (const name of Object.keys(target).filter((name) => !(name in source))) {
      expect(name).toBe('retention.ms');
      expect(target[name]).toBe(days(7));
    }
  });

  it('go by the retention that their topic had on the target before', async () => {
    const { onTarget } = pair();
    expect(await ownConfigs(onTarget, EXISTING.name)).toEqual(SHORT_RETENTION);
    const partitions = [0, 1].map((partition) => ({ topic: EXISTING.name, partition }));
    await until('the target has deleted what is older', MINUTE_MS, async () => {
      const starts = await listOffsets(onTarget, partitions, OFFSET_EARLIEST);
      return [...starts.values()].every((start) => start === 500n);
    });
  });
});
