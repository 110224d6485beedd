import type { KafkaClient, TopicPartition } from '@mqferry/kafka';
import type { ProducerIdMap } from '../copier/producer-ids.ts';
import { replicationErrors } from '../errors.ts';
import { committedRecords, isSameRecord } from './committed-records.ts';
import type { OffsetRun } from './offset-map.ts';

/** Both logs of a partition, and the stretches in which records of the target are looked for at the source. */
export interface Stretches extends TopicPartition {
  readonly sourceFrom: bigint;
  /** Up to the source's last stable offset. */
  readonly sourceEnd: bigint;
  readonly targetFrom: bigint;
  readonly targetEnd: bigint;
}

/** What stands in front of the first record of ours that differs from the source's next one. */
const otherData = ({ topic, partition }: TopicPartition, detail: string) =>
  replicationErrors.REPLICATION_TARGET_HAS_OTHER_DATA({ topic, partition, detail });

/**
 * Up to where both logs hold the same committed records at the same offsets, from `from` on: as far as a copy with
 * identical offsets came. A record that only the target has was compacted at the source, if the topic is `compacted`.
 */
export const identicalUntil = async (
  source: KafkaClient,
  target: KafkaClient,
  { sourceEnd, targetEnd, sourceFrom, targetFrom, ...where }: Stretches,
  compacted: boolean,
): Promise<bigint> => {
  const from = sourceFrom > targetFrom ? sourceFrom : targetFrom;
  const end = sourceEnd < targetEnd ? sourceEnd : targetEnd;
  if (end <= from) return from;
  const ours = committedRecords(source, where, from, end);
  let mine = (await ours.next()).value;
  for await (const theirs of committedRecords(target, where, from, end)) {
    // What the target lacks.
    if (mine && mine.offset < theirs.offset) return mine.offset;
    if (mine?.offset !== theirs.offset) {
      if (!compacted) return theirs.offset;
      continue;
    }
    if (!isSameRecord(mine, theirs)) return theirs.offset;
    mine = (await ours.next()).value;
  }
  return mine ? mine.offset : end;
};

/**
 * Finds out which records of the source the target has in a stretch, by matching them one by one in order. Records of
 * others stand between them where `toleratesOthers`, else they are refused. So are records that were copied and are not
 * the source's next one: it was truncated, or compaction took some meanwhile. REPLICATION_TARGET_HAS_OTHER_DATA.
 */
export const deriveRuns = async (
  source: KafkaClient,
  target: KafkaClient,
  { sourceFrom, sourceEnd, targetFrom, targetEnd, ...where }: Stretches,
  ids: ProducerIdMap,
  toleratesOthers: boolean,
): Promise<OffsetRun[]> => {
  const runs: { source: bigint; target: bigint; count: bigint }[] = [];
  const ours = committedRecords(source, where, sourceFrom, sourceEnd);
  for await (const theirs of committedRecords(target, where, targetFrom, targetEnd)) {
    if (!ids.isFromSource(theirs.producerId)) {
      if (toleratesOthers) continue;
      throw otherData(where, `somebody else has written at offset ${theirs.offset}`);
    }
    const mine = (await ours.next()).value;
    if (!mine || !isSameRecord(mine, theirs)) {
      throw otherData(where, `the record at offset ${theirs.offset} is not the source’s next one`);
    }
    const last = runs.at(-1);
    if (last && last.source + last.count === mine.offset && last.target + last.count === theirs.offset)
      last.count += 1n;
    else runs.push({ source: mine.offset, target: theirs.offset, count: 1n });
  }
  return runs;
};
