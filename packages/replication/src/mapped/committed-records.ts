import type { KafkaClient, RecordSlices, TopicPartition } from '@mqferry/kafka';
import { DigestReader } from '../verify/digest-reader.ts';

/** A record that readers of what is committed get. */
export interface CommittedRecord {
  readonly offset: bigint;
  readonly timestamp: bigint;
  /** Key, value and headers; see `RecordSlices`. */
  readonly body: Buffer;
  readonly producerId: bigint;
}

const NO_TRANSACTION = -1n;
const STRETCH = 1_000n;

/** Told of a record, whose fields are valid during the call only. */
export type CommittedVisitor = (record: RecordSlices) => void;

/** Calls `visit` for each record of a stretch that readers of what is committed get: no markers, nothing aborted. */
export const visitCommitted = (
  reader: Pick<DigestReader, 'visitUntil'>,
  until: bigint,
  visit: CommittedVisitor,
): Promise<void> =>
  reader.visitUntil(until, (record, _, aborted) => {
    if (!record.header.isControl && aborted === NO_TRANSACTION) visit(record);
  });

/** The committed records of a log from `start` up to `end`, where no transaction is open before that. */
export async function* committedRecords(
  client: KafkaClient,
  where: TopicPartition,
  start: bigint,
  end: bigint,
): AsyncGenerator<CommittedRecord> {
  const reader = new DigestReader(client, { ...where, stableEnd: end }, start, end, (id) => id);
  for (let from = start; from < end; ) {
    from = from + STRETCH < end ? from + STRETCH : end;
    const records: CommittedRecord[] = [];
    await visitCommitted(reader, from, (slices) => {
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
