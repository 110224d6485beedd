import {
  commitGroupOffsets,
  createTopics,
  describeGroup,
  fetchGroupOffsets,
  type KafkaClient,
} from '@mqferry/kafka';
import { type JavaTool, javaTool } from '@mqferry/sandbox';
import { describe, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { endsEqual, logEnds, totalEnd } from '../lib/ends.ts';
import { QUICK_START, type Reach, reachArguments } from '../lib/java-tools.ts';
import { readAsGroup } from '../lib/kafka-log.ts';
import { pairArguments, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk, underLoad } from '../lib/producers.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'orders';
const PARTITIONS = [0, 1, 2];
const BACKLOG = 6_000;

type Offsets = readonly (readonly [partition: number, offset: bigint])[];

/** Where a group stands. */
const offsetsOf = async (client: KafkaClient, group: string): Promise<Offsets> =>
  (await fetchGroupOffsets(client, group))
    .map(({ partition, offset }) => [partition, offset] as const)
    .sort(([a], [b]) => a - b);

const commitAll = (client: KafkaClient, group: string, offset: bigint): Promise<void> =>
  commitGroupOffsets(
    client,
    group,
    PARTITIONS.map((partition) => ({ topic: TOPIC, partition, offset, metadata: null })),
  );

const everywhere = (offset: bigint): Offsets => PARTITIONS.map((partition) => [partition, offset]);

/** A member of a group, which goes on until it is stopped. */
const startConsumer = async (at: Reach, group: string, ...properties: string[]): Promise<JavaTool> => {
  const tool = await javaTool({
    classpath: 'tools',
    main: 'org.apache.kafka.tools.consumer.ConsoleConsumer',
    args: [
      ...[...reachArguments(at), '--topic', TOPIC, '--group', group, '--from-beginning'],
      ...properties.flatMap((property) => ['--command-property', property]),
    ],
    jvmArgs: QUICK_START,
  });
  tool.stdout.resume();
  return tool;
};

describe('group offsets', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });

  const untilOffsets = (what: string, group: string, expected: () => Offsets | Promise<Offsets>) =>
    until(what, MINUTE_MS, async () => {
      const [wanted, found] = await Promise.all([expected(), offsetsOf(pair().onTarget, group)]);
      return wanted.length > 0 && String(wanted) === String(found);
    });

  it('are kept in step while the copy runs, and consumers go on where they were', {
    timeout: 10 * MINUTE_MS,
  }, async () => {
    const { source, target, onSource, onTarget, folder } = pair();
    await createTopics(onSource, [{ name: TOPIC, partitions: PARTITIONS.length, replicationFactor: 1 }]);
    await produceBulk(reach(source), TOPIC, BACKLOG, 1_000, { 'compression.type': 'lz4' });
    const ends = await logEnds(onSource, [TOPIC]);
    const atEnd = PARTITIONS.map((partition) => [partition, ends.get(`${TOPIC}-${partition}`)!] as const);
    await commitGroupOffsets(
      onSource,
      'at-end',
      atEnd.map(([partition, offset]) => ({ topic: TOPIC, partition, offset, metadata: 'of the source' })),
    );
    await commitAll(onSource, 'busy-on-target', 5n);
    await commitAll(onSource, 'moved-on-target', 5n);
    await commitAll(onSource, 'not-selected', 5n);

    const consumers = [await startConsumer(reach(source), 'live', 'auto.commit.interval.ms=200')];
    await until('the live group has a place', MINUTE_MS, async () => {
      return (await offsetsOf(onSource, 'live')).length === PARTITIONS.length;
    });

    // Slow, so that groups are ahead of the copy for a while.
    const groups = ['--groups', 'live|at-end|.*-on-target'];
    const mqferry = startMqferry(
      'migrate',
      ...pairArguments(pair()),
      '--follow',
      '--rate',
      '400KB',
      ...groups,
    );
    const load = { topic: TOPIC, idempotent: true, rate: 50, folder };
    try {
      await until('a group ahead of the copy is held at its end', MINUTE_MS, async () => {
        const held = await offsetsOf(onTarget, 'at-end');
        return held.length > 0 && String(held) !== String(atEnd);
      });
      expect(await totalEnd(onTarget, [TOPIC])).toBeLessThan(BACKLOG);
      for (const [partition, offset] of await offsetsOf(onTarget, 'at-end')) {
        expect(offset).toBeLessThanOrEqual((await logEnds(onTarget, [TOPIC])).get(`${TOPIC}-${partition}`)!);
      }
      await untilOffsets('it reaches its place with the copy', 'at-end', () => atEnd);

      await underLoad(reach(source), [load], async () => {
        await until('the live consumer is beyond the backlog', MINUTE_MS, async () => {
          const offsets = await offsetsOf(onSource, 'live');
          return offsets.reduce((sum, [, offset]) => sum + Number(offset), 0) > BACKLOG;
        });
        await consumers[0]!.stop();
        const behind = await totalEnd(onSource, [TOPIC]);
        await until('there is more for it to read', MINUTE_MS, async () => {
          return (await totalEnd(onSource, [TOPIC])) > behind + 100;
        });
      });
      await until('the copy has caught up', MINUTE_MS, () => endsEqual(onSource, onTarget, [TOPIC]));
      await untilOffsets('the live group is in step', 'live', () => offsetsOf(onSource, 'live'));

      await untilOffsets('all groups are in step', 'busy-on-target', () => everywhere(5n));
      await untilOffsets('all groups are in step', 'moved-on-target', () => everywhere(5n));
      const busy = await startConsumer(reach(target), 'busy-on-target', 'enable.auto.commit=false');
      consumers.push(busy);
      await until('the group on the target has a member', MINUTE_MS, async () => {
        return (await describeGroup(onTarget, 'busy-on-target')).members.length === 1;
      });
      await commitAll(onTarget, 'moved-on-target', 7n);
      await commitAll(onSource, 'busy-on-target', 9n);
      await commitAll(onSource, 'moved-on-target', 9n);
      // The offsets of this group show that a round over all groups has been made since.
      await commitAll(onSource, 'at-end', 9n);
      await untilOffsets('a group that stepped back is in step', 'at-end', () => everywhere(9n));
      await commitAll(onSource, 'at-end', 10n);
      await untilOffsets('another round is made', 'at-end', () => everywhere(10n));
      mqferry.kill('SIGINT');
      const { report, code, stderr } = await mqferry.exited;
      expect(report, stderr).toMatchObject({ result: 'copied', complete: true });
      expect(code).toBe(0);
      const states = new Map(report!.groups.map(({ group, state }: never) => [group, state]));
      expect(Object.fromEntries(states)).toEqual({
        live: 'equal',
        'at-end': 'equal',
        'busy-on-target': 'target-active',
        'moved-on-target': 'target-moved',
      });
    } finally {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    }

    expect(await offsetsOf(onTarget, 'busy-on-target')).toEqual(everywhere(5n));
    expect(await offsetsOf(onTarget, 'moved-on-target')).toEqual(everywhere(7n));
    expect(await offsetsOf(onTarget, 'not-selected')).toEqual([]);
    const inStep = await runMqferry('verify', ...pairArguments(pair()), '--groups', 'live|at-end');
    expect(inStep.report, inStep.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    const notInStep = await runMqferry('verify', ...pairArguments(pair()), '--groups', '.*-on-target');
    expect(notInStep.report, notInStep.stderr).toMatchObject({ result: 'different', exitCode: 3 });

    const stood = await offsetsOf(onSource, 'live');
    const last = await logEnds(onTarget, [TOPIC]);
    const left = stood.map(([partition, first]) => {
      const end = last.get(`${TOPIC}-${partition}`)!;
      return [partition, { first, last: end - 1n, records: Number(end - first) }] as const;
    });
    const count = left.reduce((sum, [, { records }]) => sum + records, 0);
    expect(count).toBeGreaterThan(0);
    const got = await readAsGroup(reach(target), 'live', TOPIC, count);
    expect(got).toEqual(new Map(left.filter(([, { records }]) => records > 0)));
  });
});
