import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '@mqferry/core';
import { type KafkaClient, lastStableOffsets, listOffsets, OFFSET_LATEST } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { logEnds, totalEnd } from '../lib/ends.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { Random } from '../lib/random.ts';
import { scaled } from '../lib/scale.ts';
import { newTopic } from '../lib/topics.ts';
import { TransactionLoad } from '../lib/transaction-load.ts';
import { TransactionMix } from '../lib/transaction-mix.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';
import { committedRecordsOf, contentsOf } from './committed-records.ts';

const MINUTE_MS = 60_000;
const SEED = Number(process.env.MQFERRY_SEED ?? 8);
const KILLS = scaled(10, 3);
const TOPIC = 'orders';
const PARTITIONS = 3;
const STEPS_A_SECOND = 60;
const BACKLOG_STEPS = scaled(3_000, 600);
/** What others have written to the target before. */
const OTHERS = 25;
/** The records are old. */
const KEPT = { 'retention.ms': '-1' };
/** The wait for a first member of a group is no part of this. */
const AT_ONCE = { 'group.initial.rebalance.delay.ms': '0' };

const isStable = async (client: KafkaClient): Promise<boolean> => {
  const where = Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: TOPIC, partition }));
  const stable = await lastStableOffsets(client, where);
  const ends = await listOffsets(client, where, OFFSET_LATEST);
  return [...ends].every(([partition, end]) => stable.get(partition) === end);
};

describe(`a mapped copy that is killed ${KILLS} times, seed ${SEED}`, () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1', config: AT_ONCE });
  const random = new Random(SEED);
  let mix: TransactionMix;

  beforeAll(async () => {
    const { onSource, onTarget } = pair();
    await newTopic(onSource, TOPIC, PARTITIONS, KEPT);
    await newTopic(onTarget, TOPIC, PARTITIONS, KEPT);
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      await writeBatch(onTarget, { topic: TOPIC, partition }, textRecords(OTHERS, 1_600_000_000_000n));
    mix = await TransactionMix.open(onSource, {
      ...{ topic: TOPIC, partitions: PARTITIONS, producers: 4, seed: SEED },
    });
    await mix.run(BACKLOG_STEPS);
  }, 2 * MINUTE_MS);

  it('is refused unless the operator has given up identical offsets', async () => {
    const { onTarget } = pair();
    const said = await expectRefusal(
      onTarget,
      ['REPLICATION_TARGET_HAS_OTHER_DATA'],
      ...pairArguments(pair()),
    );
    expect(said).toContain(`--mapped ${TOPIC}`);
  });

  it('has each committed record once and in order', { timeout: 10 * MINUTE_MS }, async () => {
    const { source, target, onSource, onTarget } = pair();
    const mapped = [...pairArguments(pair()), '--mapped', TOPIC];
    const load = new TransactionLoad(mix, STEPS_A_SECOND);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = await totalEnd(onTarget, [TOPIC]);
      const threads = ['--threads', String(1 + (kill % 2))];
      const run = startMqferry('migrate', ...mapped, ...threads, '--follow', '--rate', '200KB');
      const place = before + 1 + random.below(400);
      await until(`run ${kill} has written up to ${place}`, MINUTE_MS, async () => {
        return (await totalEnd(onTarget, [TOPIC])) >= place;
      });
      await pause(random.below(300));
      run.kill('SIGKILL');
      expect(await run.exited).toMatchObject({ signal: 'SIGKILL' });
    }
    await load.stop();
    // Its coordinators write the last markers after they have said that a transaction is ended.
    await until('nothing is open at the source', MINUTE_MS, () => isStable(onSource));
    const last = await runMqferry('migrate', ...mapped, '--once', '--verify');
    expect(last.report, last.stderr).toMatchObject({ result: 'mapped', exitCode: 0, stillHeld: [] });
    const verdict = await runMqferry('verify', ...pairArguments(pair()));
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'mapped', exitCode: 0 });
    const ours = await committedRecordsOf(reach(source), TOPIC, mix.visible);
    const theirs = await committedRecordsOf(reach(target), TOPIC, mix.visible + PARTITIONS * OTHERS);
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      expect(contentsOf(theirs, partition).slice(OTHERS)).toEqual(contentsOf(ours, partition));
    expect(verdict.report?.verification.records).toBe(mix.visible);
  });

  it('finds its map again when that is lost', async () => {
    const { onTarget, folder } = pair();
    const before = await logEnds(onTarget, [TOPIC]);
    const maps = (await readdir(folder)).find((name) => name.endsWith('.maps'))!;
    await rm(join(folder, maps), { recursive: true });
    const again = [...pairArguments(pair()), '--mapped', TOPIC, '--once', '--verify'];
    const { report, stderr } = await runMqferry('migrate', ...again);
    expect(report, stderr).toMatchObject({ result: 'mapped', exitCode: 0 });
    expect(report?.verification.records).toBe(mix.visible);
    expect(await logEnds(onTarget, [TOPIC])).toEqual(before);
  });

  it('stops by name where somebody else has written behind it', async () => {
    const { onSource, onTarget } = pair();
    const where = { topic: TOPIC, partition: 0 };
    await writeBatch(onTarget, where, textRecords(2, 1_600_000_000_000n));
    await writeBatch(onSource, where, textRecords(2, 1_700_000_000_000n));
    const again = [...pairArguments(pair()), '--mapped', TOPIC, '--once'];
    const { report } = await runMqferry('migrate', ...again);
    expect(report).toMatchObject({ result: 'incomplete', exitCode: 1 });
    expect(report?.status.partitions).toMatchObject([
      { phase: 'stopped', error: { code: 'REPLICATION_TARGET_HAS_OTHER_DATA' } },
      { phase: 'reached' },
      { phase: 'reached' },
    ]);
  });
});
