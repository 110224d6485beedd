import { describe, expect, it } from 'vitest';
import { reach, usePair } from '../lib/clusters.ts';
import { endsEqual, totalEnd } from '../lib/ends.ts';
import { type Isolation, kafkaLogs, recordsIn } from '../lib/kafka-log.ts';
import { type Mqferry, startMqferry, stoppedPartitions } from '../lib/mqferry.ts';
import { REPLICATED, untilInSync } from '../lib/replicas.ts';
import { scaled } from '../lib/scale.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';
import { asUserWith, IDENTITY_RIGHTS, targetWithUser } from '../lib/user-of-target.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'mix';
const PARTITIONS = 6;
const STEPS = scaled(600, 80);
const KILLS = scaled(6, 2);
const SEED = 31;

describe('transactions to three brokers, without the rights to write markers', () => {
  const pair = usePair(
    { version: '4.3.1' },
    targetWithUser({ version: '4.3.1', brokers: 3, config: REPLICATED }),
  );

  /** Each partition is copied to its end, or has stopped. */
  const isDone = (mqferry: Mqferry): Promise<boolean> => {
    const { onSource, onTarget } = pair();
    const stopped = [...stoppedPartitions(mqferry).keys()].map((partition) => `${TOPIC}-${partition}`);
    return endsEqual(onSource, onTarget, [TOPIC], new Set(stopped));
  };

  /**
   * A coordinator that takes over writes the marker of a transaction that is being ended, also where the one before it
   * has written it already (TransactionStateManager.loadTransactionsForTxnTopicPartition): a blank may stand twice.
   */
  it('come over as they were committed while brokers are killed, or stop where a blank stands twice', {
    timeout: 12 * MINUTE_MS,
  }, async () => {
    const { onSource, onTarget, source, target } = pair();
    const asUser = await asUserWith(pair(), IDENTITY_RIGHTS);
    // It is there already, so that it has the target's replicas.
    const configs = { 'retention.ms': '-1' };
    await newTopic(onSource, TOPIC, PARTITIONS, configs);
    await newTopic(onTarget, TOPIC, PARTITIONS, configs, 3);
    const mix = await TransactionMix.open(onSource, {
      ...{ topic: TOPIC, partitions: PARTITIONS, producers: 4, seed: SEED },
    });
    await mix.run(STEPS);
    const mqferry = startMqferry('migrate', ...asUser, '--follow', '--verify');
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await totalEnd(onTarget, [TOPIC]);
      await mix.run(STEPS / 2);
      await until('the copy has gone on', MINUTE_MS, async () => {
        return (await totalEnd(onTarget, [TOPIC])) > before;
      });
      const broker = target.brokers[kill % target.brokers.length]!;
      await broker.kill();
      await broker.start();
      await untilInSync(onTarget, [TOPIC]);
    }
    await mix.endAll();
    await until('all is copied that can be', 5 * MINUTE_MS, () => isDone(mqferry));
    mqferry.kill('SIGINT');
    const { report, stderr } = await mqferry.exited;
    const stopped = stoppedPartitions(mqferry);
    const [result, stillHeld] = stopped.size > 0 ? ['incomplete', [TOPIC]] : ['equal', []];
    expect(report, stderr).toMatchObject({ result, stillHeld });
    for (const code of stopped.values()) expect(code).toBe('REPLICATION_TARGET_HAS_OTHER_DATA');
    expect(stopped.size).toBeLessThan(PARTITIONS);

    const seenIn = async (cluster: typeof source, level: Isolation['level']) => {
      const known = stopped.size > 0 ? {} : { records: { [TOPIC]: mix.visible } };
      const logs = await kafkaLogs(reach(cluster), [TOPIC], { level, ...known });
      return logs[TOPIC]!.filter(({ partition }) => !stopped.has(partition));
    };
    const original = await seenIn(source, 'read_committed');
    expect(await seenIn(target, 'read_committed')).toEqual(original);
    expect(await seenIn(target, 'read_uncommitted')).toEqual(original);
    expect(recordsIn(original)).toBeGreaterThan(0);
  });
});
