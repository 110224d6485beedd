import {
  commitGroupOffsets,
  fetchGroupOffsets,
  type KafkaClient,
  listOffsets,
  OFFSET_EARLIEST,
  partitionText,
} from '@mqferry/kafka';
import { partitionsOf } from './gate-world.ts';
import { groupsOf } from './group-offsets.ts';

/**
 * Commits, for each group that reads these topics on `from`, the start of each log on `to`, where the group has no offset
 * there yet: consumers that start at the latest offset would skip what was written before they came.
 */
export const commitStartOffsets = async (
  from: KafkaClient,
  to: KafkaClient,
  topics: readonly string[],
): Promise<void> => {
  const partitions = await partitionsOf(to, topics);
  const starts = await listOffsets(to, partitions, OFFSET_EARLIEST);
  for (const [group] of await groupsOf(from, topics)) {
    const known = new Set((await fetchGroupOffsets(to, group)).map(partitionText));
    const missing = partitions
      .filter((partition) => !known.has(partitionText(partition)))
      .map((partition) => ({ ...partition, offset: starts.get(partitionText(partition))!, metadata: null }));
    if (missing.length > 0) await commitGroupOffsets(to, group, missing);
  }
};
