import { randomBytes } from 'node:crypto';
import {
  createTopics,
  listOffsets,
  logEndOffsets,
  OFFSET_LATEST,
  OffsetForLeaderEpoch,
  Produce,
  partitionText,
} from '@mqferry/kafka';
import { afterEach, describe, expect, it } from 'vitest';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import type { FrameFilter, HeldFrame } from '../lib/fault-proxy.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { directReach, proxiedArguments, useProxiedPair } from '../lib/proxied-pair.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
/** A copier that asks a broker which is paused waits until its request is overdue, and may ask the other one then. */
const PATIENCE_MS = 4 * MINUTE_MS;
/** Too large to be merged with others. */
const BATCH_BYTES = 600_000;
const BATCHES = 6;
const NOW = BigInt(Date.now());

describe('a target of three replicas', () => {
  const pair = useProxiedPair({ version: '3.9.2' }, { version: '4.3.1', brokers: 3 });
  let mqferry: Mqferry;
  afterEach(async () => {
    mqferry.kill('SIGKILL');
    await mqferry.exited;
  });

  const prepare = async (topic: string, minInSync: string) => {
    const { onSource, onTarget } = pair();
    await createTopics(onSource, [{ name: topic, partitions: 1, replicationFactor: 1 }]);
    await newTopic(onTarget, topic, 1, { 'min.insync.replicas': minInSync }, 3);
    return { topic, partition: 0 };
  };

  const follow = (topic: string, ...options: string[]): void => {
    mqferry = startMqferry('migrate', ...proxiedArguments(pair()), '--topics', topic, '--follow', ...options);
  };

  const hold = async (direction: HeldFrame['direction'], wants: FrameFilter): Promise<HeldFrame> => {
    const held = await pair().targetProxy.hold(direction, wants, AbortSignal.timeout(PATIENCE_MS));
    if (!held) throw new Error(`no such ${direction}`);
    return held;
  };

  const expectEqual = async (topic: string): Promise<void> => {
    const { source, target, onSource, onTarget } = pair();
    await until('everything is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, [topic]));
    const verdict = await runMqferry('verify', ...proxiedArguments(pair()), '--topics', topic);
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    await expectEqualLogs(directReach(source), directReach(target), [topic]);
  };

  const brokersOf = async (topic: string) => {
    const { target, onTarget } = pair();
    const { leader } = (await onTarget.refreshMetadata()).topics.get(topic)!.partitions[0]!;
    return {
      leader: target.brokers.find(({ id }) => id === leader)!,
      followers: target.brokers.filter(({ id }) => id !== leader),
    };
  };

  it('takes no batch in the place of one before it that it refused (H1)', async () => {
    const { onSource, onTarget, targetProxy } = pair();
    const where = await prepare('refused', '3');
    for (let i = 0; i < BATCHES; i += 1) {
      const value = Buffer.from(randomBytes(BATCH_BYTES / 2).toString('hex'));
      await writeBatch(onSource, where, [{ timestamp: NOW, key: null, value, headers: [] }]);
    }
    const inSync = (count: number) =>
      until(`${count} replicas are in sync`, MINUTE_MS, async () => {
        const [partition] = (await onTarget.refreshMetadata()).topics.get(where.topic)!.partitions;
        return partition!.inSyncReplicas.length === count;
      });
    // The first batch is confirmed alone; then several are on their way.
    const first = hold('request', ({ apiKey }) => apiKey === Produce.key);
    follow(where.topic);
    const second = first.then((held) => {
      held.pass();
      return hold('request', (exchange) => exchange.apiKey === Produce.key && exchange !== held.exchange);
    });
    const refused = await second;
    const { followers } = await brokersOf(where.topic);
    await followers[0]!.stop();
    await inSync(2);
    const behind = hold('request', (exchange) => exchange.connection === refused.exchange.connection);
    refused.pass();
    const next = await behind;
    await until('it is refused', MINUTE_MS, () => !targetProxy.unanswered().includes(refused.exchange));
    await followers[0]!.start();
    await inSync(3);
    next.pass();
    await expectEqual(where.topic);
    const reasons = mqferry.lines.flatMap(({ type, reason }) =>
      type === 'partition-recovering' ? [reason as string] : [],
    );
    expect(reasons.join()).toContain('NOT_ENOUGH_REPLICAS');
  });

  it('is not written to behind what its replicas do not have yet (H2)', {
    timeout: 10 * MINUTE_MS,
  }, async () => {
    const { onSource, onTarget, targetProxy } = pair();
    const where = await prepare('high-watermark', '2');
    await writeBatch(onSource, where, textRecords(10, NOW));
    // One of those that are paused may be the coordinator of the group that the copier is a member of.
    follow(where.topic, '--session-timeout', '600');
    await until('the first records are copied', MINUTE_MS, () =>
      endsEqual(onSource, onTarget, [where.topic]),
    );
    const { followers } = await brokersOf(where.topic);
    const end = async () => (await logEndOffsets(onTarget, [where])).get(partitionText(where))!;
    const highWatermark = async () =>
      (await listOffsets(onTarget, [where], OFFSET_LATEST)).get(partitionText(where))!;
    await until('the replicas have it', MINUTE_MS, async () => (await highWatermark()) === 10n);
    for (const follower of followers) follower.suspend();
    try {
      await writeBatch(onSource, where, textRecords(10, NOW));
      await until('the leader has it', MINUTE_MS, async () => (await end()) === 20n);
      expect(await highWatermark()).toBe(10n);
      const stop = new AbortController();
      const writing = targetProxy.hold('request', ({ apiKey }) => apiKey === Produce.key, stop.signal);
      const produce = targetProxy.unanswered().find(({ apiKey }) => apiKey === Produce.key)!;
      produce.connection.cut();
      // It looks for its place again and again, and writes nothing meanwhile.
      for (let asked = 0; asked < 10; asked += 1) {
        (await hold('request', ({ apiKey }) => apiKey === OffsetForLeaderEpoch.key)).pass();
      }
      stop.abort();
      expect(await writing).toBeUndefined();
    } finally {
      for (const follower of followers) follower.resume();
    }
    await writeBatch(onSource, where, textRecords(10, NOW));
    await expectEqual(where.topic);
  });
});
