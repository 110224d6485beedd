import { commitGroupOffsets } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { ownConfigs } from '../lib/own-configs.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LONG_AGO = BigInt(Date.now() - 30 * DAY_MS);
const LARGE = 10_000_000;
const LARGE_LIMIT = { 'max.message.bytes': '10500000' };
/** Takes less than what is copied, and none of its times; the topic exists there. */
const NARROW = {
  'max.message.bytes': '100000',
  'message.timestamp.type': 'LogAppendTime',
  'message.timestamp.before.max.ms': '1000',
  'retention.ms': '1000',
};

/** What bears old times stays at the source. */
const KEPT = { 'retention.ms': '-1' };

type Configs = Readonly<Record<string, string>>;

/** Topics of all shapes, and their settings at the source. */
const TOPICS: Readonly<Record<string, { partitions: number; configs?: Configs }>> = {
  large: { partitions: 2, configs: LARGE_LIMIT },
  narrow: { partitions: 2, configs: LARGE_LIMIT },
  empty: { partitions: 3 },
  'dots.and_underscores.v1_x': { partitions: 1 },
  // Of programs that keep their state in Kafka: ordinary topics.
  'connect-offsets': { partitions: 5, configs: { 'cleanup.policy': 'compact' } },
  'shop-store-changelog': { partitions: 1, configs: { 'cleanup.policy': 'compact' } },
  'mm2-offset-syncs.target.internal': { partitions: 1, configs: { 'cleanup.policy': 'compact' } },
  __canary: { partitions: 1 },
};
const NAMES = Object.keys(TOPICS);
/** Read by Kafka's own tools too; of `narrow` its own settings delete everything once they are back. */
const COMPARED = ['large', 'empty', 'dots.and_underscores.v1_x', 'connect-offsets'];
/** Cannot be copied: the target has `a_b`, and takes no requests of that size. */
const COLLIDING = 'a.b';
const TOO_LARGE = 'too-large';

describe('topics of unusual shapes', () => {
  const pair = usePair(
    { version: '2.8.2' },
    {
      version: '4.3.1',
      config: {
        'message.max.bytes': '600000',
        'socket.request.max.bytes': '15000000',
        'log.message.timestamp.type': 'LogAppendTime',
        'log.message.timestamp.before.max.ms': '3600000',
        'log.message.timestamp.after.max.ms': '1000',
      },
    },
  );

  const args = (): string[] => [...pairArguments(pair()), '--exclude', `${COLLIDING}|${TOO_LARGE}`];

  beforeAll(async () => {
    const { onSource, onTarget } = pair();
    for (const [name, { partitions, configs }] of Object.entries(TOPICS))
      await newTopic(onSource, name, partitions, { ...KEPT, ...configs });
    await newTopic(onSource, COLLIDING, 1);
    await newTopic(onSource, TOO_LARGE, 1, { 'max.message.bytes': '20000000' });
    await newTopic(onTarget, 'a_b', 1);
    await newTopic(onTarget, 'narrow', 2, NARROW);
    for (const topic of NAMES.filter((name) => name !== 'empty')) {
      const records = textRecords(20, LONG_AGO).map((record, i) => ({
        ...record,
        key: Buffer.from(`key ${i}`),
      }));
      await writeBatch(onSource, { topic, partition: 0 }, records, { compression: 'lz4' });
    }
    for (const topic of ['large', 'narrow']) {
      for (let i = 0; i < 6; i += 1) {
        const value = Buffer.alloc(LARGE, `large ${i} `);
        await writeBatch(onSource, { topic, partition: i % 2 }, [{ timestamp: LONG_AGO, value }]);
        await writeBatch(onSource, { topic, partition: i % 2 }, textRecords(5, LONG_AGO));
      }
    }
    await commitGroupOffsets(onSource, 'readers', [
      { topic: 'large', partition: 0, offset: 3n, metadata: '' },
    ]);
  });

  it('are planned: what is changed for the time of the copy, and what is left out', async () => {
    const { report, stderr } = await runMqferry('migrate', ...args(), '--dry-run');
    expect(report, stderr).toMatchObject({ result: 'planned', exitCode: 0 });
    expect(report!.plan.leftOut).toContain('__consumer_offsets');
    const { held } = report!.plan.topics.find(({ topic }: { topic: string }) => topic === 'narrow');
    const of = (name: string) => held.find((item: { name: string }) => item.name === name);
    expect(of('max.message.bytes')).toMatchObject({ during: '10500000', after: '100000' });
    expect(of('message.timestamp.type')).toMatchObject({ during: 'CreateTime', after: 'LogAppendTime' });
    expect(of('retention.ms')).toMatchObject({ during: '-1', after: '1000' });
    expect(of('message.timestamp.before.max.ms')).toMatchObject({ after: '1000' });
  });

  it.each([
    ['__consumer_offsets', 'CLI_TOPIC_OF_BROKERS'],
    ['a[.]b', 'REPLICATION_TOPIC_REFUSED'],
    [TOO_LARGE, 'REPLICATION_BATCHES_TOO_LARGE'],
  ])('are refused by name before anything is written: %s with %s', async (topic, code) => {
    const stderr = await expectRefusal(pair().onTarget, [code], ...pairArguments(pair()), '--topics', topic);
    expect(stderr).toContain(topic.replace('[.]', '.'));
  });

  it('are the same on the target, also when the copier was killed', async () => {
    const { source, target, onSource, onTarget } = pair();
    const killed = startMqferry('migrate', ...args(), '--follow', '--rate', '20MB');
    await until('some is copied', MINUTE_MS, async () => (await totalEnd(onTarget, ['narrow'])) > 0);
    killed.kill('SIGKILL');
    await killed.exited;
    expect(await ownConfigs(onTarget, 'narrow')).toMatchObject({ 'max.message.bytes': '10500000' });
    const { report, stderr } = await runMqferry('migrate', ...args(), '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(await endsEqual(onSource, onTarget, NAMES)).toBe(true);
    expect(await ownConfigs(onTarget, 'narrow')).toEqual(NARROW);
    expect(await ownConfigs(onTarget, 'large')).toMatchObject({
      ...LARGE_LIMIT,
      'message.timestamp.type': 'CreateTime',
    });
    await expectEqualLogs(reach(source), reach(target), COMPARED);
  });
});
