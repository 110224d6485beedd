import { createHash } from 'node:crypto';

/**
 * Producer ids on the target. Brokers hand out ids from 0 upwards in blocks; ids from 2^60 on are handed out by
 * nobody, so what the copier writes there collides with no producer of the target, nor with producers of other
 * sources.
 *
 *   bits 40–59  the source cluster
 *   bits 36–39  generation: 0, or how often the producer began anew with the same id; 15: the copier's own ids
 *   bits 0–35   the producer id at the source
 */
const RESERVED_FROM = 1n << 60n;
const CLUSTER_SHIFT = 40n;
const GENERATION_SHIFT = 36n;
const LARGEST_LOCAL_ID = (1n << GENERATION_SHIFT) - 1n;
const GENERATION_MASK = 15n << GENERATION_SHIFT;
const COPIERS_GENERATION = 15;
/** The last generation a producer can have. */
export const LAST_GENERATION = COPIERS_GENERATION - 1;

/** Ids the copier uses for one source cluster. */
export interface ProducerIdMap {
  /** Under which batches of the backlog are written. */
  readonly own: bigint;
  /** Under which filler is written; nothing else ever bears it. */
  readonly filler: bigint;
  /** Under which mapped partitions are written; see docs/adr/0009. */
  readonly mapped: bigint;
  /** Under which markers are written that end no transaction, but stand where the source has nothing. */
  readonly marker: bigint;
  /** The id on the target of a producer of the source, first generation; one that was mapped before passes as it is. */
  toTarget(producerId: bigint): bigint;
  /** The id at the source of a producer of the target, whatever its generation; one that is not mapped passes as it is. */
  toSource(id: bigint): bigint;
  /** Whether an id of the target is one that batches of this source go over under. */
  isFromSource(id: bigint): boolean;
}

/** The map for a source; a cluster without an id (before 0.10.1) gets the map of the empty name. */
export const producerIdMap = (sourceClusterId: string | undefined): ProducerIdMap => {
  const cluster = BigInt(
    createHash('sha256')
      .update(sourceClusterId ?? '')
      .digest()
      .readUIntBE(0, 3) >> 4,
  );
  const base = RESERVED_FROM | (cluster << CLUSTER_SHIFT);
  return {
    own: inGeneration(base | 3n, COPIERS_GENERATION),
    mapped: inGeneration(base | 4n, COPIERS_GENERATION),
    filler: inGeneration(base | 2n, COPIERS_GENERATION),
    marker: inGeneration(base | 1n, COPIERS_GENERATION),
    toTarget: (producerId) => {
      if (producerId < 0n || producerId >= RESERVED_FROM) return producerId;
      if (producerId > LARGEST_LOCAL_ID) throw new RangeError(`producer id ${producerId} is out of range`);
      return base | producerId;
    },
    toSource: (id) =>
      isProducers(id) && id >> CLUSTER_SHIFT === base >> CLUSTER_SHIFT ? id & LARGEST_LOCAL_ID : id,
    isFromSource: (id) => id >> CLUSTER_SHIFT === base >> CLUSTER_SHIFT,
  };
};

/** A mapped id in another generation. */
export const inGeneration = (mapped: bigint, generation: number): bigint =>
  (mapped & ~GENERATION_MASK) | (BigInt(generation) << GENERATION_SHIFT);

/** The generation of a mapped id. */
export const generationOf = (mapped: bigint): number =>
  Number((mapped & GENERATION_MASK) >> GENERATION_SHIFT);

/** Whether an id of the target is that of a producer of some source, under which its batches went over. */
export const isProducers = (id: bigint): boolean =>
  id >= RESERVED_FROM && generationOf(id) !== COPIERS_GENERATION;

/** Whether an id is the copier's own, for whichever source: no user's producer bears it. */
export const isCopiersOwn = (id: bigint): boolean =>
  id >= RESERVED_FROM && generationOf(id) === COPIERS_GENERATION;

/** Names the producers of a cluster alike wherever their batches are now: there, or on a cluster they were copied to. */
export type ProducerNames = (producerId: bigint) => bigint;

/** The names for a cluster; ids that were mapped before pass, whichever cluster they come from. */
export const producerNames = (clusterId: string | undefined): ProducerNames => {
  const { toTarget } = producerIdMap(clusterId);
  return (producerId) => ofAnyGeneration(toTarget(producerId));
};

/** The id of a producer whatever its generation, for comparing both sides. */
export const ofAnyGeneration = (id: bigint): bigint => (isProducers(id) ? inGeneration(id, 0) : id);

const SEQUENCE_RANGE = 1n << 31n;

/**
 * The sequence number of the first batch written under one of the copier's own ids: its offset, modulo 2^31 (where
 * Kafka's sequence numbers wrap). A broker accepts a batch only when its sequence follows the last one, so, as long
 * as nobody else's batches come between, it accepts a batch only at the offset it is meant for, and takes the same
 * batch sent again, even by another process, for the duplicate it is.
 */
export const sequenceAt = (offset: bigint): number => Number(offset % SEQUENCE_RANGE);

/** The sequence number `count` records after another. */
export const sequenceAfter = (sequence: number, count: number): number =>
  sequenceAt(BigInt(sequence) + BigInt(count));
