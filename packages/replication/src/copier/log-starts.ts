import { deleteRecords, type KafkaClient, listOffsets, OFFSET_EARLIEST, partitionText } from '@mqferry/kafka';
import type { PartitionCopy } from './partition-copy.ts';

/**
 * Cuts the target's logs to start where the source's do, for partitions that hold everything up to there.
 * The cut may lie inside a batch.
 */
export const cutLogStarts = async (
  target: KafkaClient,
  partitions: readonly PartitionCopy[],
): Promise<void> => {
  const due = partitions.filter(
    ({ pendingStart, copiedTo }) => pendingStart !== undefined && copiedTo >= pendingStart,
  );
  if (due.length === 0) return;
  await deleteRecords(
    target,
    due.map(({ topic, partition, pendingStart }) => ({ topic, partition, before: pendingStart! })),
  );
  for (const partition of due) {
    partition.pendingStart = undefined;
    // A copy that has reached its end has nothing else that could show that all is well again.
    partition.failing = undefined;
  }
};

/**
 * Notes for each partition where the source's log starts now, if the target's starts earlier: the start follows
 * retention, and a cut that a target broker forgot in a crash (it is checkpointed only every minute) is made again.
 */
export const followLogStarts = async (
  source: KafkaClient,
  target: KafkaClient,
  partitions: readonly PartitionCopy[],
): Promise<void> => {
  const [sourceStarts, targetStarts] = await Promise.all([
    listOffsets(source, partitions, OFFSET_EARLIEST),
    listOffsets(target, partitions, OFFSET_EARLIEST),
  ]);
  for (const partition of partitions.filter(({ isMapped }) => !isMapped)) {
    const key = partitionText(partition);
    const start = sourceStarts.get(key)!;
    if (start > targetStarts.get(key)!) partition.pendingStart = start;
  }
};
