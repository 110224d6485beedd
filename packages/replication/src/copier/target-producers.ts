import type { BatchHeader } from '@mqferry/kafka';
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

/** What the target knows of a producer, which need not be a mapped one. */
export interface KnownProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Of its last record; -1 when it knows it by a marker only. */
  readonly lastSequence: number;
  /** Of its last marker; absent or -1 when none is known. */
  readonly coordinatorEpoch?: number;
  /** Offset at which its open transaction began; undefined when it has none. */
  readonly transactionStart?: bigint | undefined;
}

/** The header fields by which the target recognises a batch. */
export interface BatchProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

/** The highest epoch under which a coordinator wrote markers of these producers; -1 when none did. */
export const highestCoordinatorEpoch = (known: readonly KnownProducer[] = []): number =>
  known.reduce((highest, { coordinatorEpoch = -1 }) => Math.max(highest, coordinatorEpoch), -1);

interface State {
  epoch: number;
  nextSequence: number;
}

/** Names producers on the target, and numbers what they write so that it takes it; one for each round of a partition. */
export class TargetProducers {
  readonly #ids: ProducerIdMap;
  readonly #states = new Map<bigint, State>();
  /** Of producers that began anew, by the id of any generation. */
  readonly #generations = new Map<bigint, number>();

  constructor(ids: ProducerIdMap, known: readonly KnownProducer[]) {
    this.#ids = ids;
    for (const { producerId, producerEpoch, lastSequence } of known) {
      const nextSequence = lastSequence < 0 ? 0 : sequenceAfter(lastSequence, 1);
      this.#states.set(producerId, { epoch: producerEpoch, nextSequence });
      const producer = ofAnyGeneration(producerId);
      const generation = Math.max(generationOf(producerId), this.#generations.get(producer) ?? 0);
      if (isProducers(producerId) && generation > 0) this.#generations.set(producer, generation);
    }
  }

  /** A batch under the copier's own id. The first one of all has its offset for its sequence. */
  own(baseOffset: bigint, records: number): BatchProducer {
    return this.#byOffset(this.#ids.own, baseOffset, records);
  }

  /** A batch of a mapped partition, by its offset on the target. */
  mapped(offset: bigint, records: number): BatchProducer {
    return this.#byOffset(this.#ids.mapped, offset, records);
  }

  /** The epoch under which mapped batches go on. */
  get mappedEpoch(): number {
    return this.#states.get(this.#ids.mapped)?.epoch ?? 0;
  }

  /** Mapped batches go on under a new epoch, which begins with number 0; what bears a former one is refused then. */
  beginMappedAnew(epoch: number): void {
    this.#states.set(this.#ids.mapped, { epoch, nextSequence: 0 });
  }

  /** A batch as its producer numbered it, which recognises its retries after a switch. */
  verbatim({ producerId, producerEpoch, baseSequence }: BatchHeader): BatchProducer {
    return { producerId: this.#onTarget(producerId), producerEpoch, baseSequence };
  }

  /**
   * A batch of a transaction, numbered without gaps, which differs from the source's numbers only where compaction or
   * retention took batches from between. A transactional producer is never recognised across a switch, for it begins
   * with an id of the new cluster.
   */
  transactional(header: BatchHeader, records: number): BatchProducer {
    const { producerEpoch, baseSequence } = header;
    const id = this.#onTarget(header.producerId);
    const state = this.#states.get(id) ?? { epoch: producerEpoch, nextSequence: baseSequence };
    // A new epoch begins with 0 (ProducerAppendInfo.checkSequence).
    if (producerEpoch > state.epoch) Object.assign(state, { epoch: producerEpoch, nextSequence: 0 });
    return this.#numbered(id, state, records);
  }

  /** A marker of its transaction's end. */
  marker({ producerId, producerEpoch }: BatchHeader): Omit<BatchProducer, 'baseSequence'> {
    const id = this.#onTarget(producerId);
    const state = this.#states.get(id);
    if (state === undefined || producerEpoch > state.epoch)
      this.#states.set(id, { epoch: producerEpoch, nextSequence: 0 });
    return { producerId: id, producerEpoch };
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

  #byOffset(id: bigint, offset: bigint, records: number): BatchProducer {
    const first = { epoch: 0, nextSequence: sequenceAt(offset) };
    return this.#numbered(id, this.#states.get(id) ?? first, records);
  }

  #numbered(producerId: bigint, state: State, records: number): BatchProducer {
    const { epoch: producerEpoch, nextSequence: baseSequence } = state;
    this.#states.set(producerId, { ...state, nextSequence: sequenceAfter(baseSequence, records) });
    return { producerId, producerEpoch, baseSequence };
  }

  #onTarget(producerId: bigint): bigint {
    const mapped = this.#ids.toTarget(producerId);
    const generation = this.#generations.get(ofAnyGeneration(mapped));
    return generation === undefined ? mapped : inGeneration(mapped, generation);
  }
}
