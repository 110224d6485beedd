import {
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';

/** Those of these partitions of a cluster in which a transaction is open: readers of what is committed wait there. */
export const heldPartitions = async (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<TopicPartition[]> => {
  // In this order: one that ends meanwhile may be told, one that begins is not missed.
  const stable = await lastStableOffsets(client, partitions);
  const ends = await listOffsets(client, partitions, OFFSET_LATEST);
  return partitions.filter((where) => stable.get(partitionText(where))! < ends.get(partitionText(where))!);
};
