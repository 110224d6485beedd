import { pause } from '@mqferry/core';
import { createTopics } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { type Pair, pairArguments, usePair } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectSameView } from '../lib/expect-equal.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { REPLICATED } from '../lib/replicas.ts';
import { isFullScale, scaled } from '../lib/scale.ts';
import { TransactionLoad } from '../lib/transaction-load.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';
import { startWorker, type Worker } from './worker.ts';

const MINUTE_MS = 60_000;
const TOPIC = 'shared';
const PARTITIONS = 6;
/** Appears while the workers run. */
const LATE = 'late';
const LATE_PARTITIONS = 4;
const LATE_RECORDS = 50;
const SESSION_SECONDS = 3;
/** How long a worker stands still after others have taken over. */
const PAUSED_MS = scaled(30_000, 1_000);
const SHORT_SESSIONS = { 'group.min.session.timeout.ms': '2000' };

/** Three replicas at full scale only: a run takes twice as long with them. */
const TARGETS = [
  { replicas: 1, target: { version: '4.3.1', config: SHORT_SESSIONS } },
  ...(isFullScale
    ? [
        {
          replicas: 3,
          target: { version: '4.3.1', brokers: 3, config: { ...REPLICATED, ...SHORT_SESSIONS } },
        } as const,
      ]
    : []),
] as const;

describe.each(TARGETS)(
  'workers that share live transactions, with $replicas replicas on the target',
  (row) => {
    const pair = usePair({ version: '3.9.2' }, row.target);

    const start = (): Worker =>
      startWorker(
        ...pairArguments(pair()),
        '--topics',
        `${TOPIC}|${LATE}`,
        '--session-timeout',
        String(SESSION_SECONDS),
      );

    let partitions = PARTITIONS;
    const untilShared = (...workers: readonly Worker[]) =>
      until(`${workers.length} workers share the partitions`, MINUTE_MS, () => {
        const shares = workers.map((worker) => worker.owned.size);
        const all = new Set(workers.flatMap((worker) => [...worker.owned]));
        return all.size === partitions && Math.max(...shares) - Math.min(...shares) <= 1;
      });

    it('stay equal while workers are added, killed, paused and continued', {
      timeout: 6 * MINUTE_MS,
    }, async () => {
      const { onSource, onTarget }: Pair = pair();
      await createTopics(onSource, [
        { name: TOPIC, partitions: PARTITIONS, replicationFactor: 1, configs: { 'retention.ms': '-1' } },
      ]);
      const mix = await TransactionMix.open(onSource, {
        ...{ topic: TOPIC, partitions: PARTITIONS, producers: 5, seed: 11 },
      });
      await mix.run(200);
      const load = new TransactionLoad(mix, 60);

      const first = start();
      await untilShared(first);
      const second = start();
      await untilShared(first, second);
      const third = start();
      await untilShared(first, second, third);

      // Its session is left to end: no process of this machine that starts takes it out of the group earlier.
      second.kill('SIGKILL');
      await untilShared(first, third);

      first.kill('SIGSTOP');
      await until('the other has taken over from the one that is paused', MINUTE_MS, () => {
        return third.owned.size === PARTITIONS;
      });
      const fourth = start();
      await untilShared(third, fourth);
      await createTopics(onSource, [{ name: LATE, partitions: LATE_PARTITIONS, replicationFactor: 1 }]);
      await writeBatch(
        onSource,
        { topic: LATE, partition: 1 },
        textRecords(LATE_RECORDS, BigInt(Date.now())),
      );
      partitions += LATE_PARTITIONS;
      await untilShared(third, fourth);
      await pause(PAUSED_MS);
      first.kill('SIGCONT');
      await until('the paused one knows that it has nothing any more', MINUTE_MS, () => first.losses === 1);
      await untilShared(first, third, fourth);

      await load.stop();
      await until('the copy has caught up', 2 * MINUTE_MS, () =>
        endsEqual(onSource, onTarget, [TOPIC, LATE]),
      );
      for (const worker of [third, first]) {
        const { code, report, stderr } = await worker.end();
        expect(report, stderr).toMatchObject({ command: 'worker', result: 'copied', complete: true });
        expect(code).toBe(0);
        // What was held on the target is put back by the last one.
        expect(report!.stillHeld).not.toEqual([]);
      }
      await untilShared(fourth);
      const { report, stderr } = await fourth.end();
      expect(report, stderr).toMatchObject({ result: 'copied', complete: true, stillHeld: [] });

      const verdict = await runMqferry('verify', ...pairArguments(pair()));
      expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
      await expectSameView(pair(), 'read_committed', { [TOPIC]: mix.visible, [LATE]: LATE_RECORDS });
      await expectSameView(pair(), 'read_uncommitted', { [TOPIC]: mix.written, [LATE]: LATE_RECORDS });
    });
  },
);
