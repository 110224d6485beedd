import {
  alterConfigs,
  type BatchHeader,
  brokerError,
  fetchRecords,
  type KafkaClient,
  logEndOffsets,
  partitionText,
  scanBatches,
  type TopicPartition,
} from '@mqferry/kafka';
import { until } from './until.ts';
import { writeBatch } from './write-records.ts';

const MINUTE_MS = 60_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** The headers of all batches, and entries of old formats, from an offset on. */
export const batchesFrom = async (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
): Promise<BatchHeader[]> => {
  const { topicId } = await client.topic(where.topic);
  const { leader } = await client.partition(where.topic, where.partition);
  const want = { ...where, topicId, offset, maxBytes: MAX_BYTES };
  const bounds = { maxBytes: MAX_BYTES, maxWaitMs: 0 };
  const answer = await fetchRecords(await client.connect(leader), [want], bounds);
  const { errorCode, records } = answer.partitions[0]!;
  if (errorCode !== 0) throw brokerError('Fetch', partitionText(where), errorCode);
  return scanBatches(records).batches;
};

/**
 * Sets the format that a broker before 3.0 writes a topic's records in, by a release that had it. Brokers learn of it
 * some time later: single records are written until one of each partition lies there in that format.
 */
export const writeInFormat = async (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
  release: string,
  magic: number,
): Promise<void> => {
  for (const topic of new Set(partitions.map((where) => where.topic))) {
    await alterConfigs(client, { topic }, { 'message.format.version': release });
  }
  for (const where of partitions) {
    await until(`${partitionText(where)} is written in format ${magic}`, MINUTE_MS, async () => {
      const end = (await logEndOffsets(client, [where])).get(partitionText(where))!;
      await writeBatch(client, where, [{ timestamp: BigInt(Date.now()) }]);
      return (await batchesFrom(client, where, end)).at(-1)?.magic === magic;
    });
  }
};
