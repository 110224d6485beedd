import { type CodedError, codedErrorIn } from '@mqferry/core';
import type { AbortedTransaction, TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { MappedAnswer } from '../mapped/mapped-answer.ts';
import type { MappedRound } from '../mapped/mapped-round.ts';
import { AnswerSteps } from './answer-steps.ts';
import type { TransactionManner } from './batch-gate.ts';
import type { CopyPosition } from './copy-position.ts';
import type { PartitionPhase } from './copy-status.ts';
import { type CopyBatch, type CopyStep, mayFollow } from './copy-step.ts';
import type { Failing } from './failing.ts';
import type { FrameLease } from './frame-lease.ts';
import type { PartitionLimits } from './partition-limits.ts';
import { isProducers } from './producer-ids.ts';
import { type StepContext, StepMaker } from './step-maker.ts';
import { highestCoordinatorEpoch } from './target-producers.ts';

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Seconds since this moment, in milliseconds, fit an int32 for a long time; see `#coordinatorEpoch`. */
const EPOCHS_FROM_MS = 1_700_000_000_000;

/**
 * One partition on its way: which offsets are fetched, queued, in flight and confirmed. Pure bookkeeping, no I/O:
 * the copier feeds it fetched records, takes batches to send, and tells it the answers.
 *
 *   copiedTo ≤ (in flight) ≤ sendFrom ≤ (queued) ≤ fetchFrom
 */
export class PartitionCopy implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly #context: StepContext;
  #limits: PartitionLimits;

  phase: PartitionPhase = 'waiting';
  error: CodedError | undefined;
  /** Confirmed by the target up to here (exclusive). */
  copiedTo = 0n;
  /** Offset of the next batch to queue. */
  fetchFrom = 0n;
  /** The source's high watermark as last seen. */
  sourceEnd: bigint;
  /** When it was seen (`performance.now()`). */
  sourceEndAt = Number.NEGATIVE_INFINITY;
  /** Where this copy ends, if it does. */
  readonly stopAt: bigint | undefined;
  sourceEpoch = -1;
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
  /** Why it cannot go on as it is: the first transaction of this source, for which a way is to be found. */
  firstTransaction: CodedError | undefined;
  /** Counts restarts: an answer to a batch of an earlier round is none of this round's business. */
  round = 0;

  readonly #queue: CopyStep[] = [];
  readonly #inFlight: CopyStep[] = [];
  #nextFill: CopyBatch | undefined;
  #lastConfirmed: CopyStep | undefined;
  #steps: StepMaker;
  /** Undefined where records keep their offsets. */
  #mapped: MappedRound | undefined;
  /**
   * Higher in every round, also of other processes whose clocks differ: once a marker was written again, the target
   * refuses the first attempt that arrives late.
   */
  #coordinatorEpoch = 0;
  #outOfOrder: CopyStep | undefined;
  /** Producers, by their ids on the target, whose sequence numbers it refuses for good. */
  readonly #anew = new Set<bigint>();
  #sendFrom = 0n;
  #fillTo = 0n;
  #fillTimestamp = 0n;
  #fillsGap = false;
  #sourceStart = 0n;

  constructor(where: TopicPartition, context: StepContext, limits: PartitionLimits) {
    this.topic = where.topic;
    this.partition = where.partition;
    this.#context = context;
    this.#limits = limits;
    this.#steps = new StepMaker(context, { mode: 'own', known: [] }, limits, 0);
    this.sourceEnd = limits.tailFrom;
    this.stopAt = limits.stopAt;
  }

  /** Starts a round at a position found on both logs; nothing may be queued or in flight. */
  startAt(position: CopyPosition): void {
    this.round += 1;
    this.copiedTo = position.offset;
    this.#mapped = position.mapped;
    this.#sendFrom = position.offset;
    this.#fillTo = position.fillTo;
    this.#fillTimestamp = position.fillTimestamp;
    this.#fillsGap = position.gap !== undefined;
    this.#sourceStart = position.sourceStart;
    this.fetchFrom = later(position.fillTo, position.offset);
    this.sourceEpoch = position.sourceEpoch;
    this.#nextFill = undefined;
    this.#lastConfirmed = undefined;
    const used = Math.max(this.#coordinatorEpoch, highestCoordinatorEpoch(position.known));
    this.#coordinatorEpoch = Math.max(used + 1, Math.floor((Date.now() - EPOCHS_FROM_MS) / 1000));
    this.#steps = new StepMaker(this.#context, position, this.#limits, this.#coordinatorEpoch);
    const { topic, partition } = this;
    for (const producerId of this.#anew) {
      if (this.#steps.beginAnew(producerId)) continue;
      this.stop(replicationErrors.REPLICATION_PRODUCER_RESTARTS({ topic, partition, producerId }));
      return;
    }
    this.pendingStart = position.logStart;
    this.phase = position.offset < position.fillTo ? 'filling' : 'copying';
    this.#noteReached();
  }

  /** Transactions are carried over like this from the next round on. */
  carryTransactions(transactions: TransactionManner): void {
    this.#limits = { ...this.#limits, transactions };
    this.firstTransaction = undefined;
  }

  get transactions(): TransactionManner {
    return this.#limits.transactions;
  }

  /** Whether only what is committed is read of it. */
  get readsCommitted(): boolean {
    return this.isMapped || this.#limits.transactions === 'committed';
  }

  /** Whether the source's log may have holes. */
  get isCompacted(): boolean {
    return this.#limits.holes;
  }

  /** Whether it is copied with a map of offsets. */
  get isMapped(): boolean {
    return this.#limits.mapped ?? false;
  }

  get sourceTopicId(): string | undefined {
    return this.#limits.sourceTopicId;
  }

  get isActive(): boolean {
    return this.phase === 'filling' || this.phase === 'copying';
  }

  get hasQueued(): boolean {
    return this.#queue.length > 0;
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

  /** Whether there is something to fetch for it now, or there will be. */
  get hasMore(): boolean {
    if (this.phase === 'stopped' || this.phase === 'reached') return false;
    return this.stopAt === undefined || this.fetchFrom < this.stopAt;
  }

  /** Whether a fetch for it makes sense, given how many bytes it may hold. */
  wantsFetch(queueLimit: number): boolean {
    return this.phase === 'copying' && this.queuedBytes < queueLimit && this.hasMore;
  }

  /** Whether the target has all that was seen of the source. */
  get isAtTail(): boolean {
    return this.queuedBytes === 0 && this.fetchFrom >= this.sourceEnd;
  }

  /** The source's high watermark is there now. */
  seeEnd(highWatermark: bigint): void {
    this.sourceEnd = highWatermark;
    this.sourceEndAt = performance.now();
  }

  /** The timestamp of the next record that the target will get, as far as something was fetched of it. */
  get oldestTimestamp(): bigint | undefined {
    if (this.phase === 'filling') return this.#fillTimestamp < 0n ? undefined : this.#fillTimestamp;
    return [...this.#inFlight, ...this.#queue.slice(0, 1)].find(({ timestamp }) => timestamp >= 0n)
      ?.timestamp;
  }

  /**
   * Queues the batches of a fetch answer for `readFrom`; gives the bytes queued. A batch that cannot be copied stops
   * the partition in front of it; one of a transaction, where none was expected, is kept as `firstTransaction`. One that
   * cannot be read stops it as well, perhaps a few batches earlier. `knownEnd`: when the answer is empty, the log has
   * nothing up to there. `aborted`: what the broker said of it, asked for what is committed.
   */
  accept(
    records: Buffer,
    lease: FrameLease,
    knownEnd: bigint = 0n,
    aborted: readonly AbortedTransaction[] = [],
  ): number {
    const before = this.queuedBytes;
    const push = this.#push.bind(this);
    const answer = { records, lease, knownEnd, aborted };
    try {
      if (this.#mapped) {
        const steps = new MappedAnswer(this.#limits, this.#mapped, this.fetchFrom, push);
        this.fetchFrom = steps.make(answer, aborted);
        this.#noteSkipped();
      } else new AnswerSteps(this, this.#limits, this.#steps, this.fetchFrom, push).make(answer);
    } catch (error) {
      const coded = codedErrorIn(error);
      if (!coded) throw error;
      if (coded.code === 'REPLICATION_TRANSACTIONAL_TOPIC') this.firstTransaction = coded;
      else this.stop(coded);
    }
    return this.queuedBytes - before;
  }

  /** What was read behind the last step leaves nothing on the target: it is done with when that is. */
  #noteSkipped(): void {
    if (this.#queue.length === 0 && this.#inFlight.length === 0) this.copiedTo = this.fetchFrom;
    this.#noteReached();
  }

  #push(step: CopyStep, sourceEpoch: number = this.sourceEpoch): void {
    this.#queue.push(step);
    this.queuedBytes += step.size;
    this.fetchFrom = step.nextOffset;
    this.sourceEpoch = sourceEpoch;
  }

  /** What could be sent now; undefined when there is nothing or what is in flight has to be confirmed first. */
  next(): CopyStep | undefined {
    if (!this.isActive) return undefined;
    if (this.#sendFrom < this.#fillTo) {
      const [from, to] = [this.#sendFrom, this.#fillTo];
      this.#nextFill ??= this.#fillsGap
        ? this.#steps.fillGap(from, to, this.#fillTimestamp)
        : this.#steps.fill(from, to, this.#fillTimestamp);
    }
    const step = this.#nextFill ?? this.#queue[0];
    return step && mayFollow(this.#inFlight, step, this.#lastConfirmed) ? step : undefined;
  }

  /** Takes what `next` gave: it is being sent. */
  take(step: CopyStep): void {
    if (step === this.#nextFill) this.#nextFill = undefined;
    else this.#queue.shift();
    this.#inFlight.push(step);
    this.#sendFrom = step.nextOffset;
  }

  /**
   * The target has a step of this round, at `offset` by its answer, which does not tell it of a marker. Gives the
   * bytes that this freed. A different offset than the batch was meant for stops the partition: the copy diverged.
   */
  confirm(step: CopyStep, offset?: bigint): number {
    const freed = this.settle(step);
    const onTarget = step.kind === 'batch' ? step.onTarget : undefined;
    const expected = onTarget?.offset ?? step.baseOffset;
    if (offset !== undefined && offset !== expected) {
      const { topic, partition } = this;
      const offsets = { expected, actual: offset };
      this.stop(replicationErrors.REPLICATION_DIVERGED({ topic, partition, ...offsets }));
      return freed;
    }
    if (step.kind === 'batch') this.#lastConfirmed = step;
    this.copiedTo = step.nextOffset;
    this.failedRounds = 0;
    this.copiedBytes += step.size;
    this.copiedRecords += step.records;
    this.failing = undefined;
    if (this.phase === 'filling' && this.copiedTo >= this.#fillTo) this.phase = 'copying';
    if (onTarget) {
      this.#mapped?.file.confirmTo(onTarget.offset + BigInt(onTarget.count));
      this.#noteSkipped();
    }
    this.#noteReached();
    return freed;
  }

  /** Takes a step out of flight without saying how it went; gives the bytes that this freed. */
  settle(step: CopyStep): number {
    const at = this.#inFlight.indexOf(step);
    if (at >= 0) this.#inFlight.splice(at, 1);
    step.lease?.release();
    this.queuedBytes -= step.size;
    return step.size;
  }

  /**
   * The target refused the sequence number of a batch. Where that was the next one to confirm, and is so again after
   * a new start, the source has forgotten of its producer what the target remembers, and let it begin anew (brokers
   * before 2.4 forget with the log start, KAFKA-7190; all do after `producer.id.expiration.ms`): it gets a new id.
   */
  noteOutOfOrder(step: CopyStep): void {
    if (step.baseOffset !== this.copiedTo || !isProducers(step.producerId)) return;
    const { baseOffset, producerId } = this.#outOfOrder ?? {};
    if (baseOffset === step.baseOffset && producerId === step.producerId) this.#anew.add(step.producerId);
    this.#outOfOrder = step;
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
    for (const { size, lease } of this.#queue.splice(0)) {
      dropped += size;
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
