import type { ProducerIdMap } from '../copier/producer-ids.ts';
import type { KnownProducer } from '../copier/target-producers.ts';
import { TargetProducers } from '../copier/target-producers.ts';
import type { MapFile } from './map-file.ts';

/** How a mapped partition is written in one round. */
export interface MappedRound {
  readonly file: MapFile;
  /** Where the next record goes on the target. */
  next: bigint;
  readonly producers: TargetProducers;
  /**
   * Where batches end at the source that were announced and may yet arrive over a dead connection. Batches of this
   * round end there too. So one that bears the numbers of such a late one, which the target takes for the same, is the
   * same: it has as many records of the same stretch of the source.
   */
  readonly pendingEnds: ReadonlySet<bigint>;
}

/** A round that begins at the target's log end, given what the target knows of producers. */
export const mappedRound = (
  file: MapFile,
  targetEnd: bigint,
  ids: ProducerIdMap,
  known: readonly KnownProducer[],
): MappedRound => ({
  file,
  next: targetEnd,
  producers: new TargetProducers(ids, known),
  pendingEnds: file.startAt(targetEnd),
});
