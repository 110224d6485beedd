/** What the demo consists of. The names are those of a shop, so that everybody sees at once what is what. */
export interface DemoTopic {
  readonly name: string;
  readonly partitions: number;
  /** Written before anything is copied, 1 KB each. */
  readonly records: number;
  readonly compression: 'lz4' | 'zstd' | 'snappy';
}

export const SOURCE_VERSION = '2.8.2';
export const TARGET_VERSION = '4.3.1';

/** The topic with a producer and a consumer at work. */
export const LIVE_TOPIC: DemoTopic = { name: 'orders', partitions: 6, records: 60_000, compression: 'lz4' };

export const TOPICS: readonly DemoTopic[] = [
  LIVE_TOPIC,
  { name: 'payments', partitions: 3, records: 60_000, compression: 'zstd' },
  { name: 'clicks', partitions: 6, records: 120_000, compression: 'snappy' },
];

export const RECORD_BYTES = 1_000;

/** The consumer group that reads the live topic. */
export const GROUP = 'billing';

/** Records a second of the live producer. */
export const LIVE_RATE = 200;
