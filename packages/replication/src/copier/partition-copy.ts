import type { CodedError } from '@mqferry/core';
import {
  type BatchHeader,
  batchBytes,
  rewriteHeader,
  scanBatches,
  type TopicPartition,
} from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { refusalOfBatch } from './batch-gate.ts';
import type { PartitionPhase } from './copy-status.ts';
import type { FillerSource } from './filler.ts';
import type { FrameLease } from './frame-lease.ts';
import { areMergeable, type FetchedBatch, MERGED_BYTES, mergeBatches } from './merge-batches.ts';
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

/** Attempts that fail one after the other. */
export interface Failing {
  /** When the first one did (`performance.now()`). */
  readonly since: number;
  /** Why it did, which is nearer to the cause than what follows from it. */
  readonly first: string;
  readonly last: string;
}

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
  /** Neighbouring batches of the backlog smaller than this are merged, in bytes. */
  readonly #mergeBelow: number;

  phase: PartitionPhase = 'waiting';
  error: CodedError | undefined;
  /** Confirmed by the target up to here (exclusive). */
  copiedTo = 0n;
  /** Offset of the next batch to queue. */
  fetchFrom = 0n;
  /** The source's high watermark as last seen. */
  sourceEnd: bigint;
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
  /** Undefined while all is well. */
  failing: Failing | undefined;
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
    limits: { readonly tailFrom: bigint; readonly stopAt: bigint | undefined; readonly mergeBelow: number },
  ) {
    this.topic = where.topic;
    this.partition = where.partition;
    this.#ids = ids;
    this.#filler = filler;
    this.#tailFrom = limits.tailFrom;
    this.sourceEnd = limits.tailFrom;
    this.#mergeBelow = limits.mergeBelow;
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
    const before = this.queuedBytes;
    let group: FetchedBatch[] = [];
    let groupBytes = 0;
    let expected = this.fetchFrom;
    for (const header of scanBatches(records).batches) {
      if (header.lastOffset < expected) continue;
      if (this.stopAt !== undefined && header.baseOffset >= this.stopAt) break;
      const refusal = refusalOfBatch(this, header, expected);
      if (refusal) {
        this.stop(refusal);
        break;
      }
      const joins =
        this.#isBacklog(header) &&
        groupBytes + header.size <= MERGED_BYTES &&
        areMergeable(group.at(-1)?.header ?? header, header, this.#mergeBelow);
      if (!joins && group.length > 0) {
        this.#enqueue(group, lease);
        group = [];
        groupBytes = 0;
      }
      group.push({ header, bytes: batchBytes(records, header) });
      groupBytes += header.size;
      expected = header.lastOffset + 1n;
    }
    if (group.length > 0) this.#enqueue(group, lease);
    return this.queuedBytes - before;
  }

  #isBacklog({ baseOffset }: BatchHeader): boolean {
    return this.mode === 'own' && baseOffset < this.#tailFrom;
  }

  /** Queues neighbours as one batch; a single one as it is, in the memory of its fetch answer. */
  #enqueue(group: readonly FetchedBatch[], frame: FrameLease): void {
    const [first, last] = [group[0]!.header, group.at(-1)!.header];
    if (!this.#isBacklog(first) && first.producerId >= 0n) this.mode = 'verbatim';
    // A broker refuses append times from a client; framed anew, the same times go over as the producer's.
    const framedAnew = group.length > 1 || first.timestampType === 'LogAppendTime';
    const bytes = framedAnew ? mergeBatches(group) : group[0]!.bytes;
    const lease = framedAnew ? undefined : frame;
    lease?.hold();
    const own = {
      producerId: this.#ids.own,
      producerEpoch: 0,
      baseSequence: sequenceAt(first.baseOffset),
    };
    const original = {
      producerId: this.#ids.toTarget(first.producerId),
      producerEpoch: first.producerEpoch,
      baseSequence: first.baseSequence,
    };
    rewriteHeader(bytes, {
      baseOffset: 0n,
      partitionLeaderEpoch: -1,
      hasDeleteHorizon: false,
      ...(this.mode === 'own' ? own : original),
    });
    const nextOffset = last.lastOffset + 1n;
    const records = Number(nextOffset - first.baseOffset);
    this.#queue.push({ bytes, baseOffset: first.baseOffset, nextOffset, records, lease });
    this.queuedBytes += bytes.length;
    this.fetchFrom = nextOffset;
    this.sourceEpoch = last.partitionLeaderEpoch;
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
    this.failing = undefined;
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
    this.failing = { since: performance.now(), first: reason, ...this.failing, last: reason };
  }

  /** The source had nothing more: without anything under way, whatever failed before is over. */
  noteCaughtUp(): void {
    if (this.#inFlight.length === 0 && this.#queue.length === 0) this.failing = undefined;
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
      this.failing = undefined;
    }
  }
}
