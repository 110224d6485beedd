import { createHash } from 'node:crypto';

/**
 * Producer ids on the target. Brokers hand out ids from 0 upwards in blocks; ids from 2^60 on are handed out by
 * nobody, so what the copier writes there collides with no producer of the target, nor with producers of other
 * sources (20 bits name the source cluster).
 */
const RESERVED_FROM = 1n << 60n;
const CLUSTER_SHIFT = 40n;
const LARGEST_LOCAL_ID = (1n << CLUSTER_SHIFT) - 4n;

/** Ids the copier uses for one source cluster. */
export interface ProducerIdMap {
  /** Under which batches of the backlog are written. */
  readonly own: bigint;
  /** Under which filler is written; nothing else ever bears it. */
  readonly filler: bigint;
  /** Under which markers are written that end no transaction of which the target has records. */
  readonly marker: bigint;
  /** The id on the target of a producer of the source; an id that was mapped before passes as it is. */
  toTarget(producerId: bigint): bigint;
  /** Whether an id of the target is that of a producer of some source, which its batches went over under. */
  isProducers(producerId: bigint): boolean;
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
  const [marker, filler, own] = [1n, 2n, 3n].map((place) => base | (LARGEST_LOCAL_ID + place)) as [
    bigint,
    bigint,
    bigint,
  ];
  return {
    own,
    filler,
    marker,
    isProducers: (producerId) => producerId >= RESERVED_FROM && ![own, filler, marker].includes(producerId),
    toTarget: (producerId) => {
      if (producerId < 0n || producerId >= RESERVED_FROM) return producerId;
      if (producerId > LARGEST_LOCAL_ID) throw new RangeError(`producer id ${producerId} is out of range`);
      return base | producerId;
    },
  };
};

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
