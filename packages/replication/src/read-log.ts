import {
  type BatchHeader,
  batchBytes,
  brokerError,
  fetchRecords,
  type KafkaClient,
  partitionText,
  scanBatches,
  type TopicPartition,
} from '@mqferry/kafka';

/** One batch as it lies in a log. */
export interface WholeBatch {
  readonly header: BatchHeader;
  readonly bytes: Buffer;
}

/**
 * The batches from the one that holds `offset` on, as many as one fetch of about `maxBytes` gives (one at least);
 * empty at the end of the log. Retries what passes. Throws KAFKA_BROKER_ERROR with OFFSET_OUT_OF_RANGE outside it.
 */
export const readBatches = (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
  maxBytes: number,
  lane = 'main',
): Promise<WholeBatch[]> =>
  client.retrying(async () => {
    const { topic, partition } = where;
    const { topicId } = await client.topic(topic);
    const { leader, leaderEpoch } = await client.partition(topic, partition);
    const connection = await client.connect(leader, lane);
    const want = { topic, partition, topicId, offset, maxBytes, leaderEpoch };
    const answer = await fetchRecords(connection, [want], { maxBytes, maxWaitMs: 0 });
    const fetched = answer.partitions[0];
    const errorCode = answer.errorCode || (fetched?.errorCode ?? 0);
    if (errorCode !== 0) throw brokerError('Fetch', `${partitionText(where)} at ${offset}`, errorCode);
    const records = fetched!.records;
    return scanBatches(records)
      .batches.filter(({ lastOffset }) => lastOffset >= offset)
      .map((header) => ({ header, bytes: batchBytes(records, header) }));
  });
