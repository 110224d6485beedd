import { type AbortedTransaction, type BatchHeader, transactionEndOf } from '@mqferry/kafka';
import type { WholeBatch } from '../read-log.ts';

/**
 * Tells which batches of a fetch answer a reader of what is committed skips, by what the broker said with it, as
 * consumers find it out: from the first offset of an aborted transaction on, those of its producer up to the marker.
 */
export class SkippedRecords {
  readonly #ahead: AbortedTransaction[];
  readonly #aborting = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#ahead = [...aborted].sort((a, b) => Number(a.firstOffset - b.firstOffset));
  }

  /** Whether the records of the next batch are skipped, or it marks the end of such; to be asked of each in turn. */
  next({ header, bytes }: WholeBatch): boolean {
    while (this.#ahead[0] && this.#ahead[0].firstOffset <= header.lastOffset) {
      this.#aborting.add(this.#ahead.shift()!.producerId);
    }
    if (transactionEndOf(bytes, header) !== 'abort') return this.#isAborting(header);
    this.#aborting.delete(header.producerId);
    return true;
  }

  #isAborting({ isTransactional, producerId }: BatchHeader): boolean {
    return isTransactional && this.#aborting.has(producerId);
  }
}
