import { ByteReader } from '@mqferry/core';
import { type RecordContent, readBody } from './record-body.ts';
import { openRecordSlices, type ReadOptions } from './record-slices.ts';

/** One decoded record. Key and values are views on the batch or on its decompressed records. */
export interface KafkaRecord extends RecordContent {
  readonly offset: bigint;
  /** Milliseconds; -1 for format 0. With LogAppendTime, the time the broker appended it. */
  readonly timestamp: bigint;
}

/**
 * Decodes the records of one whole batch of any format, or one entry of an old message set, one by one.
 * Arguments and errors as for `openRecordSlices`.
 */
export function* readRecords(batch: Buffer, options?: ReadOptions): Generator<KafkaRecord, void, void> {
  const slices = openRecordSlices(batch, options);
  while (slices.next()) {
    const { offset, timestamp, body, start, end } = slices;
    const { key, value, headers } = readBody(new ByteReader(body, start, end));
    yield { offset, timestamp, key, value, headers };
  }
}
