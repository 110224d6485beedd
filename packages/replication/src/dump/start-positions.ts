import {
  type KafkaClient,
  listOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  partitionText,
  type TopicMetadata,
} from '@mqferry/kafka';
import { dumpErrors } from './dump-errors.ts';
import type { DumpPosition } from './dump-position.ts';
import type { DumpSpec } from './dump-spec.ts';

const NO_TIMESTAMP = -1n;

const NOTHING_YET = { read: 0n, written: 0n, filtered: 0n, skipped: 0n, lost: 0n } as const;

/**
 * Where a dump begins that has not begun yet, and where it ends if it is to. Throws DUMP_START_OUTSIDE and
 * DUMP_START_UNKNOWN.
 */
export const startPositions = async (
  source: KafkaClient,
  { name: topic, partitions }: TopicMetadata,
  { start, until }: Pick<DumpSpec, 'start' | 'until'>,
): Promise<DumpPosition[]> => {
  const all = partitions.map(({ partition }) => ({ topic, partition }));
  const [first, end] = await Promise.all([
    listOffsets(source, all, OFFSET_EARLIEST),
    listOffsets(source, all, OFFSET_LATEST),
  ]);
  const after = start.at === 'timestamp' ? await listOffsets(source, all, start.timestamp) : undefined;
  const exact = new Map(
    start.at === 'offsets' ? start.offsets.map(({ partition, offset }) => [partition, offset]) : [],
  );
  const numbers = new Set(all.map(({ partition }) => partition));
  for (const partition of exact.keys())
    if (!numbers.has(partition)) throw dumpErrors.DUMP_START_UNKNOWN({ topic, partition });

  return all.map(({ partition }) => {
    const key = partitionText({ topic, partition });
    const bounds = { first: first.get(key)!, end: end.get(key)! };
    const offsetOf = (): bigint => {
      if (start.at === 'latest') return bounds.end;
      const found = after?.get(key);
      if (found !== undefined) return found === NO_TIMESTAMP ? bounds.end : found;
      return exact.get(partition) ?? bounds.first;
    };
    const offset = offsetOf();
    if (offset < bounds.first || offset > bounds.end)
      throw dumpErrors.DUMP_START_OUTSIDE({ topic, partition, offset, ...bounds });
    return { partition, offset, ...NOTHING_YET, end: until === 'now' ? bounds.end : undefined };
  });
};

/** Where a partition begins that the source got later: with its first record. */
export const addedPosition = (partition: number, { until }: Pick<DumpSpec, 'until'>): DumpPosition => ({
  ...{ partition, offset: 0n, ...NOTHING_YET },
  // Nothing of it was there when the dump began.
  end: until === 'now' ? 0n : undefined,
});
