import {
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { earlier } from './compare-stretches.ts';

/** What both sides say of the transactions of a partition. */
export interface StableEnd {
  /** Up to here it is decided on both sides which transactions were aborted. */
  readonly stableEnd: bigint;
  /** Where a transaction is open on the target that ended at the source, although all of the source is copied. */
  readonly openOnTarget: bigint | undefined;
}

/**
 * Compares the last stable offsets of partitions, by `topic-partition`. `targetEnds` are the target's ends, asked
 * before; partitions that are not in it are not on the target.
 */
export const stableEnds = async (
  source: KafkaClient,
  target: KafkaClient,
  where: readonly TopicPartition[],
  targetEnds: ReadonlyMap<string, bigint>,
): Promise<Map<string, StableEnd>> => {
  const present = where.filter((item) => targetEnds.has(partitionText(item)));
  const onSource = await lastStableOffsets(source, where);
  // Asked in this order, for what ends a transaction may be written meanwhile, and copied later.
  const [sourceEnds, onTarget] = await Promise.all([
    listOffsets(source, where, OFFSET_LATEST),
    lastStableOffsets(target, present),
  ]);
  return new Map(
    where.map((item) => {
      const key = partitionText(item);
      const [ours, theirs] = [onSource.get(key)!, onTarget.get(key) ?? 0n];
      const isWhole = (targetEnds.get(key) ?? -1n) >= sourceEnds.get(key)!;
      const openOnTarget = isWhole && theirs < ours ? theirs : undefined;
      return [key, { stableEnd: earlier(ours, theirs), openOnTarget }];
    }),
  );
};
