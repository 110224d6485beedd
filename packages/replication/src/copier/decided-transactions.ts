import { type AbortedTransaction, transactionEndOf } from '@mqferry/kafka';
import { SkippedRecords } from '../verify/skipped-records.ts';
import type { FetchedBatch } from './merge-batches.ts';

/**
 * Marks, among the batches of a fetch answer, those of transactions that are known to be committed, because their
 * markers are in it as well (docs/adr/0007). Readers see their records as they see those without a transaction, so they
 * can go over as such. A transaction of which the target already has some under its producer goes on under it.
 *
 * `open` holds the producers of transactions that are open on the target, as `name` names them; it is kept up to date.
 */
export const withDecided = (
  batches: readonly FetchedBatch[],
  open: Set<bigint>,
  name: (producerId: bigint) => bigint,
): readonly FetchedBatch[] => {
  const committed = committedIn(batches);
  return batches.map((batch, index) => {
    const { isTransactional, isControl, producerId } = batch.header;
    if (!isTransactional) return batch;
    const producer = name(producerId);
    const isDecided = committed.has(index) && !open.has(producer);
    if (isControl) open.delete(producer);
    else if (!isDecided) open.add(producer);
    return isDecided ? { ...batch, isDecided } : batch;
  });
};

/**
 * Marks, among the batches of a fetch answer that goes up to the last stable offset only, those of which readers of what
 * is committed are shown nothing. All others are decided, for they are shown.
 */
export const withUnseen = (
  batches: readonly FetchedBatch[],
  aborted: readonly AbortedTransaction[],
): readonly FetchedBatch[] => {
  const skipped = new SkippedRecords(aborted);
  return batches.map((batch) => {
    const isUnseen = skipped.next(batch) || batch.header.isControl;
    return { ...batch, isUnseen, isDecided: !isUnseen };
  });
};

/** Which of these batches, by index, belong to transactions that a marker among them commits; the markers too. */
const committedIn = (batches: readonly FetchedBatch[]): Set<number> => {
  const committed = new Set<number>();
  const commits = new Map<bigint, boolean>();
  for (let index = batches.length - 1; index >= 0; index -= 1) {
    const { header, bytes } = batches[index]!;
    if (header.isControl) commits.set(header.producerId, transactionEndOf(bytes, header) === 'commit');
    if (header.isTransactional && commits.get(header.producerId)) committed.add(index);
  }
  return committed;
};
