import type { TopicStatus } from '../copier/copy-status.ts';
import type { VerifiedTopic } from '../verify/rolling-status.ts';

/** A metric with one value for each topic; what is not known has none. */
export interface TopicMetric<Status> {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge';
  readonly value: (status: Status) => number | undefined;
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);

/** What is told of each topic, in base units and named after https://prometheus.io/docs/practices/naming/. */
export const TOPIC_METRICS: readonly TopicMetric<TopicStatus>[] = [
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

/** What is told of each topic that a verification follows. */
export const VERIFICATION_METRICS: readonly TopicMetric<VerifiedTopic>[] = [
  {
    name: 'mqferry_verified_records_total',
    help: 'Records compared on both sides, also by earlier processes.',
    kind: 'counter',
    value: ({ records }) => records,
  },
  {
    name: 'mqferry_verification_lag_records',
    help: 'Offsets that are copied and not compared yet.',
    kind: 'gauge',
    value: ({ lag }) => Number(lag),
  },
  {
    name: 'mqferry_verification_age_seconds',
    help: 'Everything that was on the target so long ago is compared. Absent before that can be said.',
    kind: 'gauge',
    value: ({ ageMs }) => seconds(ageMs),
  },
  {
    name: 'mqferry_verification_differences',
    help: 'Records found to differ, at most ten of each partition.',
    kind: 'gauge',
    value: ({ differences }) => differences,
  },
  {
    name: 'mqferry_verification_skipped_records',
    help: 'Offsets that retention deleted before they were compared.',
    kind: 'gauge',
    value: ({ unverified }) => Number(unverified),
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
