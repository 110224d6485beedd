import { type AbortedTransaction, type BatchHeader, rewriteHeader, transactionEndOf } from '@mqferry/kafka';
import type { CopyBatch, CopyBlank, CopyMarker } from './copy-step.ts';
import { withDecided, withUnseen } from './decided-transactions.ts';
import type { FillerSource } from './filler.ts';
import { areMergeable, type FetchedBatch, MERGED_BYTES, mergeBatches } from './merge-batches.ts';
import type { PartitionLimits } from './partition-limits.ts';
import { ofAnyGeneration, type ProducerIdMap, sequenceAt } from './producer-ids.ts';
import { type BatchProducer, type KnownProducer, TargetProducers } from './target-producers.ts';

/**
 * How batches of idempotent producers go to the target. `own`: under the copier's producer id, as those without one
 * do, which lets several be in flight and small ones be merged. `verbatim`: under their producer's mapped id, so that
 * the target knows each live producer's last sequences and recognises its retries after a switch. Transactions
 * always go verbatim.
 */
export type WriteMode = 'own' | 'verbatim';

/** How writing goes on from what the target already has. */
export interface WritingSoFar {
  readonly mode: WriteMode;
  /**
   * Producers the target knows in this partition; undefined where it does not tell (before 2.8), so that batches
   * without a producer id stay without one.
   */
  readonly known: readonly KnownProducer[] | undefined;
}

/** What the makers of all partitions have in common. */
export interface StepContext {
  readonly ids: ProducerIdMap;
  readonly filler: FillerSource;
}

/** How the makers of one partition's rounds work. */
export type MakerLimits = Pick<PartitionLimits, 'tailFrom' | 'transactions'>;

/** Markers of one producer in a row, in one request. */
const MARKERS_IN_A_ROW = 500;
/** Blanks in a row: as many as take less than a second. */
const BLANKS_IN_A_ROW = 100;

/** Makes of the source's batches what is written to the target; one for each round of a partition. */
export class StepMaker {
  readonly #ids: ProducerIdMap;
  readonly #filler: FillerSource;
  readonly #limits: MakerLimits;
  readonly #coordinatorEpoch: number;
  #mode: WriteMode;
  readonly #producers: TargetProducers;
  readonly #namesAll: boolean;
  /** Producers whose transactions the target has open, by their ids of the first generation. */
  readonly #open: Set<bigint>;

  /** Markers bear `coordinatorEpoch`. */
  constructor(
    { ids, filler }: StepContext,
    writing: WritingSoFar,
    limits: MakerLimits,
    coordinatorEpoch: number,
  ) {
    this.#ids = ids;
    this.#filler = filler;
    this.#limits = limits;
    this.#coordinatorEpoch = coordinatorEpoch;
    this.#mode = writing.mode;
    this.#producers = new TargetProducers(ids, writing.known ?? []);
    this.#namesAll = writing.known !== undefined;
    const open = (writing.known ?? []).filter(({ transactionStart }) => transactionStart !== undefined);
    this.#open = new Set(open.map(({ producerId }) => ofAnyGeneration(producerId)));
  }

  /**
   * The batches of a fetch answer, with those marked whose transactions the target need not know of. Of one that was
   * asked for what is committed the broker said what is `aborted`.
   */
  decide(batches: readonly FetchedBatch[], aborted: readonly AbortedTransaction[]): readonly FetchedBatch[] {
    if (this.#limits.transactions === 'committed') return withUnseen(batches, aborted);
    if (this.#limits.transactions === 'none' || !this.#namesAll) return batches;
    return withDecided(batches, this.#open, (producerId) => this.#ids.toTarget(producerId));
  }

  /** Whether a batch may go over under the copier's own id although it has a producer. */
  #isOwn({ header, isDecided }: FetchedBatch): boolean {
    const { baseOffset, isTransactional, isControl } = header;
    if (isTransactional || isControl) return isDecided === true && !isControl;
    return this.#mode === 'own' && baseOffset < this.#limits.tailFrom;
  }

  /** Whether a batch may go over in one step with its neighbours, which have so many bytes. */
  mayJoin(group: readonly FetchedBatch[], bytes: number, batch: FetchedBatch, mergeBelow: number): boolean {
    const neighbour = group.at(-1);
    if (neighbour === undefined) return true;
    if (batch.header.isControl || neighbour.header.isControl) {
      const areMarkers = batch.header.isControl && neighbour.header.isControl;
      return areMarkers && !!batch.isDecided && !!neighbour.isDecided && group.length < MARKERS_IN_A_ROW;
    }
    return (
      this.#isOwn(neighbour) &&
      this.#isOwn(batch) &&
      bytes + batch.header.size <= MERGED_BYTES &&
      areMergeable(neighbour.header, batch.header, mergeBelow)
    );
  }

  /** Neighbours that may join as one batch; a single batch as it is, in the memory where it lies. */
  batch(group: readonly FetchedBatch[]): CopyBatch {
    const [first, last] = [group[0]!.header, group.at(-1)!.header];
    const { baseOffset } = first;
    const isOwn = this.#isOwn(group[0]!);
    const isTransactional = first.isTransactional && !isOwn;
    const hasProducer = first.producerId >= 0n && !isOwn;
    if (hasProducer && !isTransactional) this.#mode = 'verbatim';
    // A broker refuses append times from a client; framed anew, the same times go over as the producer's.
    const framedAnew = group.length > 1 || first.timestampType === 'LogAppendTime';
    const timestamp = firstTimestamp(first);
    const bytes = framedAnew ? mergeBatches(group) : group[0]!.bytes;
    const lease = framedAnew ? undefined : group[0]!.lease;
    lease?.hold();
    const nextOffset = last.lastOffset + 1n;
    const records = Number(nextOffset - baseOffset);
    const producer = isTransactional
      ? this.#producers.transactional(first, records)
      : hasProducer || !this.#namesAll
        ? this.#producers.verbatim(first)
        : this.#producers.own(baseOffset, records);
    const outside = { baseOffset: 0n, partitionLeaderEpoch: -1, hasDeleteHorizon: false } as const;
    rewriteHeader(bytes, { ...outside, isTransactional, ...producer });
    const extent = { baseOffset, nextOffset, records, size: bytes.length };
    return { kind: 'batch', bytes, ...producer, isTransactional, ...extent, timestamp, lease };
  }

  /** The markers that control batches stand for, which may join; undefined for another control batch. */
  marker(group: readonly FetchedBatch[]): CopyMarker | undefined {
    const { header, bytes, isDecided } = group[0]!;
    const end = transactionEndOf(bytes, header);
    if (end === undefined) return undefined;
    const nextOffset = group.at(-1)!.header.lastOffset + 1n;
    const size = group.reduce((sum, batch) => sum + batch.header.size, 0);
    const producer = isDecided ? this.#standIn : this.#producers.marker(header);
    return {
      ...this.#markers(producer, end === 'commit', header.baseOffset, nextOffset, size),
      timestamp: header.maxTimestamp,
    };
  }

  /** Whose markers stand where the target has no transaction to end. */
  get #standIn(): Pick<CopyMarker, 'producerId' | 'producerEpoch'> {
    return { producerId: this.#ids.marker, producerEpoch: 0 };
  }

  /**
   * As many markers as fit one request, or blanks in a row, from `from` on and at most up to `to`, to stand where the
   * source has nothing to be seen.
   */
  hole(from: bigint, to: bigint): CopyMarker | CopyBlank {
    if (this.#limits.transactions === 'committed') return blanks(from, to);
    const most = BigInt(MARKERS_IN_A_ROW);
    const until = to - from > most ? from + most : to;
    return this.#markers(this.#standIn, false, from, until, 0);
  }

  #markers(
    producer: Pick<CopyMarker, 'producerId' | 'producerEpoch'>,
    committed: boolean,
    baseOffset: bigint,
    nextOffset: bigint,
    size: number,
  ): CopyMarker {
    const coordinatorEpoch = this.#coordinatorEpoch;
    const what = { committed, coordinatorEpoch, records: 0, timestamp: -1n, size, lease: undefined };
    return { kind: 'marker', ...producer, baseOffset, nextOffset, ...what };
  }

  /** As much filler as fits one batch from `from` on, at most up to `to`. */
  fill(from: bigint, to: bigint, timestamp: bigint): CopyBatch {
    const filler = { producerId: this.#ids.filler, producerEpoch: 0, baseSequence: sequenceAt(from) };
    return this.#fillAs(() => filler, from, to, timestamp);
  }

  /**
   * The same in place of records that are gone, behind others: like a batch without a producer of its own, for filler
   * by its id is taken for all that the target has.
   */
  fillGap(from: bigint, to: bigint, timestamp: bigint): CopyBatch {
    const asNobody = { producerId: -1n, producerEpoch: -1, baseSequence: -1 };
    const asOwn = (count: number) => (this.#namesAll ? this.#producers.own(from, count) : asNobody);
    return this.#fillAs(asOwn, from, to, timestamp);
  }

  #fillAs(
    producerOf: (count: number) => BatchProducer,
    from: bigint,
    to: bigint,
    timestamp: bigint,
  ): CopyBatch {
    const { bytes, count } = this.#filler(to - from, timestamp);
    const producer = producerOf(count);
    rewriteHeader(bytes, producer);
    const extent = { baseOffset: from, nextOffset: from + BigInt(count), records: 0, size: 0 };
    const what = { isTransactional: false, timestamp: -1n, lease: undefined };
    return { kind: 'batch', bytes, ...producer, ...what, ...extent };
  }

  /** See `TargetProducers.beginAnew`. */
  beginAnew(id: bigint): boolean {
    return this.#producers.beginAnew(id);
  }
}

const blanks = (from: bigint, to: bigint): CopyBlank => {
  const most = BigInt(BLANKS_IN_A_ROW);
  const nextOffset = to - from > most ? from + most : to;
  const nobody = { producerId: -1n, producerEpoch: -1 };
  const what = { records: 0, timestamp: -1n, size: 0, lease: undefined };
  return { kind: 'blank', baseOffset: from, nextOffset, ...nobody, ...what };
};

/** The time of a batch's first record, as far as its header tells; the cleaner may have put another time there. */
export const firstTimestamp = ({
  timestampType,
  hasDeleteHorizon,
  baseTimestamp,
  maxTimestamp,
}: BatchHeader): bigint =>
  timestampType === 'LogAppendTime' || hasDeleteHorizon ? maxTimestamp : baseTimestamp;
