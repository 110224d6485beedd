import { createAcls, createTopics, deleteRecords } from '@mqferry/kafka';
import type { KafkaVersion } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { kafkaLogs, recordsIn } from '../lib/kafka-log.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { Random } from '../lib/random.ts';
import { isFullScale, scaled } from '../lib/scale.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { asUserWith, IDENTITY_RIGHTS, MIRROR_RIGHTS, targetWithUser } from '../lib/user-of-target.ts';
import { textRecords } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const STEPS = scaled(1_000, 80);
const KILLS = scaled(10, 3);
const SEED = 21;
const MIX = 'mix';
/** A log that begins within an aborted transaction and ends with a marker. */
const EDGES = 'edges';
const TOPICS = [MIX, EDGES];

const PAIRS: readonly (readonly [source: KafkaVersion, target: KafkaVersion])[] = isFullScale
  ? [
      ['2.8.2', '4.3.1'],
      ['4.3.1', '4.3.1'],
      ['3.9.2', '2.8.2'],
    ]
  : [['2.8.2', '4.3.1']];

describe.each(PAIRS)('transactions from %s to %s, without the rights to write markers', (from, to) => {
  const pair = usePair({ version: from }, targetWithUser({ version: to }));
  let asUser: string[] = [];
  let mix: TransactionMix;

  const writeEdges = async (): Promise<void> => {
    const where = { topic: EDGES, partition: 0 };
    const producer = await TransactionalProducer.open(pair().onSource, EDGES);
    await producer.write(where, textRecords(10, 1_700_000_000_000n));
    await producer.end(false);
    await producer.write(where, textRecords(10, 1_700_000_000_000n));
    await producer.end(true);
    await deleteRecords(pair().onSource, [{ ...where, before: 4n }]);
  };

  beforeAll(async () => {
    const { onSource } = pair();
    const configs = { 'retention.ms': '-1' };
    await createTopics(onSource, [
      { name: MIX, partitions: 3, replicationFactor: 1, configs },
      { name: EDGES, partitions: 1, replicationFactor: 1, configs },
    ]);
    mix = await TransactionMix.open(onSource, { topic: MIX, partitions: 3, producers: 4, seed: SEED });
    await mix.run(STEPS);
    await writeEdges();
    asUser = await asUserWith(pair(), IDENTITY_RIGHTS);
  }, 2 * MINUTE_MS);

  /** What readers of what is committed see of the mix, on both sides; and all readers on the target. */
  const expectCommitted = async (): Promise<void> => {
    const { source, target } = pair();
    const records = { [MIX]: mix.visible };
    const [original, copy, all] = await Promise.all(
      [
        [source, 'read_committed'],
        [target, 'read_committed'],
        [target, 'read_uncommitted'],
      ].map(async ([cluster, level]) => {
        const read = { level: level as 'read_committed', records };
        const logs = await kafkaLogs(reach(cluster as typeof source), [MIX], read);
        return logs[MIX]!.map(({ end: _, ...log }) => log);
      }),
    );
    expect(copy).toEqual(original);
    expect(all).toEqual(original);
  };

  it('are planned with their reason and cost', async () => {
    const { report, stderr } = await runMqferry('migrate', ...asUser, '--dry-run');
    expect(report, stderr).toMatchObject({ result: 'planned', exitCode: 0 });
    const { topics, warnings, heldOnBrokers } = report!.plan;
    expect(heldOnBrokers).toEqual([]);
    for (const topic of topics) expect(topic).toMatchObject({ mode: 'identity', transactions: 'committed' });
    const codes = warnings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['transactions-lack-cluster-action', 'committed-only']));
    expect(Number(topics.find(({ topic }: { topic: string }) => topic === EDGES).blanks)).toBe(8);
  });

  it('come over as they were committed, through kills, what is open held back', async () => {
    const { onSource, onTarget } = pair();
    const random = new Random(SEED);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const all = await totalEnd(onSource, TOPICS);
      const there = await totalEnd(onTarget, TOPICS).catch(() => 0);
      const place = there + 1 + random.below((all - there) / 4);
      const mqferry = startMqferry('migrate', ...asUser, '--follow');
      await until(`run ${kill} has copied up to ${place}`, MINUTE_MS, async () => {
        return (await totalEnd(onTarget, TOPICS)) >= place;
      });
      mqferry.kill('SIGKILL');
      await mqferry.exited;
    }
    const { report, stderr } = await runMqferry('migrate', ...asUser, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    expect(report!.verification.committedOnly).toEqual([...TOPICS].sort());
    expect(mix.open.length).toBeGreaterThan(0);
    await expectCommitted();
  });

  it('follow when they have ended, at the same offsets', async () => {
    const { onSource, onTarget, source, target } = pair();
    const mqferry = startMqferry('migrate', ...asUser, '--follow', '--rolling-verify');
    await mix.run(STEPS / 2);
    await mix.endAll();
    await until('all is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, TOPICS));
    mqferry.kill('SIGINT');
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    const { visible } = mix;
    const edges = 10;
    await expectSameView(pair(), 'read_committed', { [MIX]: visible, [EDGES]: edges });
    const seen = { level: 'read_uncommitted', records: { [MIX]: visible, [EDGES]: edges } } as const;
    const everything = await kafkaLogs(reach(target), TOPICS, seen);
    const committed = await kafkaLogs(reach(source), TOPICS, { ...seen, level: 'read_committed' });
    expect(everything).toEqual(committed);
    expect(recordsIn(everything[MIX]!)).toBe(visible);
  });

  it('go over as they are from there on, once the rights are given', async () => {
    const { onTarget } = pair();
    const before = mix.visible;
    const written = mix.written;
    await createAcls(onTarget, MIRROR_RIGHTS);
    await mix.run(STEPS / 2);
    await mix.endAll();
    const { report, stderr } = await runMqferry('migrate', ...asUser, '--once', '--verify');
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    await expectSameView(pair(), 'read_committed', { [MIX]: mix.visible });
    const seen = { level: 'read_uncommitted', records: { [MIX]: before + mix.written - written } } as const;
    expect(recordsIn((await kafkaLogs(reach(pair().target), [MIX], seen))[MIX]!)).toBe(seen.records[MIX]);
  });
});
