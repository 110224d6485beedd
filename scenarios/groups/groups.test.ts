import {
  commitGroupOffsets,
  createTopics,
  describeGroup,
  fetchGroupOffsets,
  type KafkaClient,
} from '@mqferry/kafka';
import { type JavaTool, javaTool } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, logEnds, totalEnd } from '../lib/ends.ts';
import { QUICK_START, type Reach, reachArguments } from '../lib/java-tools.ts';
import { readAsGroup } from '../lib/kafka-log.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
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

const commit = (client: KafkaClient, group: string, offsets: Offsets): Promise<void> =>
  commitGroupOffsets(
    client,
    group,
    offsets.map(([partition, offset]) => ({ topic: TOPIC, partition, offset, metadata: null })),
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

describe('group offsets during and after a copy', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  const consumers: JavaTool[] = [];
  let mqferry: Mqferry;
  let backlogEnd: Offsets;

  const endOf = async (client: KafkaClient): Promise<Offsets> => {
    const ends = await logEnds(client, [TOPIC]);
    return PARTITIONS.map((partition) => [partition, ends.get(`${TOPIC}-${partition}`)!]);
  };

  /** Waits until the target has for a group what `expected` gives at that moment. */
  const untilInStep = (group: string, expected: () => Offsets | Promise<Offsets>): Promise<true> =>
    until(`${group} is in step on the target`, MINUTE_MS, async () => {
      const [wanted, found] = await Promise.all([expected(), offsetsOf(pair().onTarget, group)]);
      return String(wanted) === String(found);
    });

  /** Waits until all groups were looked at once more, which the offsets of one of them show. */
  const untilNextRound = async (): Promise<void> => {
    for (const offset of [9n, 10n]) {
      await commit(pair().onSource, 'at-end', everywhere(offset));
      await untilInStep('at-end', () => everywhere(offset));
    }
  };

  beforeAll(async () => {
    const { source, onSource } = pair();
    await createTopics(onSource, [{ name: TOPIC, partitions: PARTITIONS.length, replicationFactor: 1 }]);
    await produceBulk(reach(source), TOPIC, BACKLOG, 1_000, { 'compression.type': 'lz4' });
    backlogEnd = await endOf(onSource);
    await commit(onSource, 'at-end', backlogEnd);
    for (const group of ['busy-on-target', 'moved-on-target', 'not-selected']) {
      await commit(onSource, group, everywhere(5n));
    }
    consumers.push(await startConsumer(reach(source), 'live', 'auto.commit.interval.ms=200'));
    await until('the live group has a place', MINUTE_MS, async () => {
      return (await offsetsOf(onSource, 'live')).length === PARTITIONS.length;
    });
    // Slow, so that groups are ahead of the copy for a while.
    const groups = ['--groups', 'live|at-end|.*-on-target'];
    const args = [...pairArguments(pair()), '--follow', '--rate', '400KB', ...groups];
    mqferry = startMqferry('migrate', ...args);
  });
  afterAll(async () => {
    mqferry?.kill('SIGKILL');
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  });

  it('are held at the end of what is copied, and go on with it', async () => {
    const { onTarget } = pair();
    const held = await until('the group is held', MINUTE_MS, async () => {
      const offsets = await offsetsOf(onTarget, 'at-end');
      return offsets.length > 0 && offsets;
    });
    expect(held).not.toEqual(backlogEnd);
    const ends = new Map(await endOf(onTarget));
    for (const [partition, offset] of held) expect(offset).toBeLessThanOrEqual(ends.get(partition)!);
    await untilInStep('at-end', () => backlogEnd);
  });

  it('follow a live consumer', async () => {
    const { source, onSource, onTarget, folder } = pair();
    await underLoad(reach(source), [{ topic: TOPIC, idempotent: true, rate: 50, folder }], async () => {
      await until('the consumer is beyond the backlog', MINUTE_MS, async () => {
        const offsets = await offsetsOf(onSource, 'live');
        return offsets.reduce((sum, [, offset]) => sum + Number(offset), 0) > BACKLOG;
      });
      await consumers[0]!.stop();
      const read = await totalEnd(onSource, [TOPIC]);
      await until('there is more for it to read', MINUTE_MS, async () => {
        return (await totalEnd(onSource, [TOPIC])) > read + 100;
      });
    });
    await until('the copy has caught up', MINUTE_MS, () => endsEqual(onSource, onTarget, [TOPIC]));
    await untilInStep('live', () => offsetsOf(onSource, 'live'));
  });

  it('are left alone where the group is active on the target, or went its own way there', async () => {
    const { target, onSource, onTarget } = pair();
    for (const group of ['busy-on-target', 'moved-on-target']) await untilInStep(group, () => everywhere(5n));
    consumers.push(await startConsumer(reach(target), 'busy-on-target', 'enable.auto.commit=false'));
    await until('the group on the target has a member', MINUTE_MS, async () => {
      return (await describeGroup(onTarget, 'busy-on-target')).members.length === 1;
    });
    await commit(onTarget, 'moved-on-target', everywhere(7n));
    await commit(onSource, 'busy-on-target', everywhere(9n));
    await commit(onSource, 'moved-on-target', everywhere(9n));
    await untilNextRound();
    mqferry.kill('SIGINT');
    const { report, code, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true });
    expect(code).toBe(0);
    const states = new Map<string, string>(
      report!.groups.map(({ group, state }: Record<string, string>) => [group, state]),
    );
    expect(Object.fromEntries(states)).toEqual({
      live: 'equal',
      'at-end': 'equal',
      'busy-on-target': 'target-active',
      'moved-on-target': 'target-moved',
    });
    expect(await offsetsOf(onTarget, 'busy-on-target')).toEqual(everywhere(5n));
    expect(await offsetsOf(onTarget, 'moved-on-target')).toEqual(everywhere(7n));
    expect(await offsetsOf(onTarget, 'not-selected')).toEqual([]);
  });

  it.each([
    ['live|at-end', { result: 'equal', exitCode: 0 }],
    ['.*-on-target', { result: 'different', exitCode: 3 }],
  ])('of %s are told by the verification', async (groups, verdict) => {
    const { report, stderr } = await runMqferry('verify', ...pairArguments(pair()), '--groups', groups);
    expect(report, stderr).toMatchObject(verdict);
  });

  it('let a consumer go on where it was, with the next record and none twice', async () => {
    const { target, onSource, onTarget } = pair();
    const ends = new Map(await endOf(onTarget));
    const left = (await offsetsOf(onSource, 'live')).flatMap(([partition, first]) => {
      const last = ends.get(partition)! - 1n;
      return last < first ? [] : [[partition, { first, last, records: Number(last - first) + 1 }] as const];
    });
    const count = left.reduce((sum, [, { records }]) => sum + records, 0);
    expect(count).toBeGreaterThan(0);
    expect(await readAsGroup(reach(target), 'live', TOPIC, count)).toEqual(new Map(left));
  });
});
