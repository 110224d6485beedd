import { murmur2 } from './murmur2.ts';

/** Gives the target partition of a record. */
export type Partitioner = (partition: number, offset: bigint, key: Buffer | null) => number;

/** Records without a key that follow each other go to the same partition for so long. */
const STRETCH = 100n;

/** Every record goes to the partition with its own number. */
export const keepPartition: Partitioner = (partition) => partition;

/**
 * By key, as Java's default partitioner does it: equal keys go to the same partition, the one that a Java producer
 * would choose. Records without a key are spread evenly, by where they lie alone, so that reading them again gives the
 * same: where the source has at least as many partitions, each of those goes to one; else stretches go in turn.
 */
export const partitionByKey =
  (sourcePartitions: number, targetPartitions: number): Partitioner =>
  (partition, offset, key) => {
    if (key !== null) return (murmur2(key) & 0x7fffffff) % targetPartitions;
    if (sourcePartitions >= targetPartitions) return partition % targetPartitions;
    const turn = (offset / STRETCH) % BigInt(targetPartitions);
    return (partition + sourcePartitions * Number(turn)) % targetPartitions;
  };
