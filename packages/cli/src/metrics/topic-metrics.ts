import type { TopicStatus } from '@mqferry/replication';

/** A metric with one value for each topic; what is not known has none. */
export interface TopicMetric {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge';
  readonly value: (status: TopicStatus) => number | undefined;
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);

/** What is told of each topic, in base units and named after https://prometheus.io/docs/practices/naming/. */
export const TOPIC_METRICS: readonly TopicMetric[] = [
  {
    name: 'mqferry_copied_records_total',
    help: 'Records that the target has confirmed since this process started.',
    kind: 'counter',
    value: ({ copiedRecords }) => copiedRecords,
  },
  {
    name: 'mqferry_copied_bytes_total',
    help: 'Bytes of record batches, compressed as they are, that the target has confirmed since this process started.',
    kind: 'counter',
    value: ({ copiedBytes }) => copiedBytes,
  },
  {
    name: 'mqferry_lag_records',
    help: "Offsets up to the source's high watermark that the target does not have. Absent while a partition's place is unknown or the source was not seen for ten seconds.",
    kind: 'gauge',
    value: ({ lag }) => (lag === undefined ? undefined : Number(lag)),
  },
  {
    name: 'mqferry_lag_bytes',
    help: 'The lag in bytes, estimated from the mean size of what this process has copied of the topic. Absent before anything was copied.',
    kind: 'gauge',
    value: ({ lagBytes }) => lagBytes,
  },
  {
    name: 'mqferry_lag_seconds',
    help: 'Age, by its timestamp, of the oldest source record that the target does not have; 0 only when the target was seen to have all of them. Absent when unknown.',
    kind: 'gauge',
    value: ({ lagMs }) => seconds(lagMs),
  },
  {
    name: 'mqferry_recoveries_total',
    help: 'Times a partition had to find its place again after a fault.',
    kind: 'counter',
    value: ({ recoveries }) => recoveries,
  },
];

/** Where a partition may stand. */
export const PHASES = [
  'waiting',
  'filling',
  'copying',
  'recovering',
  'paused',
  'reached',
  'stopped',
] as const;

/** What may hold a copy back. */
export const THROTTLES = ['rate-limit', 'topic-rate-limit', 'source-quota', 'target-quota'] as const;
