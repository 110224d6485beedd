import { type BatchHeader, rewriteHeader, transactionEndOf } from '@mqferry/kafka';
import type { CopyBatch, CopyMarker } from './copy-step.ts';
import type { FillerSource } from './filler.ts';
import type { FrameLease } from './frame-lease.ts';
import { type FetchedBatch, mergeBatches } from './merge-batches.ts';
import {
  generationOf,
  inGeneration,
  isProducers,
  LAST_GENERATION,
  ofAnyGeneration,
  type ProducerIdMap,
  sequenceAfter,
  sequenceAt,
} from './producer-ids.ts';

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
   * Sequence number of the next batch under the copier's own id; undefined where the target takes any, as it knows
   * none; `unknown` where it does not tell, so that batches without a producer id stay without one.
   */
  readonly ownSequence: number | 'unknown' | undefined;
  /** Producers by their ids on the target that it knows from batches of theirs. */
  readonly known: readonly bigint[];
}

/** What the makers of all partitions have in common. */
export interface StepContext {
  readonly ids: ProducerIdMap;
  readonly filler: FillerSource;
}

type Producer = Pick<CopyBatch, 'producerId' | 'producerEpoch' | 'baseSequence'>;

/** Makes of the source's batches what is written to the target; one for each round of a partition. */
export class StepMaker {
  readonly #ids: ProducerIdMap;
  readonly #filler: FillerSource;
  readonly #tailFrom: bigint;
  readonly #coordinatorEpoch: number;
  #mode: WriteMode;
  #ownSequence: WritingSoFar['ownSequence'];
  readonly #known: Set<bigint>;
  /** Of producers that began anew, by the id of any generation. */
  readonly #generations = new Map<bigint, number>();

  /** Batches from the source offset `tailFrom` on are tail. Markers bear `coordinatorEpoch`. */
  constructor(
    { ids, filler }: StepContext,
    writing: WritingSoFar,
    tailFrom: bigint,
    coordinatorEpoch: number,
  ) {
    this.#ids = ids;
    this.#filler = filler;
    this.#tailFrom = tailFrom;
    this.#coordinatorEpoch = coordinatorEpoch;
    this.#mode = writing.mode;
    this.#ownSequence = writing.ownSequence;
    this.#known = new Set(writing.known);
    for (const id of writing.known) {
      const producer = ofAnyGeneration(id);
      const generation = Math.max(generationOf(id), this.#generations.get(producer) ?? 0);
      if (isProducers(id) && generation > 0) this.#generations.set(producer, generation);
    }
  }

  /** Whether a batch may go over under the copier's own id although it has a producer. */
  isBacklog({ baseOffset, isTransactional, isControl }: BatchHeader): boolean {
    return this.#mode === 'own' && baseOffset < this.#tailFrom && !isTransactional && !isControl;
  }

  /** Neighbours of the backlog as one batch; a single batch as it is, in the memory of its fetch answer. */
  batch(group: readonly FetchedBatch[], frame: FrameLease): CopyBatch {
    const [first, last] = [group[0]!.header, group.at(-1)!.header];
    const { baseOffset, isTransactional } = first;
    const hasProducer = first.producerId >= 0n && !this.isBacklog(first);
    if (hasProducer && !isTransactional) this.#mode = 'verbatim';
    // A broker refuses append times from a client; framed anew, the same times go over as the producer's.
    const framedAnew = group.length > 1 || first.timestampType === 'LogAppendTime';
    const bytes = framedAnew ? mergeBatches(group) : group[0]!.bytes;
    const lease = framedAnew ? undefined : frame;
    lease?.hold();
    const nextOffset = last.lastOffset + 1n;
    const records = Number(nextOffset - baseOffset);
    const verbatim = hasProducer || this.#ownSequence === 'unknown';
    const producer = verbatim ? this.#asProducer(first) : this.#asOwn(baseOffset, records);
    this.#known.add(producer.producerId);
    const outside = { baseOffset: 0n, partitionLeaderEpoch: -1, hasDeleteHorizon: false } as const;
    rewriteHeader(bytes, { ...outside, isTransactional, ...producer });
    const extent = { baseOffset, nextOffset, records, size: bytes.length };
    return { kind: 'batch', bytes, ...producer, isTransactional, ...extent, lease };
  }

  /**
   * The marker that a control batch stands for; undefined for another control batch. Of a producer that the target
   * does not know it ends nothing, and goes under the copier's id: the target would take it for the producer's
   * beginning, and refuse a batch of it with any sequence number but 0.
   */
  marker({ header, bytes }: FetchedBatch): CopyMarker | undefined {
    const end = transactionEndOf(bytes, header);
    const producerId = this.#onTarget(header.producerId);
    const { marker } = this.#ids;
    return (
      end && {
        kind: 'marker',
        ...(this.#known.has(producerId)
          ? { producerId, producerEpoch: header.producerEpoch }
          : { producerId: marker, producerEpoch: 0 }),
        committed: end === 'commit',
        coordinatorEpoch: this.#coordinatorEpoch,
        baseOffset: header.baseOffset,
        nextOffset: header.lastOffset + 1n,
        records: 0,
        size: header.size,
        lease: undefined,
      }
    );
  }

  /** As much filler as fits one batch from `from` on, at most up to `to`. */
  fill(from: bigint, to: bigint, timestamp: bigint): CopyBatch {
    const { bytes, count } = this.#filler(to - from, timestamp);
    const producer = { producerId: this.#ids.filler, producerEpoch: 0, baseSequence: sequenceAt(from) };
    rewriteHeader(bytes, producer);
    const extent = { baseOffset: from, nextOffset: from + BigInt(count), records: 0, size: 0 };
    return { kind: 'batch', bytes, ...producer, isTransactional: false, ...extent, lease: undefined };
  }

  /**
   * Lets a producer go on under a new id: the target refuses its sequence numbers, for it remembers more of it than
   * the source does. False when it has begun anew too often.
   */
  beginAnew(id: bigint): boolean {
    const generation = generationOf(id) + 1;
    this.#generations.set(ofAnyGeneration(id), generation);
    return generation <= LAST_GENERATION;
  }

  #asProducer({ producerId, producerEpoch, baseSequence }: BatchHeader): Producer {
    return { producerId: this.#onTarget(producerId), producerEpoch, baseSequence };
  }

  #onTarget(producerId: bigint): bigint {
    const mapped = this.#ids.toTarget(producerId);
    const generation = this.#generations.get(ofAnyGeneration(mapped));
    return generation === undefined ? mapped : inGeneration(mapped, generation);
  }

  #asOwn(baseOffset: bigint, records: number): Producer {
    const baseSequence = typeof this.#ownSequence === 'number' ? this.#ownSequence : sequenceAt(baseOffset);
    this.#ownSequence = sequenceAfter(baseSequence, records);
    return { producerId: this.#ids.own, producerEpoch: 0, baseSequence };
  }
}
