import type { BatchHeader } from '@mqferry/kafka';
import type { ProducerIdMap } from '../copier/producer-ids.ts';
import { type BatchProducer, type KnownProducer, TargetProducers } from '../copier/target-producers.ts';
import { boundsOf, type MapFile } from './map-file.ts';

/** How a mapped partition is written in one round: where records go on the target, and how batches are numbered. */
export class MappedRound {
  readonly file: MapFile;
  readonly #producers: TargetProducers;
  /** Where batches of earlier rounds end that may yet arrive over a dead connection, and that the target would take. */
  #pending: readonly { readonly targetEnd: bigint; readonly sourceEnd: bigint }[];
  #next: bigint;

  /** Begins at the target's log end, given what the target knows of producers. */
  constructor(file: MapFile, targetEnd: bigint, ids: ProducerIdMap, known: readonly KnownProducer[]) {
    const pending = file.startAt(targetEnd);
    this.file = file;
    this.#producers = new TargetProducers(ids, known);
    this.#next = targetEnd;
    const { mappedEpoch } = this.#producers;
    const latest = Math.max(mappedEpoch, ...pending.map(({ epoch }) => epoch));
    this.#pending = pending.filter(({ epoch }) => epoch === mappedEpoch).map(boundsOf);
    // Nothing of the latest has come, so it begins with 0 whenever it does.
    if (latest > mappedEpoch) this.#beginAnew(latest + 1);
  }

  /** Where the next record goes on the target. */
  get next(): bigint {
    return this.#next;
  }

  /** Whether a batch has to end with this one of the source, as one that may yet arrive does. */
  endsIn({ baseOffset, lastOffset }: BatchHeader): boolean {
    return this.#pending.some(({ sourceEnd }) => sourceEnd > baseOffset && sourceEnd <= lastOffset + 1n);
  }

  /**
   * Numbers the next batch, of so many records up to `sourceEnd`. Where it ends on the target as a late one would, the
   * target takes it for the repetition of that one, or what follows for what follows that one; so both must have come
   * from the same stretch of the source. Where they have not, for compaction took records of it, the copier goes on under a
   * new epoch.
   */
  number(records: number, sourceEnd: bigint): BatchProducer {
    const targetEnd = this.#next + BigInt(records);
    if (this.#pending.some((late) => late.targetEnd === targetEnd && late.sourceEnd !== sourceEnd))
      this.#beginAnew(this.#producers.mappedEpoch + 1);
    const producer = this.#producers.mapped(this.#next, records);
    this.#next = targetEnd;
    return producer;
  }

  #beginAnew(epoch: number): void {
    this.#producers.beginMappedAnew(epoch);
    this.#pending = [];
  }
}
