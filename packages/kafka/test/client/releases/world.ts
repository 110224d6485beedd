import { commitGroupOffsets } from '../../../src/admin/group-offsets.ts';
import { throwOnError } from '../../../src/client/broker-error.ts';
import type { KafkaClient } from '../../../src/client/kafka-client.ts';
import { AddPartitionsToTxn, InitProducerId, Produce } from '../../../src/protocol/generated/index.ts';
import { buildBatch } from '../../../src/records/index.ts';
import { message } from '../../records/message-set.ts';
import { createTopic } from './eventually.ts';
import type { Release } from './release.ts';

/** What lies on the cluster of a release before the cases run. */
export interface World {
  readonly release: Release;
  /** A topic of two partitions; the first holds `RECORDS`. */
  readonly topic: string;
  readonly topicId: string | undefined;
  /** Who has a transaction open on the second, where transactions can be seen (from 3.0). */
  readonly producerId: bigint;
}

/** Young enough for retention. */
export const FIRST_TIMESTAMP = BigInt(Date.now()) - 60_000n;
/** Values of the records, each one millisecond after the one before. */
export const RECORDS = ['one', 'two', 'three'];
export const IDLE_GROUP = { groupId: 'idle', offset: 2n, metadata: 'note' };
export const TRANSACTIONAL_ID = 'open';
export const TRANSACTION_TIMEOUT_MS = 300_000;

const TOPIC = 'data';

/** The records in the format of the broker. */
export const recordsFor = (release: Release): Buffer => {
  const records = RECORDS.map((value, i) => ({
    timestamp: FIRST_TIMESTAMP + BigInt(i),
    value: Buffer.from(value),
  }));
  if (release.isFrom(0, 11)) return buildBatch(records);
  return Buffer.concat(records.map((record, i) => message({ ...record, offset: BigInt(i) })));
};

/** Writes with any version of Produce; gives the offset of the first record. */
export const produceRaw = async (
  client: KafkaClient,
  { name, topicId, partition }: { name: string; topicId: string | undefined; partition: number },
  records: Buffer,
  transactionalId: string | null = null,
): Promise<bigint> => {
  const request = (version: number) => ({
    ...(version >= 3 ? { transactionalId } : {}),
    acks: -1,
    timeoutMs: 10_000,
    topicData: [
      {
        ...(version >= 13 ? { topicId: topicId! } : { name }),
        partitionData: [{ index: partition, records }],
      },
    ],
  });
  return client.retrying(async () => {
    const { leader } = await client.partition(name, partition);
    const answer = await client.send(Produce, request, { node: leader });
    const result = answer.responses[0]!.partitionResponses[0]!;
    throwOnError('Produce', name, result.errorCode, result.errorMessage);
    return result.baseOffset;
  });
};

/** Begins a transaction and writes one record in it. */
export const beginTransaction = async (
  client: KafkaClient,
  transactionalId: string,
  { name, partition }: { name: string; partition: number },
): Promise<{ producerId: bigint; producerEpoch: number }> => {
  const to = { transactionalId };
  const producer = await client.retrying(async () => {
    const transaction = { ...to, transactionTimeoutMs: TRANSACTION_TIMEOUT_MS };
    const { producerId, producerEpoch, errorCode } = await client.send(InitProducerId, transaction, to);
    throwOnError('InitProducerId', transactionalId, errorCode);
    return { producerId, producerEpoch };
  });
  await client.retrying(async () => {
    const { resultsByTopicV3AndBelow: results } = await client.send(
      AddPartitionsToTxn,
      {
        v3AndBelowTransactionalId: transactionalId,
        v3AndBelowProducerId: producer.producerId,
        v3AndBelowProducerEpoch: producer.producerEpoch,
        v3AndBelowTopics: [{ name, partitions: [partition] }],
      },
      to,
    );
    throwOnError(
      'AddPartitionsToTxn',
      transactionalId,
      results[0]!.resultsByPartition[0]!.partitionErrorCode,
    );
  });
  const { topicId } = await client.topic(name);
  const record = { timestamp: FIRST_TIMESTAMP, value: Buffer.from('uncommitted') };
  const records = buildBatch([record], { ...producer, baseSequence: 0, isTransactional: true });
  await produceRaw(client, { name, topicId, partition }, records, transactionalId);
  return producer;
};

export const prepareWorld = async (release: Release): Promise<World> => {
  const client = release.client();
  await createTopic(client, TOPIC, 2);
  const { topicId } = await client.topic(TOPIC);
  await produceRaw(client, { name: TOPIC, topicId, partition: 0 }, recordsFor(release));
  const { groupId, offset, metadata } = IDLE_GROUP;
  await commitGroupOffsets(client, groupId, [{ topic: TOPIC, partition: 0, offset, metadata }]);
  const where = { name: TOPIC, partition: 1 };
  const { producerId } = release.isFrom(3, 0)
    ? await beginTransaction(client, TRANSACTIONAL_ID, where)
    : { producerId: -1n };
  return { release, topic: TOPIC, topicId, producerId };
};
