import { commitGroupOffsets, describeConfigs, fetchGroupOffsets } from '@mqferry/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, logEnds } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { growTopic, newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());
const GROWING = 'growing';

describe('what appears at the source', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  let mqferry: Mqferry;

  const write = (topic: string, partition: number, records = 20) =>
    writeBatch(pair().onSource, { topic, partition }, textRecords(records, NOW));

  /** Gives a topic of the source a partition, with records in it. */
  const grow = async (topic: string, total: number): Promise<void> => {
    await growTopic(pair().onSource, topic, total);
    await write(topic, total - 1);
  };

  const untilCopied = (...topics: string[]) =>
    until('the copy has caught up', MINUTE_MS, () => endsEqual(pair().onSource, pair().onTarget, topics));

  const follow = (...more: string[]): Mqferry => {
    mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow', ...more);
    return mqferry;
  };

  const stop = async () => {
    mqferry.kill('SIGINT');
    return mqferry.exited;
  };

  const proveEqual = async (...topics: string[]) => {
    const { source, target } = pair();
    const verdict = await runMqferry('verify', ...pairArguments(pair()), '--topics', topics.join('|'));
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    return expectEqualLogs(reach(source), reach(target), topics);
  };

  beforeAll(async () => {
    await newTopic(pair().onSource, GROWING, 2);
    for (const partition of [0, 1]) await write(GROWING, partition);
  });
  afterAll(() => mqferry?.kill('SIGKILL'));

  it('is followed: more partitions of a topic', async () => {
    follow('--topics', GROWING, '--verify');
    await untilCopied(GROWING);
    await grow(GROWING, 3);
    await grow(GROWING, 4);
    await until('the target has them', MINUTE_MS, async () => {
      return (await pair().onTarget.refreshMetadata()).topics.get(GROWING)!.partitions.length === 4;
    });
    await untilCopied(GROWING);
    for (const partition of [1, 3]) await write(GROWING, partition);
    await untilCopied(GROWING);
    const { report, stderr } = await stop();
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    const events = mqferry.lines.filter(({ type }) => type === 'partitions-added');
    expect(events.at(-1)).toMatchObject({ topic: GROWING, partitions: 4 });
    expect(events.reduce((sum, { added }) => sum + added, 0)).toBe(2);
    expect((await proveEqual(GROWING))[GROWING]).toHaveLength(4);
  });

  it('is followed: consumer groups', async () => {
    const { onSource, onTarget } = pair();
    const commit = (group: string, offset: bigint) =>
      commitGroupOffsets(onSource, group, [{ topic: GROWING, partition: 0, offset, metadata: null }]);
    const untilInStep = (group: string, offset: bigint) =>
      until(`${group} is in step`, MINUTE_MS, async () => {
        return (await fetchGroupOffsets(onTarget, group))[0]?.offset === offset;
      });
    await commit('app-first', 3n);
    follow('--topics', GROWING, '--groups', 'app-.*', '--verify');
    await untilInStep('app-first', 3n);
    await commit('other', 5n);
    await commit('app-second', 7n);
    await untilInStep('app-second', 7n);
    await commit('app-second', 9n);
    await untilInStep('app-second', 9n);
    // Ended at once, what has just appeared is not left behind.
    await commit('app-third', 11n);
    const { report, stderr } = await stop();
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    expect(mqferry.lines.find(({ type }) => type === 'groups-found')).toMatchObject({
      groups: ['app-second'],
    });
    expect(report!.verification.groups).toMatchObject([
      { group: 'app-first', target: '3' },
      { group: 'app-second', target: '9' },
      { group: 'app-third', target: '11' },
    ]);
    expect(await fetchGroupOffsets(onTarget, 'other')).toEqual([]);
  });

  it('is followed: topics that match, but for those that are refused', async () => {
    const { onSource, onTarget } = pair();
    await newTopic(onTarget, 'new-elsewhere', 1);
    await writeBatch(onTarget, { topic: 'new-elsewhere', partition: 0 }, textRecords(3, NOW + 1n));
    follow('--topics', `${GROWING}|new-.*`, '--exclude', '.*-not', '--verify');
    await until('the plan is made', MINUTE_MS, () => mqferry.lines.some(({ type }) => type === 'plan'));
    await newTopic(onTarget, 'new-wider', 3);
    for (const topic of ['new-one', 'new-not', 'new-elsewhere', 'new-wider', 'old']) {
      await newTopic(onSource, topic, 2, { 'retention.ms': '86400000' });
      await write(topic, 1);
    }
    await until('two are refused', MINUTE_MS, () => {
      return mqferry.lines.filter(({ type }) => type === 'topic-refused').length === 2;
    });
    await untilCopied('new-one');
    const retention = async () =>
      (await describeConfigs(onTarget, [{ topic: 'new-one' }])).get('new-one')!.get('retention.ms')?.value;
    expect(await retention()).toBe('-1');
    await write('new-one', 0);
    await growTopic(onSource, 'new-one', 3);
    await write('new-one', 2);
    await until('the target has the third partition', MINUTE_MS, async () => {
      return (await onTarget.refreshMetadata()).topics.get('new-one')!.partitions.length === 3;
    });
    await untilCopied('new-one', GROWING);
    const { report, code } = await stop();
    expect(code).toBe(1);
    expect(report).toMatchObject({ result: 'incomplete', complete: true, stillHeld: [] });
    expect(report!.verification).toMatchObject({ equal: true });
    const told = mqferry.lines.filter(({ type }) => type === 'topic-refused');
    expect(told.map(({ topic, error }) => [topic, error.code]).sort()).toEqual([
      ['new-elsewhere', 'REPLICATION_TARGET_HAS_OTHER_DATA'],
      ['new-wider', 'REPLICATION_PARTITIONS_DIFFER'],
    ]);
    expect(report!.refused).toHaveLength(2);
    expect(await retention()).toBe('86400000');
    const { topics } = await onTarget.refreshMetadata();
    expect([...topics.keys()].filter((name) => !name.startsWith('__')).sort()).toEqual([
      GROWING,
      'new-elsewhere',
      'new-one',
      'new-wider',
    ]);
    await proveEqual('new-one');
  });

  it('is planned: partitions that were added while no copier ran', async () => {
    await grow(GROWING, 6);
    const only = [...pairArguments(pair()), '--topics', GROWING];
    const dryRun = await runMqferry('migrate', ...only, '--dry-run');
    expect(dryRun.report!.plan.topics).toMatchObject([{ action: 'continue', addedPartitions: 2 }]);
    const { report, stderr } = await runMqferry('migrate', ...only, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    expect((await proveEqual(GROWING))[GROWING]).toHaveLength(6);
  });

  it('refuses a new partition to which somebody wrote on the target, and no other', async () => {
    const { onSource, onTarget } = pair();
    const topic = 'written';
    await newTopic(onSource, topic, 1);
    await write(topic, 0);
    follow('--topics', topic);
    await until('the topic is there', MINUTE_MS, () => endsEqual(onSource, onTarget, [topic]));
    await growTopic(onTarget, topic, 2);
    await writeBatch(onTarget, { topic, partition: 1 }, textRecords(3, NOW + 1n));
    await grow(topic, 2);
    const refused = await until('it is refused', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'topic-refused'),
    );
    expect(refused).toMatchObject({ topic, partitions: 1 });
    expect(refused.error.code).toBe('REPLICATION_TARGET_HAS_OTHER_DATA');
    await write(topic, 0);
    await until('the other one is copied', MINUTE_MS, async () => {
      return (await logEnds(onTarget, [topic])).get(`${topic}-0`) === 40n;
    });
    const { report, code } = await stop();
    expect(code).toBe(1);
    expect(report!.status.partitions).toMatchObject([{ partition: 0, phase: 'copying', copiedTo: '40' }]);
  });
});
