import { BATCH } from '@mqferry/kafka';

/** How many batches of a partition a request asks for at least: the last one is cut off and has to be read again. */
const BATCHES = 8;
/** Of partitions of which nothing was read yet: the `batch.size` of producers unless it is set. */
const UNKNOWN_BATCH_BYTES = 16 * 1024;

/**
 * How much a request asks for of each partition. A broker answers with as much of the first partition as it may, then
 * of the second, and so on. Where each gets a share, all come together, and go over to the target in the same requests:
 * one takes a batch of each partition, and costs a broker more than the batches in it.
 */
export class FetchShares<P extends object> {
  /** About as large as the partition's batches are. */
  readonly #batchBytes = new WeakMap<P, number>();

  /** Bytes to ask for of a partition, in a request for `count` of them that is answered with `total` bytes at most. */
  of(partition: P, count: number, total: number): number {
    const batchBytes = this.#batchBytes.get(partition) ?? UNKNOWN_BATCH_BYTES;
    return Math.min(total, Math.max(Math.floor(total / count), BATCHES * batchBytes));
  }

  /** Batches came, the first of them whole. */
  noteBatches(partition: P, records: Buffer): void {
    if (records.length < BATCH.lengthEnd) return;
    this.#batchBytes.set(partition, BATCH.lengthEnd + records.readInt32BE(BATCH.length));
  }

  /** Nothing came although there is something, and `asked` bytes of it would have had room: its next batch is larger. */
  noteTooLarge(partition: P, asked: number): void {
    this.#batchBytes.set(partition, asked);
  }
}
