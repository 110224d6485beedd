import { codedErrorIn, isCodedError } from '@mqferry/core';
import {
  brokerError,
  buildBatch,
  type KafkaClient,
  type NewBatchFields,
  type NewRecord,
  produceBatches,
  type TopicPartition,
} from '@mqferry/kafka';

const ACK_TIMEOUT_MS = 30_000;

/** A topic just created is not known to every broker at once. */
export const mayPass = (error: unknown): boolean =>
  isCodedError(error, 'KAFKA_TOPIC_UNKNOWN') || codedErrorIn(error)?.retriable === true;

/** Tries once to append a batch; gives the offset of its first record. Transactional ones need the id. */
export const appendBatch = async (
  client: KafkaClient,
  { topic, partition }: TopicPartition,
  records: Buffer,
  transactionalId?: string,
): Promise<bigint> => {
  const { topicId } = await client.topic(topic);
  const { leader } = await client.partition(topic, partition);
  const item = { topic, topicId, partition, records };
  const answer = await produceBatches(await client.connect(leader), [item], ACK_TIMEOUT_MS, transactionalId);
  const { errorCode, baseOffset } = answer.partitions[0]!;
  if (errorCode !== 0) throw brokerError('Produce', `${topic}-${partition}`, errorCode);
  return baseOffset;
};

/** Writes records as one batch, exactly as given; gives the offset of the first one. */
export const writeBatch = (
  client: KafkaClient,
  where: TopicPartition,
  records: readonly NewRecord[],
  fields: NewBatchFields = {},
): Promise<bigint> =>
  client.retrying(() => appendBatch(client, where, buildBatch(records, fields)), undefined, mayPass);

/** `count` records of text, one millisecond apart; every fifth without a key, every seventh without a value. */
export const textRecords = (count: number, firstTimestamp: bigint): NewRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    timestamp: firstTimestamp + BigInt(i),
    key: i % 5 === 0 ? null : Buffer.from(`key ${i}`),
    value: i % 7 === 0 ? null : Buffer.from(`value ${i} at ${firstTimestamp}`),
    headers: i % 3 === 0 ? [{ key: 'origin', value: Buffer.from(`header ${i}`) }] : [],
  }));
