import { inParallel } from '@mqferry/core';
import {
  type KafkaClient,
  listOffsets,
  OFFSET_EARLIEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { readBatches } from '../read-log.ts';
import type { PartitionVerdict } from './verification-report.ts';

const FIRST_BATCH_BYTES = 1;
const PARTITIONS_AT_ONCE = 8;

/**
 * Verdicts with the log starts of now, for they move while records are compared. Where the target's log starts earlier
 * than the source's it may still have records that the source has deleted since, which is no difference. But filler
 * (`filler`: its producer id) that readers see there is one: a broker that crashed has forgotten where its log was cut.
 */
export const withFinalStarts = async (
  source: KafkaClient,
  target: KafkaClient,
  verdicts: readonly PartitionVerdict[],
  present: readonly TopicPartition[],
  filler: bigint,
): Promise<PartitionVerdict[]> => {
  const [sourceStarts, targetStarts] = await Promise.all(
    [source, target].map((client) => listOffsets(client, present, OFFSET_EARLIEST)),
  );
  return inParallel(verdicts, PARTITIONS_AT_ONCE, async (verdict) => {
    const { topic, partition } = verdict;
    const key = partitionText(verdict);
    const sourceStart = sourceStarts!.get(key) ?? verdict.sourceStart;
    const targetStart = targetStarts!.get(key) ?? verdict.targetStart;
    const now = { ...verdict, sourceStart, targetStart };
    if (targetStart >= sourceStart) return now;
    const [first] = await readBatches(target, { topic, partition }, targetStart, FIRST_BATCH_BYTES, 'verify');
    if (first?.header.producerId !== filler) return now;
    const shown = { offset: targetStart, kind: 'missing-on-source' } as const;
    return { ...now, equal: false, differences: [shown, ...verdict.differences] };
  });
};
