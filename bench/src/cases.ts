import type { Factor } from './clusters.ts';
import type { Goals } from './comparison.ts';
import { type ProducerSettings, writeRecords } from './load.ts';
import { writeTransactions } from './transactional-load.ts';
import type { RecordShape, WriteLoad } from './write-load.ts';

/** One kind of data to copy, and what is required of the comparison. */
export interface BenchCase extends RecordShape {
  readonly id: string;
  /** What is copied, in a few words. */
  readonly title: string;
  readonly partitions: number;
  /** Of the full measurement. */
  readonly records: number;
  /** Whether there are transactions, of which a reader is to see the committed ones only. */
  readonly transactional: boolean;
  /** Whether MirrorMaker 2 is shown with a small heap as well. */
  readonly smallHeap?: boolean;
  readonly write: WriteLoad;
  /** Least of the medians, by replication factor; nothing may be slower than MirrorMaker 2. */
  readonly goals: Readonly<Record<Factor, Goals>>;
}

const NOT_SLOWER: Readonly<Record<Factor, Goals>> = { 1: { rate: 1 }, 3: { rate: 1 } };
/** What most cases have in common. */
const usual = {
  partitions: 6,
  recordBytes: 1024,
  compression: 'lz4',
  transactional: false,
  goals: NOT_SLOWER,
} as const;

const performance =
  (settings: ProducerSettings): WriteLoad =>
  (cluster, topic, records, shape) =>
    writeRecords(cluster, topic, records, shape, settings);

const transactions =
  (recordsEach: number): WriteLoad =>
  (cluster, topic, records, { recordBytes }) =>
    writeTransactions(cluster, topic, records, { recordBytes, recordsEach });

/** The Java producer's default. */
const DEFAULT_BATCH = { batchBytes: 16_384 };
const SINGLE_RECORDS = { ...usual, records: 500_000, goals: { 1: { rate: 1.5 }, 3: { rate: 1 } } };

/** Every case, in the order in which it is measured. */
export const CASES: readonly BenchCase[] = [
  {
    ...usual,
    ...{ id: 'bulk', title: '1 KB records, lz4', records: 3_000_000 },
    write: performance(DEFAULT_BATCH),
    smallHeap: true,
    goals: { 1: { rate: 3, cpu: 10, memory: 10 }, 3: { rate: 1.5 } },
  },
  {
    ...usual,
    ...{ id: 'uncompressed', title: '1 KB records, not compressed', records: 3_000_000, compression: 'none' },
    write: performance(DEFAULT_BATCH),
  },
  {
    ...usual,
    ...{
      id: 'small-records',
      title: '100-byte records in large batches',
      records: 10_000_000,
      recordBytes: 100,
    },
    write: performance({ batchBytes: 262_144, lingerMs: 100 }),
  },
  {
    ...SINGLE_RECORDS,
    ...{ id: 'single-records', title: 'one record a batch' },
    write: performance({ batchBytes: 0, idempotent: false }),
  },
  {
    ...SINGLE_RECORDS,
    ...{ id: 'single-idempotent', title: 'one record a batch, idempotent producer' },
    write: performance({ batchBytes: 0, idempotent: true }),
  },
  {
    ...usual,
    ...{ id: 'many-partitions', title: '200 partitions', records: 2_000_000, partitions: 200 },
    write: performance(DEFAULT_BATCH),
  },
  {
    ...usual,
    ...{ id: 'transactions', title: 'transactions of 100 records', records: 1_000_000, transactional: true },
    write: transactions(100),
  },
  {
    ...usual,
    ...{ id: 'tiny-transactions', title: 'transactions of one record', records: 60_000, transactional: true },
    write: transactions(1),
  },
];
