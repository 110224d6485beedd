import type { ProducerIdMap } from '../copier/producer-ids.ts';
import { type BatchProducer, type KnownProducer, TargetProducers } from '../copier/target-producers.ts';
import type { AnnouncedBatch, MapFile } from './map-file.ts';

/** How a mapped partition is written in one round: where records go on the target, and how batches are numbered. */
export class MappedRound {
  readonly file: MapFile;
  readonly #producers: TargetProducers;
  /** Batches of earlier rounds that may yet arrive over a dead connection, by where they begin on the target. */
  #pending: ReadonlyMap<bigint, readonly AnnouncedBatch[]>;
  readonly #pendingEnds: ReadonlySet<bigint>;
  #next: bigint;

  /** Begins at the target's log end, given what the target knows of producers. */
  constructor(file: MapFile, targetEnd: bigint, ids: ProducerIdMap, known: readonly KnownProducer[]) {
    const pending = file.startAt(targetEnd);
    this.file = file;
    this.#producers = new TargetProducers(ids, known);
    this.#pending = Map.groupBy(pending, ({ target }) => target);
    this.#pendingEnds = new Set(pending.map(({ sourceEnd }) => sourceEnd));
    this.#next = targetEnd;
  }

  /** Where the next record goes on the target. */
  get next(): bigint {
    return this.#next;
  }

  /** Whether a batch has to end in front of this offset of the source, as one that may yet arrive does. */
  endsAt(sourceOffset: bigint): boolean {
    return this.#pendingEnds.has(sourceOffset);
  }

  /**
   * Numbers the next batch, of so many records up to `sourceEnd`. The target takes a batch for the repetition of a late one
   * where both have the same numbers, so they must have the same records; they have, where as many are left of the same
   * stretch of the source. Where it is another stretch, for compaction took all of the late one's, the copier goes on
   * under a new epoch. With other numbers one of the two is refused.
   */
  number(records: number, sourceEnd: bigint): BatchProducer {
    const late = this.#pending.get(this.#next) ?? [];
    if (late.some((batch) => batch.count === BigInt(records) && batch.sourceEnd !== sourceEnd)) {
      this.#producers.beginMappedAnew();
      this.#pending = new Map();
    }
    const producer = this.#producers.mapped(this.#next, records);
    this.#next += BigInt(records);
    return producer;
  }
}
