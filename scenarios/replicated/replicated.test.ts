import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTopics, type KafkaClient } from '@mqferry/kafka';
import { type KafkaCluster, runJavaTool } from '@mqferry/sandbox';
import { describe, expect, it } from 'vitest';
import { type Pair, pairArguments, reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { QUICK_START, reachArguments } from '../lib/java-tools.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk, underLoad } from '../lib/producers.ts';
import { untilInSync } from '../lib/replicas.ts';
import { scaled } from '../lib/scale.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const TOPICS = ['idempotent', 'plain'] as const;
const PARTITIONS = 6;
const BACKLOG = scaled(500_000, 20_000);
const RATE = scaled(1_000, 200);
/** Of the copy, in bytes a second: slow enough for all that happens to happen meanwhile. */
const COPY_RATE = String(scaled(8_000_000, 1_000_000));

/** The replicas of a partition, its leader first, and who is in sync. */
const partitionOf = async (client: KafkaClient, topic: string, partition: number) =>
  (await client.refreshMetadata()).topics.get(topic)!.partitions.find((p) => p.partition === partition)!;

/** Makes `replicas` the order of a partition's replicas, the first of which becomes its leader. */
const lead = async (
  cluster: KafkaCluster,
  client: KafkaClient,
  folder: string,
  [topic, partition]: readonly [string, number],
  replicas: readonly number[],
): Promise<void> => {
  const file = join(folder, 'reassignment.json');
  await writeFile(file, JSON.stringify({ version: 1, partitions: [{ topic, partition, replicas }] }));
  const at = reachArguments(reach(cluster));
  await runJavaTool({
    classpath: 'tools',
    main: 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
    args: [...at, '--reassignment-json-file', file, '--execute'],
    jvmArgs: QUICK_START,
  });
  await until(`${topic}-${partition} has its new order`, MINUTE_MS, async () => {
    return (await partitionOf(client, topic, partition)).replicas.join() === replicas.join();
  });
  await until(`broker ${replicas[0]} leads ${topic}-${partition}`, MINUTE_MS, async () => {
    if ((await partitionOf(client, topic, partition)).leader === replicas[0]) return true;
    await runJavaTool({
      classpath: 'tools',
      main: 'org.apache.kafka.tools.LeaderElectionCommand',
      args: [...at, '--election-type', 'PREFERRED', '--topic', topic, '--partition', String(partition)],
      jvmArgs: QUICK_START,
    });
    return (await partitionOf(client, topic, partition)).leader === replicas[0];
  });
};

describe('a copy between clusters of three brokers under live load', () => {
  const replication = {
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
  };
  const pair = usePair(
    { version: '2.8.2', brokers: 3, config: replication },
    { version: '4.3.1', brokers: 3, config: replication },
  );

  const restartBroker = async (cluster: KafkaCluster, client: KafkaClient): Promise<void> => {
    const broker = cluster.brokers[1]!;
    await broker.stop();
    await broker.start();
    await untilInSync(client, TOPICS);
  };

  const moveLeaderAndBack = async (cluster: KafkaCluster, client: KafkaClient): Promise<void> => {
    const where = ['plain', 0] as const;
    const { replicas, leader } = await partitionOf(client, ...where);
    const away = replicas.toSorted((a, b) => Number(a === leader) - Number(b === leader));
    const back = away.toReversed();
    await lead(cluster, client, pair().folder, where, away);
    await lead(cluster, client, pair().folder, where, back);
  };

  /** Does something to a cluster while the copy runs, and waits until the copy went on after it. */
  const disturb = async ({ onTarget }: Pair, what: () => Promise<void>): Promise<void> => {
    await what();
    const after = await totalEnd(onTarget, TOPICS);
    await until('the copy has gone on', 2 * MINUTE_MS, async () => {
      return (await totalEnd(onTarget, TOPICS)) > after + 1_000;
    });
  };

  it('keeps every record at its offset through restarts and new leaders', {
    timeout: 20 * MINUTE_MS,
  }, async () => {
    const { source, target, onSource, onTarget, folder } = pair();
    await createTopics(
      onSource,
      TOPICS.map((name) => ({
        name,
        partitions: PARTITIONS,
        replicationFactor: 3,
        configs: { 'min.insync.replicas': '2' },
      })),
    );
    for (const topic of TOPICS) {
      await produceBulk(reach(source), topic, BACKLOG, 1_000, { 'compression.type': 'lz4' });
    }
    const producers = [
      { topic: 'idempotent', idempotent: true, rate: RATE, folder },
      { topic: 'plain', idempotent: false, rate: RATE, folder },
    ];
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--follow', '--rate', COPY_RATE);
    const acknowledged = await underLoad(reach(source), producers, async () => {
      await until('the copy has begun', MINUTE_MS, async () => (await totalEnd(onTarget, TOPICS)) > 0);
      await disturb(pair(), () => restartBroker(target, onTarget));
      await disturb(pair(), () => restartBroker(source, onSource));
      await disturb(pair(), () => moveLeaderAndBack(target, onTarget));
      await disturb(pair(), () => moveLeaderAndBack(source, onSource));
    });
    await until('the copy has caught up', 5 * MINUTE_MS, () => endsEqual(onSource, onTarget, TOPICS));
    mqferry.kill('SIGINT');
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true, stillHeld: [] });
    expect(code).toBe(0);
    // Else nothing of all this met the copy.
    expect(report!.status.recoveries).toBeGreaterThan(0);

    const verdict = await runMqferry('verify', ...pairArguments(pair()));
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    const logs = await expectEqualLogs(reach(source), reach(target), TOPICS);
    const records = Object.values(logs)
      .flat()
      .reduce((sum, log) => sum + log.records, 0);
    expect(records).toBeGreaterThanOrEqual(acknowledged + TOPICS.length * BACKLOG);
    for (const topic of TOPICS) {
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        expect((await partitionOf(onTarget, topic, partition)).replicas).toHaveLength(3);
      }
    }
  });
});
