import { ByteReader } from '@mqferry/core';
import type { BatchHeader } from './batch-header.ts';
import { openRecordSlices } from './record-slices.ts';

/** How a transaction ended, as a control batch of a log says. */
export type TransactionEnd = 'commit' | 'abort';

/** Types of control records; the others belong to Raft logs (ControlRecordType). */
const ENDS: Readonly<Record<number, TransactionEnd>> = { 0: 'abort', 1: 'commit' };

/**
 * The end of a transaction that a control batch marks; undefined for a batch that is no such marker. Its only
 * record's key is a version and a type (EndTransactionMarker). Throws what reading records throws.
 */
export const transactionEndOf = (batch: Buffer, header: BatchHeader): TransactionEnd | undefined => {
  if (!header.isControl) return undefined;
  const slices = openRecordSlices(batch);
  if (!slices.next()) return undefined;
  const reader = new ByteReader(slices.body, slices.start, slices.end);
  const keyLength = reader.varint();
  if (keyLength < 4) return undefined;
  reader.int16(); // version of the key
  return ENDS[reader.int16()];
};
