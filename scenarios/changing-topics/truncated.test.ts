import { electLeaders, logEndOffsets } from '@mqferry/kafka';
import type { KafkaBroker } from '@mqferry/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair } from '../lib/clusters.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { kafkaLogs } from '../lib/kafka-log.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { newTopic } from '../lib/topics.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const NOW = BigInt(Date.now());
const TOPIC = 'truncated';
const WHERE = { topic: TOPIC, partition: 0 };

describe('a source that loses records it had acknowledged', () => {
  const pair = usePair({ version: '2.8.2', brokers: 3 }, { version: '4.3.1' });
  let mqferry: Mqferry;

  const write = (records: number, firstTimestamp = NOW) =>
    writeBatch(pair().onSource, WHERE, textRecords(records, firstTimestamp));

  const copiedTo = (offset: bigint) =>
    until(`the target ends at ${offset}`, MINUTE_MS, async () => {
      return (await logEndOffsets(pair().onTarget, [WHERE])).get(`${TOPIC}-0`) === offset;
    });

  const replicas = async (): Promise<[leader: KafkaBroker, follower: KafkaBroker]> => {
    const { source, onSource } = pair();
    const { leader, replicas: ids } = (await onSource.refreshMetadata()).topics.get(TOPIC)!.partitions[0]!;
    const broker = (id: number) => source.brokers.find((one) => one.id === id)!;
    return [broker(leader), broker(ids.find((id) => id !== leader)!)];
  };

  /** What is written by `work` is on the leader only; then the follower, which never saw it, leads. */
  const loseWhat = async (work: () => Promise<void>): Promise<void> => {
    const { onSource } = pair();
    const [leader, follower] = await replicas();
    await follower.stop();
    await until('the follower is out of sync', MINUTE_MS, async () => {
      const [partition] = (await onSource.refreshMetadata()).topics.get(TOPIC)!.partitions;
      return partition!.inSyncReplicas.length === 1;
    });
    await work();
    await leader.kill();
    await follower.start();
    await until('the follower leads', MINUTE_MS, async () => {
      await electLeaders(onSource, [WHERE], 'unclean');
      return (await onSource.refreshMetadata()).topics.get(TOPIC)!.partitions[0]!.leader === follower.id;
    });
    await leader.start();
  };

  const onTarget = async () => (await kafkaLogs(reach(pair().target), [TOPIC]))[TOPIC]!;

  const only = () => [...pairArguments(pair()), '--topics', TOPIC];

  afterAll(() => mqferry?.kill('SIGKILL'));

  it('is noticed while a copy follows', async () => {
    await newTopic(pair().onSource, TOPIC, 1, { 'min.insync.replicas': '1' }, 2);
    await write(20);
    mqferry = startMqferry('migrate', ...only(), '--follow');
    await copiedTo(20n);
    await loseWhat(async () => {
      await write(10);
      await copiedTo(30n);
    });
    await write(30, NOW + 1_000n);
    const stopped = await until('the partition is stopped', MINUTE_MS, () =>
      mqferry.lines.find(({ type }) => type === 'partition-stopped'),
    );
    expect(stopped).toMatchObject({ ...WHERE, code: 'REPLICATION_SOURCE_TRUNCATED' });
    expect(stopped.message).toContain('differently from offset 20 on');
    expect(await mqferry.exited).toMatchObject({ code: 1 });
    expect(await onTarget()).toMatchObject([{ start: 0n, end: 30n, records: 30 }]);
  });

  it('is noticed when no copier ran, also when it has grown past the target’s end', async () => {
    const before = await onTarget();
    await expectRefusal(pair().onTarget, ['REPLICATION_SOURCE_TRUNCATED'], ...only());
    expect(await onTarget()).toEqual(before);
  });

  it('is told apart by the verification', async () => {
    const { report } = await runMqferry('verify', ...only());
    expect(report).toMatchObject({ result: 'different', exitCode: 3 });
    const [{ differences }] = report!.verification.partitions;
    expect(differences[0]).toMatchObject({ offset: '20', kind: 'content-differs' });
  });
});
