import { createHash } from 'node:crypto';
import {
  type BatchHeader,
  type KafkaClient,
  openRecordSlices,
  type RecordSlices,
  type TopicPartition,
  transactionEndOf,
  verifyCrc,
} from '@mqferry/kafka';
import type { ProducerNames } from '../copier/producer-ids.ts';
import { readPiece, type WholeBatch } from '../read-log.ts';
import { SkippedRecords } from './skipped-records.ts';

const READ_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 8 + 8 + 8 + 4;
const NO_PRODUCER = -1n;

/** The digest of the records in a stretch of offsets, and how many there were. */
export interface StretchDigest {
  readonly digest: Buffer;
  readonly records: number;
}

/** A log to be digested. */
export interface DigestedLog extends TopicPartition {
  /**
   * Up to here it is decided of all transactions, on both sides, whether they were aborted; behind it, and when absent,
   * that is not asked.
   */
  readonly stableEnd?: bigint;
  /** Only what readers of what is committed are shown is looked at; nothing behind the stable end is. */
  readonly committedOnly?: boolean;
}

/**
 * Told of a record or marker, and of the producer whose transaction it belongs to, -1 without one; `aborted` is that
 * producer where the transaction is known to be aborted, else -1.
 */
export type RecordVisitor = (record: RecordSlices, transaction: bigint, aborted: bigint) => void;

/** Told of the bytes that were read; reading goes on when it resolves. */
export type Pace = (bytes: number) => Promise<void>;

/** Gives the records of a log stretch by stretch. */
export interface StretchReader {
  /** Digests the records up to `until` (exclusive), from where the last stretch ended. */
  digestUntil(until: bigint): Promise<StretchDigest>;
  /**
   * Calls `visit` for each record and marker up to `until` (exclusive); the record's fields are valid during the call
   * only.
   */
  visitUntil(until: bigint, visit: RecordVisitor): Promise<void>;
}

/** Digests what a reader gives up to `until` (exclusive). */
export const digestUntil = async (
  reader: Pick<StretchReader, 'visitUntil'>,
  until: bigint,
): Promise<StretchDigest> => {
  const hash = createHash('sha256');
  const head = Buffer.alloc(HEAD_BYTES);
  let records = 0;
  await reader.visitUntil(until, ({ header, offset, timestamp, body, start, end }, _, aborted) => {
    head.writeBigInt64BE(offset, 0);
    head.writeBigInt64BE(timestamp, 8);
    head.writeBigInt64BE(aborted, 16);
    head.writeInt32BE(end - start, 24);
    hash.update(head).update(body.subarray(start, end));
    if (!header.isControl) records += 1;
  });
  return { digest: hash.digest(), records };
};

/**
 * Walks through one partition record by record, in ascending offsets, and digests stretches of it. What is hashed of
 * a record is its offset, its timestamp, and its key, value and headers in their shortest form, so records are equal
 * whatever batches, compression or format they lie in; and whose transaction it is part of, where that was aborted, for
 * then readers of what is committed do not see it. Of a marker it is the offset, how it ends a transaction, and whose,
 * where it aborts it. So logs with the same digest look the same to readers of both isolation levels; where only what was
 * committed is looked at, to readers of that.
 */
export class DigestReader implements StretchReader {
  readonly #client: KafkaClient;
  readonly #where: DigestedLog;
  readonly #stableEnd: bigint;
  readonly #start: bigint;
  readonly #end: bigint;
  /** Where the next fetch begins. */
  #fetchFrom: bigint;
  #batches: WholeBatch[] = [];
  #skipped = new SkippedRecords([]);
  /** Lies in the memory of the last fetch answer. */
  #fetched: Buffer | undefined;
  #slices: RecordSlices | undefined;
  /** Of the batch under the cursor. */
  #transaction = NO_PRODUCER;
  #aborted = NO_PRODUCER;
  readonly #names: ProducerNames;
  readonly #pace: Pace | undefined;
  /** The record under the cursor belongs to the next stretch. */
  #pending = false;

  /** Reads from `start` (inclusive) to `end` (exclusive), both within the log. */
  constructor(
    client: KafkaClient,
    where: DigestedLog,
    start: bigint,
    end: bigint,
    names: ProducerNames,
    pace?: Pace,
  ) {
    this.#client = client;
    this.#where = where;
    this.#stableEnd = where.stableEnd ?? 0n;
    this.#start = start;
    this.#fetchFrom = start;
    this.#end = end;
    this.#names = names;
    this.#pace = pace;
  }

  digestUntil(until: bigint): Promise<StretchDigest> {
    return digestUntil(this, until);
  }

  async visitUntil(until: bigint, visit: RecordVisitor): Promise<void> {
    const limit = until < this.#end ? until : this.#end;
    for (;;) {
      if (this.#slices === undefined && !(await this.#nextBatch(limit))) return;
      const slices = this.#slices!;
      while (this.#pending || slices.next()) {
        this.#pending = slices.offset >= limit;
        if (this.#pending) return;
        if (slices.offset >= this.#start) visit(slices, this.#transaction, this.#aborted);
      }
      this.#slices = undefined;
    }
  }

  /** Opens the next batch; false when none of the stretch is left. A batch with a wrong checksum is an error. */
  async #nextBatch(limit: bigint): Promise<boolean> {
    if (this.#batches.length === 0 && this.#fetchFrom < limit) {
      if (this.#fetched) this.#client.frames.give(this.#fetched);
      const manner = { lane: 'verify', readCommitted: this.#fetchFrom < this.#stableEnd };
      const piece = await readPiece(this.#client, this.#where, this.#fetchFrom, READ_BYTES, manner);
      this.#batches = piece.batches;
      this.#skipped = new SkippedRecords(piece.aborted);
      this.#fetched = this.#batches[0]?.bytes;
      await this.#pace?.(this.#batches.reduce((sum, { bytes }) => sum + bytes.length, 0));
    }
    const batch = this.#batches.shift();
    if (batch === undefined) return false;
    verifyCrc(batch.bytes);
    const { header, bytes } = batch;
    this.#fetchFrom = header.lastOffset + 1n;
    const isSkipped = this.#skipped.next(batch) && header.baseOffset < this.#stableEnd;
    if (this.#where.committedOnly) {
      this.#slices = isSkipped || header.isControl ? noSlices(header) : openRecordSlices(bytes, { header });
      return true;
    }
    this.#slices = header.isControl ? markerSlices(header, bytes) : openRecordSlices(bytes, { header });
    const { isTransactional, isControl, producerId } = header;
    this.#transaction = isTransactional || isControl ? this.#names(producerId) : NO_PRODUCER;
    this.#aborted = isSkipped ? this.#transaction : NO_PRODUCER;
    return true;
  }
}

/** Of what readers are not shown. */
const noSlices = (header: BatchHeader): RecordSlices => ({
  ...{ header, offset: header.baseOffset, timestamp: -1n, body: Buffer.alloc(0), start: 0, end: 0 },
  next: () => false,
});

/** A marker as a record: when and by which coordinator it was written is each cluster's own affair. */
const markerSlices = (header: BatchHeader, bytes: Buffer): RecordSlices => {
  const body = Buffer.from(transactionEndOf(bytes, header) ?? 'unknown');
  let left = 1;
  return {
    ...{ header, offset: header.baseOffset, timestamp: -1n, body, start: 0, end: body.length },
    next: () => left-- > 0,
  };
};
