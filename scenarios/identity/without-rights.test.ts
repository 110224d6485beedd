import { createAcls, createTopics, deleteRecords } from '@mqferry/kafka';
import type { KafkaVersion } from '@mqferry/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd, totalStable } from '../lib/ends.ts';
import { kafkaLogs, type PartitionLog, recordsIn } from '../lib/kafka-log.ts';
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
const EDGES_RECORDS = 10;
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
    await producer.write(where, textRecords(EDGES_RECORDS, 1_700_000_000_000n));
    await producer.end(false);
    await producer.write(where, textRecords(EDGES_RECORDS, 1_700_000_000_000n));
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

  /**
   * What Kafka's own tools show, each record with its offset: to readers of what is committed on the source and on the
   * target, and to readers of everything on the target, who get `all` records of the mix.
   */
  const views = (topics: readonly string[], all = mix.visible) => {
    const { source, target } = pair();
    const committed = { [MIX]: mix.visible, [EDGES]: EDGES_RECORDS };
    return Promise.all([
      kafkaLogs(reach(source), topics, { level: 'read_committed', records: committed }),
      kafkaLogs(reach(target), topics, { level: 'read_committed', records: committed }),
      kafkaLogs(reach(target), topics, { level: 'read_uncommitted', records: { ...committed, [MIX]: all } }),
    ]);
  };
  const withoutEnds = (logs: Record<string, PartitionLog[]>) => logs[MIX]!.map(({ end: _, ...log }) => log);

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
      // What is open is held back.
      const all = await totalStable(onSource, TOPICS);
      const there = await totalEnd(onTarget, TOPICS).catch(() => 0);
      const place = Math.min(all, there + 1 + random.below((all - there) / 4));
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
    const [original, copy, everything] = (await views([MIX])).map(withoutEnds);
    expect(copy).toEqual(original);
    expect(everything).toEqual(original);
  });

  it('follow when they have ended, at the same offsets', async () => {
    const { onSource, onTarget } = pair();
    const mqferry = startMqferry('migrate', ...asUser, '--follow', '--rolling-verify');
    await mix.run(STEPS / 2);
    await mix.endAll();
    await until('all is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, TOPICS));
    mqferry.kill('SIGINT');
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    const [original, copy, everything] = await views(TOPICS);
    expect(copy).toEqual(original);
    expect(everything).toEqual(original);
    expect(recordsIn(copy[MIX]!)).toBe(mix.visible);
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
    const all = before + mix.written - written;
    const [original, copy, everything] = await views([MIX], all);
    expect(copy).toEqual(original);
    expect(recordsIn(everything[MIX]!)).toBe(all);
  });
});
