import { ByteReader } from '@mqferry/core';
import {
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_EARLIEST,
  openRecordSlices,
  partitionText,
  readBody,
  type TopicPartition,
} from '@mqferry/kafka';
import type { FilteredRecord } from '../filter/record-filter.ts';
import { readPiece } from '../read-log.ts';
import { SkippedRecords } from '../verify/skipped-records.ts';

const READ_BYTES = 1024 * 1024;
/** Records of one partition lie behind markers and what was aborted: so many offsets more are looked at. */
const MARGIN = 20n;

/** The newest committed records of a topic, so many at most, the newest first. Throws KAFKA_TOPIC_UNKNOWN. */
export const recentRecords = async (
  client: KafkaClient,
  topic: string,
  count: number,
): Promise<FilteredRecord[]> => {
  const { partitions } = await client.topic(topic);
  const all = partitions.map(({ partition }) => ({ topic, partition }));
  const [first, end] = await Promise.all([
    listOffsets(client, all, OFFSET_EARLIEST),
    lastStableOffsets(client, all),
  ]);
  const found: FilteredRecord[] = [];
  for (const where of all) {
    const bounds = { first: first.get(partitionText(where))!, end: end.get(partitionText(where))! };
    found.push(...(await lastOf(client, where, bounds, count)));
  }
  return found.sort((a, b) => Number(b.timestamp - a.timestamp)).slice(0, count);
};

const lastOf = async (
  client: KafkaClient,
  where: TopicPartition,
  bounds: { readonly first: bigint; readonly end: bigint },
  count: number,
): Promise<FilteredRecord[]> => {
  const back = bounds.end - BigInt(count) - MARGIN;
  const found: FilteredRecord[] = [];
  for (let from = back > bounds.first ? back : bounds.first; from < bounds.end; ) {
    const { batches, aborted } = await readPiece(client, where, from, READ_BYTES, { readCommitted: true });
    const skipped = new SkippedRecords(aborted);
    for (const { header, bytes } of batches) {
      if (skipped.next({ header, bytes }) || header.isControl) continue;
      const slices = openRecordSlices(bytes, { header });
      while (slices.next()) {
        const { offset, timestamp, body, start, end } = slices;
        if (offset < from) continue;
        found.push({ ...where, offset, timestamp, ...readBody(new ByteReader(body, start, end)) });
      }
    }
    const last = batches.at(-1)?.header.lastOffset;
    if (last === undefined) break;
    from = last + 1n;
  }
  return found.slice(-count);
};
