import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTopics, type KafkaClient } from '@mqferry/kafka';
import { makePlan, startMigration } from '@mqferry/replication';
import { type KafkaCluster, startKafka } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, pairArguments, reach, useClusters, useFolder } from '../lib/clusters.ts';
import { totalEnd } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceBulk } from '../lib/producers.ts';
import { isFullScale } from '../lib/scale.ts';
import { mayMount, mountSmallDisk, unmount } from '../lib/small-disk.ts';
import { until } from '../lib/until.ts';

const MINUTE_MS = 60_000;
const MEGABYTE = 1_000_000;
const DISK = 60;
const BYTES_PER_SECOND = 4 * MEGABYTE;
const canMount = await mayMount();
if (!canMount) console.log('skipped: this user may not mount a small disk, which takes root on Linux');

describe.skipIf(!canMount)('a target whose disk is small', () => {
  const folder = useFolder();
  /** Where the sandbox puts the logs of its only broker. */
  const disk = () => join(folder(), 'target', 'broker-1', 'data');
  const sources = useClusters({ version: '3.9.2' });
  const intruder = () => join(disk(), 'of-somebody-else');
  let target: KafkaCluster;
  let onSource: KafkaClient;
  let onTarget: KafkaClient;
  const pair = () => ({ source: sources()[0]!, target, onSource, onTarget, folder: folder() });

  beforeAll(async () => {
    await mountSmallDisk(disk(), DISK);
    // Only the logs lie there, so that the broker's other files are not in the way.
    const config = { 'metadata.log.dir': join(folder(), 'target', 'metadata') };
    target = await startKafka({
      version: '4.3.1',
      shortLived: true,
      directory: join(folder(), 'target'),
      config,
    });
    onTarget = connect(target);
    onSource = connect(sources()[0]!);
    const topics = ['too-much', 'enough'].map((name) => ({ name, partitions: 1, replicationFactor: 1 }));
    await createTopics(onSource, topics);
    await produceBulk(reach(sources()[0]!), 'too-much', 70_000, 1_000);
    await produceBulk(reach(sources()[0]!), 'enough', 30_000, 1_000);
  });
  afterAll(async () => {
    await Promise.all([onSource?.close(), onTarget?.close()]);
    await target?.stop();
    await unmount(disk());
  });

  it('is refused when its brokers report too little space', async () => {
    await expectRefusal(
      onTarget,
      ['REPLICATION_TARGET_TOO_SMALL'],
      ...pairArguments(pair()),
      '--topics',
      'too-much',
    );
  });

  /** Somebody else takes what is left of the disk, once the copy has begun. */
  const fillDisk = async (): Promise<void> => {
    await until('the copy has begun', MINUTE_MS, async () => (await totalEnd(onTarget, ['enough'])) > 1_000);
    // The error is the one expected: no space left.
    await writeFile(intruder(), Buffer.alloc(DISK * MEGABYTE)).catch(() => {});
  };

  // The command waits for two minutes, in case the target comes back; every day, that is cut short.
  it.skipIf(isFullScale)('stops the copy with the reason when the disk fills up meanwhile', async () => {
    const plan = await makePlan(onSource, onTarget, { topics: /enough/ });
    const running = startMigration(plan, onSource, onTarget, {
      until: 'once',
      bytesPerSecond: BYTES_PER_SECOND,
      stallTimeoutMs: 5_000,
      // As short as brokers allow: this one cannot leave its group while its disk is full.
      sessionTimeoutMs: 6_000,
      signal: AbortSignal.timeout(MINUTE_MS),
      journal: {
        mapsFolder: folder(),
        load: async () => new Map(),
        save: async () => {},
        copiedTopicIds: async () => new Map(),
        saveCopiedTopicIds: async () => {},
        recreatedIds: async () => new Map(),
        saveRecreatedIds: async () => {},
        committedOnly: async () => new Set(),
        saveCommittedOnly: async () => {},
        gaps: async () => [],
        changeGaps: async () => {},
      },
    });
    await fillDisk();
    const { complete, status } = await running.finished;
    expect(complete).toBe(false);
    expect(status.partitions).toMatchObject([{ phase: 'stopped', error: { code: 'REPLICATION_STALLED' } }]);
    expect(status.partitions[0]!.error!.message).toContain('KAFKA_STORAGE_ERROR');
  });

  it.runIf(isFullScale)('ends the command with the reason when the disk fills up meanwhile', async () => {
    const rate = ['--rate', String(BYTES_PER_SECOND)];
    const mqferry = startMqferry('migrate', ...pairArguments(pair()), '--topics', 'enough', ...rate);
    await fillDisk();
    const { code, report, stderr } = await mqferry.exited;
    expect(code).toBe(1);
    expect(report).toMatchObject({ result: 'incomplete', exitCode: 1, stillHeld: ['enough'] });
    expect(stderr).toContain('REPLICATION_STALLED');
    expect(stderr).toContain('KAFKA_STORAGE_ERROR');
  });

  it('is copied to the end by the same command when there is space again', async () => {
    await rm(intruder());
    await target.brokers[0]!.stop();
    await target.brokers[0]!.start();
    const args = [...pairArguments(pair()), '--topics', 'enough', '--once', '--verify'];
    const { report, stderr } = await runMqferry('migrate', ...args);
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0, stillHeld: [] });
    await expectEqualLogs(reach(sources()[0]!), reach(target), ['enough']);
  });
});
