import {
  AddOffsetsToTxn,
  commitGroupOffsets,
  createTopics,
  fetchGroupOffsets,
  KafkaClient,
  TxnOffsetCommit,
  throwOnError,
} from '@mqferry/kafka';
import { afterAll, describe, expect, it } from 'vitest';
import { pairArguments, usePair } from '../lib/clusters.ts';
import { type Mqferry, runMqferry, startMqferry } from '../lib/mqferry.ts';
import { TransactionalProducer } from '../lib/transactional-producer.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
/** What mqferry itself never asks, and the client does not speak by itself. */
const AS_A_PROCESSOR = {
  ApiVersions: 3,
  Metadata: 12,
  FindCoordinator: 3,
  AddOffsetsToTxn: 3,
  TxnOffsetCommit: 3,
};
const ALL_GROUPS = ['--groups', '.*'];
const where = { topic: 'orders', partition: 0 };

describe('offsets that a group commits in a transaction (H10)', () => {
  const pair = usePair({ version: '3.9.2' }, { version: '4.3.1' });
  let mqferry: Mqferry;
  afterAll(() => mqferry?.kill('SIGKILL'));

  const commit = (groupId: string, offset: bigint): Promise<void> =>
    commitGroupOffsets(pair().onSource, groupId, [{ ...where, offset, metadata: null }]);

  /** Lets the producer's transaction commit an offset for a group, as a stream processor does. */
  const commitInside = async (
    producer: TransactionalProducer,
    groupId: string,
    committedOffset: bigint,
  ): Promise<void> => {
    const client = new KafkaClient(pair().onSource.config, { highestVersions: AS_A_PROCESSOR });
    const { id: transactionalId, producerId, producerEpoch } = producer;
    const transaction = { transactionalId, producerId, producerEpoch, groupId };
    await client.retrying(async () => {
      const { errorCode } = await client.send(AddOffsetsToTxn, transaction, { transactionalId });
      throwOnError('AddOffsetsToTxn', groupId, errorCode);
    });
    await client.retrying(async () => {
      const partitions = [{ partitionIndex: where.partition, committedOffset, committedMetadata: null }];
      const offsets = { ...transaction, topics: [{ name: where.topic, partitions }] };
      const answer = await client.send(TxnOffsetCommit, offsets, { group: groupId });
      throwOnError('TxnOffsetCommit', groupId, answer.topics[0]!.partitions[0]!.errorCode);
    });
    await client.close();
  };

  const onTarget = async (group: string) =>
    (await fetchGroupOffsets(pair().onTarget, group)).map(({ offset }) => offset);

  const becomes = (group: string, offset: bigint) =>
    until(`${group} is at ${offset} on the target`, MINUTE_MS, async () => {
      return (await onTarget(group))[0] === offset;
    });

  it('go over when it has ended, and keep no other group back meanwhile', async () => {
    const { onSource } = pair();
    await createTopics(onSource, [{ name: where.topic, partitions: 1, replicationFactor: 1 }]);
    const producer = await TransactionalProducer.open(onSource, 'processor');
    await writeBatch(onSource, where, textRecords(20, BigInt(Date.now())));
    await commit('processor', 3n);
    await commit('other', 4n);
    await producer.write(where, textRecords(5, BigInt(Date.now())));
    await commitInside(producer, 'processor', 7n);

    // The plan is made while the transaction is open.
    mqferry = startMqferry('migrate', ...pairArguments(pair()), ...ALL_GROUPS, '--follow');
    await becomes('other', 4n);
    await commit('other', 9n);
    await becomes('other', 9n);
    expect(await onTarget('processor')).toEqual([3n]);

    await producer.end(true);
    await becomes('processor', 7n);
    mqferry.kill('SIGINT');
    const { report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'copied', complete: true });
    const verdict = await runMqferry('verify', ...pairArguments(pair()), ...ALL_GROUPS);
    expect(verdict.report, verdict.stderr).toMatchObject({ result: 'equal', exitCode: 0 });
  });
});
