import type { CodedError } from '@mqferry/core';
import {
  type BatchHeader,
  batchBytes,
  rewriteHeader,
  scanBatches,
  type TopicPartition,
  withCreateTime,
} from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { refusalOfBatch } from './batch-gate.ts';
import type { PartitionPhase } from './copy-status.ts';
import type { FillerSource } from './filler.ts';
import type { FrameLease } from './frame-lease.ts';
import { type ProducerIdMap, sequenceAt } from './producer-ids.ts';

/** A batch ready to be produced, and the offsets it must take on the target. */
export interface CopyBatch {
  /** What lies in `bytes` is one record batch whose base offset field is 0, as produce requests want it. */
  readonly bytes: Buffer;
  readonly baseOffset: bigint;
  /** Offset after its last record. */
  readonly nextOffset: bigint;
  readonly records: number;
  /** The fetch answer whose memory `bytes` lies in; undefined when it has its own. */
  readonly lease: FrameLease | undefined;
}

/**
 * How batches go to the target. `own`: under the copier's producer id, sequence = offset, several in flight.
 * `verbatim`: under their producer's mapped id, or none, one in flight, so that the target knows each live
 * producer's last sequences and recognises its retries after a switch.
 */
export type WriteMode = 'own' | 'verbatim';

/** Batches in flight that a broker still recognises when they are sent again (ProducerStateEntry keeps five). */
const MAX_IN_FLIGHT_OWN = 5;

/** Where a partition's copy starts, found by looking at both logs. */
export interface CopyPosition {
  /** The target's log end; everything before is there. */
  readonly offset: bigint;
  /** Base offset of the source's first batch when the target still has to be filled up to it. */
  readonly fillTo: bigint;
  /** The source's log start; it may lie inside its first batch. */
  readonly sourceStart: bigint;
  /** Timestamp for filler, in milliseconds. */
  readonly fillTimestamp: bigint;
  readonly mode: WriteMode;
  /** Where the target's log has to start once everything before is there; undefined when it does already. */
  readonly logStart: bigint | undefined;
  /** Leader epoch of the source's last copied batch, -1 when there is none: the source checks it on each fetch. */
  readonly sourceEpoch: number;
}

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * One partition on its way: which offsets are fetched, queued, in flight and confirmed. Pure bookkeeping, no I/O:
 * the copier feeds it fetched records, takes batches to send, and tells it the answers.
 *
 *   copiedTo ≤ (in flight) ≤ sendFrom ≤ (queued) ≤ fetchFrom
 */
export class PartitionCopy implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly #ids: ProducerIdMap;
  readonly #filler: FillerSource;
  /** Batches from this source offset on are tail: idempotent ones go over verbatim. */
  readonly #tailFrom: bigint;

  phase: PartitionPhase = 'waiting';
  error: CodedError | undefined;
  /** Confirmed by the target up to here (exclusive). */
  copiedTo = 0n;
  /** Offset of the next batch to queue. */
  fetchFrom = 0n;
  /** The source's high watermark as last seen. */
  sourceEnd = 0n;
  /** Where this copy ends, if it does. */
  readonly stopAt: bigint | undefined;
  sourceEpoch = -1;
  mode: WriteMode = 'own';
  queuedBytes = 0;
  copiedBytes = 0;
  copiedRecords = 0;
  recoveries = 0;
  /** Recoveries since the target last confirmed something. */
  failedRounds = 0;
  /** Since when nothing succeeded (`performance.now()`), undefined while all is well. */
  failingSince: number | undefined;
  lastFailure: string | undefined;
  /** The target's log still has to be cut to start here. */
  pendingStart: bigint | undefined;
  /** Counts restarts: an answer to a batch of an earlier round is none of this round's business. */
  round = 0;

  readonly #queue: CopyBatch[] = [];
  readonly #inFlight: CopyBatch[] = [];
  #sendFrom = 0n;
  #fillTo = 0n;
  #fillTimestamp = 0n;
  #sourceStart = 0n;

  constructor(
    where: TopicPartition,
    ids: ProducerIdMap,
    filler: FillerSource,
    limits: { readonly tailFrom: bigint; readonly stopAt: bigint | undefined },
  ) {
    this.topic = where.topic;
    this.partition = where.partition;
    this.#ids = ids;
    this.#filler = filler;
    this.#tailFrom = limits.tailFrom;
    this.stopAt = limits.stopAt;
  }

  /** Starts a round at a position found on both logs; nothing may be queued or in flight. */
  startAt(position: CopyPosition): void {
    this.round += 1;
    this.copiedTo = position.offset;
    this.#sendFrom = position.offset;
    this.#fillTo = position.fillTo;
    this.#fillTimestamp = position.fillTimestamp;
    this.#sourceStart = position.sourceStart;
    this.fetchFrom = later(position.fillTo, position.offset);
    this.sourceEpoch = position.sourceEpoch;
    this.mode = position.mode;
    this.pendingStart = position.logStart;
    this.phase = position.offset < position.fillTo ? 'filling' : 'copying';
    this.#noteReached();
  }

  get isActive(): boolean {
    return this.phase === 'filling' || this.phase === 'copying';
  }

  get inFlightCount(): number {
    return this.#inFlight.length;
  }

  /**
   * The offset to ask the source for. The batch at the log start may begin before it: it is copied whole, but can
   * only be asked for by an offset that the log still has.
   */
  get readFrom(): bigint {
    return later(this.fetchFrom, this.#sourceStart);
  }

  /** Whether a fetch for it makes sense, given how many bytes it may hold. */
  wantsFetch(queueLimit: number): boolean {
    return (
      this.phase === 'copying' &&
      this.queuedBytes < queueLimit &&
      (this.stopAt === undefined || this.fetchFrom < this.stopAt)
    );
  }

  /**
   * Queues the batches of a fetch answer for `readFrom`; gives the bytes queued. A batch that cannot be copied
   * stops the partition in front of it.
   */
  accept(records: Buffer, lease: FrameLease): number {
    let queued = 0;
    for (const batch of scanBatches(records).batches) {
      if (batch.lastOffset < this.fetchFrom) continue;
      if (this.stopAt !== undefined && batch.baseOffset >= this.stopAt) break;
      const refusal = refusalOfBatch(this, batch, this.fetchFrom);
      if (refusal) {
        this.stop(refusal);
        break;
      }
      queued += this.#enqueue(batchBytes(records, batch), batch, lease);
    }
    this.queuedBytes += queued;
    return queued;
  }

  #enqueue(original: Buffer, batch: BatchHeader, frame: FrameLease): number {
    // A broker refuses append times from a client; the same times go over as the producer's.
    const reframed = batch.timestampType === 'LogAppendTime';
    const bytes = reframed ? withCreateTime(original) : original;
    const lease = reframed ? undefined : frame;
    lease?.hold();
    if (batch.baseOffset >= this.#tailFrom && batch.producerId >= 0n) this.mode = 'verbatim';
    const common = { baseOffset: 0n, partitionLeaderEpoch: -1, hasDeleteHorizon: false } as const;
    if (this.mode === 'own') {
      rewriteHeader(bytes, {
        ...common,
        producerId: this.#ids.own,
        producerEpoch: 0,
        baseSequence: sequenceAt(batch.baseOffset),
      });
    } else {
      rewriteHeader(bytes, { ...common, producerId: this.#ids.toTarget(batch.producerId) });
    }
    const nextOffset = batch.lastOffset + 1n;
    this.#queue.push({ bytes, baseOffset: batch.baseOffset, nextOffset, records: batch.recordCount, lease });
    this.fetchFrom = nextOffset;
    this.sourceEpoch = batch.partitionLeaderEpoch;
    return bytes.length;
  }

  /** The next batch to send now, or undefined when there is none or enough are in flight. */
  take(): CopyBatch | undefined {
    if (!this.isActive) return undefined;
    if (this.#inFlight.length >= (this.mode === 'own' ? MAX_IN_FLIGHT_OWN : 1)) return undefined;
    const batch = this.#sendFrom < this.#fillTo ? this.#nextFiller() : this.#queue.shift();
    if (batch === undefined) return undefined;
    this.#inFlight.push(batch);
    this.#sendFrom = batch.nextOffset;
    return batch;
  }

  #nextFiller(): CopyBatch {
    const baseOffset = this.#sendFrom;
    const { bytes, count } = this.#filler(this.#fillTo - baseOffset, this.#fillTimestamp);
    rewriteHeader(bytes, {
      producerId: this.#ids.filler,
      producerEpoch: 0,
      baseSequence: sequenceAt(baseOffset),
    });
    return { bytes, baseOffset, nextOffset: baseOffset + BigInt(count), records: 0, lease: undefined };
  }

  /**
   * The target has a batch of this round, at `offset` by its answer. Gives the bytes that this freed.
   * A different offset than the batch was meant for stops the partition: the copy diverged.
   */
  confirm(batch: CopyBatch, offset: bigint): number {
    const freed = this.settle(batch);
    if (offset !== batch.baseOffset) {
      this.stop(
        replicationErrors.REPLICATION_DIVERGED({
          topic: this.topic,
          partition: this.partition,
          expected: batch.baseOffset,
          actual: offset,
        }),
      );
      return freed;
    }
    this.copiedTo = batch.nextOffset;
    this.failedRounds = 0;
    if (batch.records > 0) {
      this.copiedBytes += batch.bytes.length;
      this.copiedRecords += batch.records;
    }
    this.failingSince = undefined;
    if (this.phase === 'filling' && this.copiedTo >= this.#fillTo) this.phase = 'copying';
    this.#noteReached();
    return freed;
  }

  /** Takes a batch out of flight without saying how it went; gives the bytes that this freed. */
  settle(batch: CopyBatch): number {
    const at = this.#inFlight.indexOf(batch);
    if (at >= 0) this.#inFlight.splice(at, 1);
    batch.lease?.release();
    if (batch.records === 0) return 0;
    this.queuedBytes -= batch.bytes.length;
    return batch.bytes.length;
  }

  /** Something failed in a way that passes: remembers since when, and why. */
  noteFailure(reason: string): void {
    this.failingSince ??= performance.now();
    this.lastFailure = reason;
  }

  /** The source had nothing more: without anything under way, whatever failed before is over. */
  noteCaughtUp(): void {
    if (this.#inFlight.length === 0 && this.#queue.length === 0) this.failingSince = undefined;
  }

  /** Ends this partition's copy for good; what is on the target stays there. */
  stop(error: CodedError): void {
    if (this.phase === 'stopped') return;
    this.phase = 'stopped';
    this.error = error;
  }

  /** Leaves the round until a place is found again; batches in flight are still answered. */
  suspend(): void {
    this.phase = 'recovering';
    this.fetchFrom = this.copiedTo;
  }

  /** Forgets the queued batches; gives their bytes. */
  dropQueue(): number {
    let dropped = 0;
    for (const { bytes, lease } of this.#queue.splice(0)) {
      dropped += bytes.length;
      lease?.release();
    }
    this.queuedBytes -= dropped;
    return dropped;
  }

  #noteReached(): void {
    if (this.isActive && this.stopAt !== undefined && this.copiedTo >= this.stopAt) {
      this.phase = 'reached';
      this.failingSince = undefined;
    }
  }
}
