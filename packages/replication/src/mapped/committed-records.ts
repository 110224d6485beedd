import type { KafkaClient, TopicPartition } from '@mqferry/kafka';
import { DigestReader } from '../verify/digest-reader.ts';

/** A record that readers of what is committed get. */
export interface CommittedRecord {
  readonly offset: bigint;
  readonly timestamp: bigint;
  /** Key, value and headers; see `RecordSlices`. */
  readonly body: Buffer;
  readonly producerId: bigint;
}

const STRETCH = 1_000n;

/** The committed records of a log from `start` up to `end`, where no transaction is open before that. */
export async function* committedRecords(
  client: KafkaClient,
  where: TopicPartition,
  start: bigint,
  end: bigint,
): AsyncGenerator<CommittedRecord> {
  const reader = new DigestReader(
    client,
    { ...where, stableEnd: end, committedOnly: true },
    start,
    end,
    (id) => id,
  );
  for (let from = start; from < end; ) {
    from = from + STRETCH < end ? from + STRETCH : end;
    const records: CommittedRecord[] = [];
    await reader.visitUntil(from, (slices) => {
      const { offset, timestamp, header } = slices;
      const body = Buffer.from(slices.body.subarray(slices.start, slices.end));
      records.push({ offset, timestamp, body, producerId: header.producerId });
    });
    yield* records;
  }
}

/** Whether two records are the same, wherever they are. */
export const isSameRecord = (a: CommittedRecord, b: CommittedRecord): boolean =>
  a.timestamp === b.timestamp && a.body.equals(b.body);
