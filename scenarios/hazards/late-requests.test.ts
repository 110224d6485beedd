import {
  createTopics,
  deleteTopics,
  describeProducers,
  listOffsets,
  logEndOffsets,
  Produce,
  partitionText,
  type TopicPartition,
  WriteTxnMarkers,
} from '@mqferry/kafka';
import { afterEach, describe, expect, it } from 'vitest';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import type { HeldFrame } from '../lib/fault-proxy.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { directReach, proxiedArguments, useProxiedPair } from '../lib/proxied-pair.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const LONG_AGO = 1_500_000_000_000n;
const isApi =
  ({ key }: { readonly key: number }) =>
  ({ apiKey }: { readonly apiKey: number }) =>
    apiKey === key;

describe('a request that outlives its connection', () => {
  // What is younger than a minute is remembered; what is old is forgotten at once, as it is after a day elsewhere.
  const forgetful = {
    'producer.id.expiration.ms': '60000',
    'producer.id.expiration.check.interval.ms': '200',
  };
  const pair = useProxiedPair({ version: '3.9.2' }, { version: '4.3.1', config: forgetful });
  let mqferry: Mqferry;
  afterEach(async () => {
    mqferry.kill('SIGKILL');
    await mqferry.exited;
  });

  const write = (where: TopicPartition, records: number, firstTimestamp = BigInt(Date.now())) =>
    writeBatch(pair().onSource, where, textRecords(records, firstTimestamp));

  const targetEnd = async (where: TopicPartition): Promise<bigint> =>
    (await logEndOffsets(pair().onTarget, [where])).get(partitionText(where))!;

  const copied = ({ topic }: TopicPartition) =>
    until('everything is copied', MINUTE_MS, () => endsEqual(pair().onSource, pair().onTarget, [topic]));

  /** A topic of one partition with some records, a producer of transactions, and a copier that has caught up. */
  const follow = async (topic: string) => {
    const producer = await TransactionalProducer.open(pair().onSource, topic);
    const where = { topic, partition: 0 };
    await createTopics(pair().onSource, [{ name: topic, partitions: 1, replicationFactor: 1 }]);
    await write(where, 10);
    mqferry = startMqferry('migrate', ...proxiedArguments(pair()), '--topics', topic, '--follow');
    await copied(where);
    return { where, producer };
  };

  const hold = async (api: { readonly key: number }): Promise<HeldFrame> => {
    const held = await pair().targetProxy.hold('request', isApi(api), AbortSignal.timeout(MINUTE_MS));
    if (!held) throw new Error(`nothing was asked by API ${api.key}`);
    return held;
  };

  /** Lets it go on to the broker and waits for the broker's answer. */
  const deliver = async (held: HeldFrame): Promise<void> => {
    held.pass();
    await until('the broker has answered it', MINUTE_MS, () => {
      return !pair().targetProxy.unanswered().includes(held.exchange);
    });
  };

  const forgotten = (where: TopicPartition) =>
    until('the target has forgotten the copier', MINUTE_MS, async () => {
      return (await describeProducers(pair().onTarget, [where])).get(partitionText(where))!.length === 0;
    });

  const stopped = () =>
    until('the partition has stopped', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'partition-stopped'),
    );

  /** By our verification, and as Kafka's own consumer of what is committed sees it. */
  const expectEqual = async ({ topic }: TopicPartition, records: number): Promise<void> => {
    const { source, target } = pair();
    const verdict = await runMqferry('verify', ...proxiedArguments(pair()), '--topics', topic);
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    const view = { level: 'read_committed', records: { [topic]: records } } as const;
    const [ours, theirs] = await Promise.all(
      [source, target].map((at) => kafkaLogs(directReach(at), [topic], view)),
    );
    expect(theirs).toEqual(ours);
  };

  it('is refused when its batch was written again (H3)', async () => {
    const { where } = await follow('late-batch');
    const holding = hold(Produce);
    await write(where, 10);
    const held = await holding;
    held.sever();
    await copied(where);
    await write(where, 5);
    await copied(where);
    await deliver(held);
    expect(await targetEnd(where)).toBe(25n);
    await expectEqual(where, 25);
  });

  it('is refused when its marker was written again (H3, H5)', async () => {
    const { where, producer } = await follow('late-marker');
    await producer.write(where, textRecords(10, BigInt(Date.now())));
    const holding = hold(WriteTxnMarkers);
    await producer.end(true);
    const held = await holding;
    held.sever();
    await copied(where);
    await write(where, 5);
    await copied(where);
    await deliver(held);
    expect(await targetEnd(where)).toBe(26n);
    await expectEqual(where, 25);
  });

  it.each([
    ['nothing', 0],
    ['records', 5],
  ])(
    'stops the partition when its marker comes right before it is written again, %s behind it (H5)',
    async (name, behind) => {
      const { where, producer } = await follow(`untimely-marker-${name}`);
      await producer.write(where, textRecords(10, BigInt(Date.now())));
      const holding = hold(WriteTxnMarkers);
      await producer.end(true);
      const held = await holding;
      const again = hold(WriteTxnMarkers);
      held.sever();
      const second = await again;
      await deliver(held);
      // What is written behind it looks as if the source had lost what the target has.
      if (behind > 0) await write(where, behind);
      await deliver(second);
      expect(await targetEnd(where)).toBe(22n);
      expect(await stopped()).toMatchObject({ code: 'REPLICATION_TARGET_HAS_OTHER_DATA' });
    },
  );

  it('stops the partition when the target has forgotten who wrote its old batch (H3)', async () => {
    const { where } = await follow('late-and-old');
    const holding = hold(Produce);
    await write(where, 10, LONG_AGO);
    const held = await holding;
    held.sever();
    await copied(where);
    await write(where, 10, LONG_AGO);
    await copied(where);
    await forgotten(where);
    await deliver(held);
    expect(await targetEnd(where)).toBe(40n);
    await forgotten(where);
    await write(where, 5);
    expect(await stopped()).toMatchObject({ code: 'REPLICATION_DIVERGED' });
  });

  it('is not needed for others to write: they are noticed, and what they spoilt is copied anew (H1, H14)', async () => {
    const { where } = await follow('foreign');
    await writeBatch(pair().onTarget, where, textRecords(3, BigInt(Date.now())));
    await write(where, 5);
    expect(await stopped()).toMatchObject({ code: 'REPLICATION_DIVERGED' });
    mqferry.kill('SIGKILL');
    await mqferry.exited;
    await deleteTopics(pair().onTarget, [where.topic]);
    const args = [...proxiedArguments(pair()), '--topics', where.topic, '--once', '--verify'];
    const { report, stderr } = await runMqferry('migrate', ...args);
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    const { source, target } = pair();
    await expectEqualLogs(directReach(source), directReach(target), [where.topic]);
  });

  it('changes nothing for lookups by time: they never answer a later offset (H8)', async () => {
    const { where, producer } = await follow('times');
    for (let i = 0n; i < 5n; i += 1n) {
      await producer.write(where, textRecords(3, LONG_AGO + i * 1_000n));
      await producer.end(i % 2n === 0n);
      await write(where, 2, LONG_AGO + i * 1_000n + 500n);
    }
    await copied(where);
    const lookUp = async (time: bigint): Promise<readonly bigint[]> => {
      const { onSource, onTarget } = pair();
      const answers = await Promise.all(
        [onSource, onTarget].map((client) => listOffsets(client, [where], time)),
      );
      return answers.map((offsets) => offsets.get(partitionText(where))!);
    };
    for (let time = LONG_AGO - 1n; time < LONG_AGO + 6_000n; time += 250n) {
      const [ours, theirs] = await lookUp(time);
      expect(theirs).toBeLessThanOrEqual(ours!);
    }
    // After the source's last marker there is nothing at the source.
    const [ours, theirs] = await lookUp(BigInt(Date.now() + MINUTE_MS));
    expect([ours, theirs]).toEqual([-1n, -1n]);
  });
});
