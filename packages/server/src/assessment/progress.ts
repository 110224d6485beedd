import type { Problem } from '@mqferry/api';
import type { Features } from '@mqferry/migration';
import type { PartitionReading, Reading } from './reading.ts';

/** How long a topic keeps its records. */
export interface Policy {
  /** As the cluster writes it; null: not told. */
  readonly cleanup: string | null;
  /** Null: without a limit, or not told. */
  readonly retentionMs: number | null;
  /** Of a partition; null: without a limit, or not told. */
  readonly retentionBytes: number | null;
}

/** What was written to a topic while it was measured. */
export interface TopicTotals {
  readonly records: number;
  /** Null: not known. */
  readonly bytes: number | null;
  /** Bytes of the log for each offset, by batches that were read; null: none were. */
  readonly perOffset: number | null;
}

/** What the next reading is compared to. */
export interface LastReading {
  readonly reading: Reading;
  readonly totals: ReadonlyMap<string, TopicTotals>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/** A topic of those with the most traffic. */
export interface MeasuredTopic {
  readonly topic: string;
  readonly partitions: number;
  readonly records: number;
  readonly bytes: number | null;
  readonly diskBytes: number | null;
  readonly cleanupPolicy: string | null;
  readonly retentionMs: number | null;
}

/** A stretch of time with the highest rates in it, a second; null in a gap, and where it is not known. */
export interface TrafficPoint {
  /** Its end, in milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number | null;
  readonly records: number | null;
}

/** What was measured until now. Moments are milliseconds since 1970; null is what is not known. */
export interface Measured {
  readonly startedAt: number | null;
  readonly lastAt: number | null;
  readonly samples: number;
  readonly records: number;
  readonly bytes: number | null;
  /** A second. */
  readonly peakBytes: number | null;
  readonly peakRecords: number;
  readonly consumedBytes: number | null;
  /** One copy when retention is full. */
  readonly fullCopyBytes: number | null;
  readonly largestMessage: number | null;
  /** Topics in which formats before v2 were seen. */
  readonly oldFormat: readonly string[];
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly traffic: readonly TrafficPoint[];
  readonly problem: Problem | null;
  readonly topics: readonly MeasuredTopic[];
  /** What was found of the cluster beside its traffic. */
  readonly figures: Readonly<Record<string, number | string | boolean>>;
  readonly features: Features;
}

/** Before anything was measured. */
export const NOTHING_MEASURED: Measured = {
  ...{ startedAt: null, lastAt: null, samples: 0, records: 0, bytes: 0, peakBytes: null, peakRecords: 0 },
  ...{ consumedBytes: 0, fullCopyBytes: null, largestMessage: null, oldFormat: [], gaps: [], problem: null },
  ...{ traffic: [], topics: [], figures: {}, features: {} },
};

const partitionOf = ([start, end, bytes]: readonly string[]): PartitionReading => ({
  ...{ start: BigInt(start!), end: BigInt(end!), bytes: bytes === '' ? undefined : Number(bytes) },
});

/** As JSON. */
export const encodeReading = ({ reading, totals, policies }: LastReading): string =>
  JSON.stringify({
    at: reading.at,
    topics: [...reading.topics].map(([topic, of]) => [
      topic,
      [...of].map(([partition, { start, end, bytes }]) => `${partition} ${start} ${end} ${bytes ?? ''}`),
    ]),
    committed: reading.committed
      ? [...reading.committed].map(([key, offset]) => [key, String(offset)])
      : undefined,
    totals: [...totals],
    policies: [...policies],
  });

interface EncodedReading {
  readonly at: number;
  readonly topics: readonly (readonly [string, readonly string[]])[];
  readonly committed?: readonly (readonly [string, string])[];
  readonly totals: readonly (readonly [string, TopicTotals])[];
  readonly policies: readonly (readonly [string, Policy])[];
}

/** The opposite of `encodeReading`. */
export const decodeReading = (text: string): LastReading => {
  const { at, topics, committed, totals, policies } = JSON.parse(text) as EncodedReading;
  const partitionsOf = (texts: readonly string[]) =>
    new Map(
      texts.map((each) => {
        const [partition, ...rest] = each.split(' ');
        return [Number(partition), partitionOf(rest)] as const;
      }),
    );
  return {
    reading: {
      at,
      topics: new Map(topics.map(([topic, texts]) => [topic, partitionsOf(texts)])),
      committed: committed && new Map(committed.map(([key, offset]) => [key, BigInt(offset)])),
    },
    totals: new Map(totals),
    policies: new Map(policies),
  };
};
