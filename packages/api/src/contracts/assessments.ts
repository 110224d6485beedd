import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, name, page, pageOf } from '../scalars.ts';
import { problem } from './problem.ts';

const count = z.int().min(0);
const phrase = z.strictObject({ en: z.string(), zh: z.string() });
/** Large enough for any cluster, and exact in a JSON number. */
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
/** What comes out may be larger than what anybody has; then it is not exact. */
const reckoned = z.number().min(0);
const whole = z.int().min(0).max(1_000_000_000);
const share = z.number().min(0.1).max(1);

/**
 * What is taken of a broker of the target at most, and what the target has to bear. Bytes per second and bytes; what is
 * left out has its default, which the answer shows with where it comes from.
 */
export const targetLimits = z.strictObject({
  /** Copies of each partition. */
  replicationFactor: z.int().min(1).max(100).optional(),
  /** With so many brokers down, the others still bear everything. */
  brokersLost: z.int().min(0).max(100).optional(),
  writeBytesPerBroker: amount.min(1).optional(),
  networkBytesPerBroker: amount.min(1).optional(),
  coresPerBroker: z.int().min(1).max(10_000).optional(),
  /** What one core moves, in and out together. */
  bytesPerCore: amount.min(1).optional(),
  diskBytesPerBroker: amount.min(1).optional(),
  /** Replicas of partitions. */
  partitionsPerBroker: z.int().min(1).max(1_000_000).optional(),
  /** Of network, writes and CPU. */
  usableShare: share.optional(),
  usableDiskShare: share.optional(),
});

/**
 * What is known of the source without measuring, or beside it. What is left out is not known, which is not the same as 0.
 * `serverVersion` such as `2.8`. Bytes per second and bytes.
 */
export const assessmentAnswers = z.strictObject({
  serverVersion: z
    .string()
    .regex(/^\d{1,2}\.\d{1,2}(?:\.\d{1,3}){0,2}$/u)
    .optional(),
  /** Whether it moves out of a data centre of one's own. */
  fromOwnDataCentre: z.boolean().optional(),
  peakBytesIn: amount.optional(),
  meanBytesIn: amount.optional(),
  /** `total`: traffic is that of all brokers with its replication, and is divided by the replicas. */
  trafficIs: z.enum(['produced', 'total']).optional(),
  peakBytesOut: amount.optional(),
  /** What of the traffic goes over the internet. */
  publicBytes: amount.optional(),
  diskType: z.enum(['ssd', 'hdd']).optional(),
  /** Taken up, by all replicas. */
  diskUsedBytes: amount.optional(),
  brokers: whole.optional(),
  topics: whole.optional(),
  partitions: whole.optional(),
  /** Of the source. */
  replicationFactor: z.int().min(1).max(100).optional(),
  retentionMs: amount.optional(),
  largestMessageBytes: amount.optional(),
  transactions: z.boolean().optional(),
  compactedTopics: whole.optional(),
  acls: whole.optional(),
  scramUsers: whole.optional(),
  quotas: whole.optional(),
});

const origin = z.enum(['measured', 'answered', 'derived', 'unknown']);
const unit = z.enum([
  'bytes/s',
  'bytes',
  'records/s',
  'records',
  'count',
  'ms',
  'cores',
  'share',
  'text',
  'flag',
]);

/** A fact about the source. Null: unknown, never zero. */
const figure = z.strictObject({
  name: z.string(),
  label: phrase,
  unit,
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  /** The value as people read it. */
  shown: phrase,
  origin,
});

/** A step of the arithmetic: a quantity, how it comes about, and what comes out. */
const step = z.strictObject({
  name: z.string(),
  label: phrase,
  unit,
  /** In words, such as `peak traffic in × replicas`. */
  formula: phrase,
  /** The same with its figures; a question mark stands for what is unknown. */
  calculation: z.string(),
  inputs: z.array(z.strictObject({ name: z.string(), value: z.number().nullable() })),
  /** Null: something that it takes is unknown. */
  value: z.number().nullable(),
  shown: phrase,
});

const limit = z.strictObject({
  name: z.string(),
  label: phrase,
  unit,
  value: z.number(),
  shown: phrase,
  /** Whether it is the default. */
  isDefault: z.boolean(),
  /** Where the default comes from. */
  source: phrase,
});

/** The smallest target that fits. */
const recommendation = z.strictObject({
  /** Null: nothing that decides it is known. */
  brokers: reckoned.nullable(),
  /** False: something is unknown, so it may take more. */
  complete: z.boolean(),
  /** The step that takes so many; null: the replicas alone do, or nothing is known. */
  decidedBy: z.string().nullable(),
  controllers: count,
  replicationFactor: count,
  /** With all replicas. */
  partitions: reckoned.nullable(),
  /** What each broker has to have. */
  perBroker: z.strictObject({
    cores: reckoned.nullable(),
    diskBytes: reckoned.nullable(),
    networkInBytes: reckoned.nullable(),
    networkOutBytes: reckoned.nullable(),
    partitions: reckoned.nullable(),
  }),
  sentence: phrase,
});

const SEVERITIES = ['high', 'medium', 'low', 'info'] as const;

const risk = z.strictObject({
  code: z.string(),
  severity: z.enum(SEVERITIES),
  message: phrase,
  advice: phrase,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** A topic of the source, of those with the most traffic. */
const topicFigures = z.strictObject({
  topic: z.string(),
  partitions: count,
  /** Over the measurement. */
  records: reckoned.nullable(),
  bytes: reckoned.nullable(),
  /** Of all replicas. */
  diskBytes: reckoned.nullable(),
  cleanupPolicy: z.string().nullable(),
  retentionMs: z.number().nullable(),
});

const measurement = z.strictObject({
  startedAt: instant,
  /** When it ends by itself. */
  endsAt: instant,
  /** So often the cluster is asked. */
  intervalMs: count,
  samples: count,
  /** From the first sample to the last. */
  coveredMs: count,
  /** Exactly how many were written in that time, gaps included. */
  records: reckoned.nullable(),
  bytes: reckoned.nullable(),
  /** Times without samples: what was written then is counted, and its peak is not known. */
  gaps: z.array(z.strictObject({ from: instant, to: instant })),
  /** Over time, the highest of each stretch; null within gaps, and where it is not known. */
  traffic: z.array(
    z.strictObject({
      /** The end of the stretch. */
      at: instant,
      bytesPerSecond: z.number().nullable(),
      recordsPerSecond: z.number().nullable(),
    }),
  ),
  /** Why the last attempt failed, if it did. */
  problem: problem.nullable(),
});

const state = z.enum(['running', 'done', 'stopped', 'failed']);

const fields = {
  id,
  name: name.nullable(),
  way: z.enum(['measured', 'answers']),
  /** Null of answers; its name is null when it was forgotten since. */
  cluster: z.strictObject({ id, name: z.string().nullable() }).nullable(),
  state,
  createdBy: name,
  createdAt: instant,
  endedAt: instant.nullable(),
} as const;

const summary = z.strictObject({
  ...fields,
  endsAt: instant.nullable(),
  /** Of the recommendation. */
  brokers: reckoned.nullable(),
  complete: z.boolean(),
  risks: z.strictObject({ high: count, medium: count, low: count, info: count }),
});

/** What a source is like, the smallest target for it, and what to mind. */
export const assessment = z.strictObject({
  ...fields,
  answers: assessmentAnswers,
  measurement: measurement.nullable(),
  figures: z.array(figure),
  limits: z.array(limit),
  steps: z.array(step),
  recommendation,
  /** The most severe first. */
  risks: z.array(risk),
  topics: z.array(topicFigures),
});

const byId = z.strictObject({ id });
export const assessmentRoutes = {
  listAssessments: route({
    method: 'GET',
    path: '/api/assessments',
    role: 'viewer',
    summary: 'Assessments, the newest first.',
    query: page,
    answer: pageOf(summary),
  }),
  createAssessment: route({
    method: 'POST',
    path: '/api/assessments',
    role: 'operator',
    summary: 'Assesses a source: measures it for a time, in the background, or goes by answers.',
    body: z.strictObject({
      name: name.optional(),
      /** Absent: it goes by answers alone. A minute to a week. */
      measure: z.strictObject({ clusterId: id, seconds: z.int().min(60).max(604_800) }).optional(),
      answers: assessmentAnswers.default({}),
      limits: targetLimits.default({}),
    }),
    answer: assessment,
  }),
  getAssessment: route({
    method: 'GET',
    path: '/api/assessments/:id',
    role: 'viewer',
    summary: 'One assessment; while it is measured, by what is known until now.',
    params: byId,
    answer: assessment,
  }),
  watchAssessment: route({
    method: 'GET',
    path: '/api/assessments/:id/watch',
    role: 'viewer',
    summary: 'The same as a stream of server-sent events: one now, and one whenever it has changed.',
    params: byId,
    answer: assessment,
    streams: true,
  }),
  getAssessmentMarkdown: route({
    method: 'GET',
    path: '/api/assessments/:id/markdown',
    role: 'viewer',
    summary: 'The same as a document.',
    params: byId,
    query: z.strictObject({ language: z.enum(['en', 'zh']).default('en') }),
    answer: z.strictObject({ markdown: z.string() }),
  }),
  updateAssessment: route({
    method: 'PATCH',
    path: '/api/assessments/:id',
    role: 'operator',
    summary: 'Reckons anew with other answers or limits; what was measured stays.',
    params: byId,
    body: z.strictObject({ answers: assessmentAnswers.optional(), limits: targetLimits.optional() }),
    answer: assessment,
  }),
  stopAssessment: route({
    method: 'POST',
    path: '/api/assessments/:id/stop',
    role: 'operator',
    summary: 'Ends a measurement early; the result is of what was measured.',
    params: byId,
    answer: assessment,
  }),
  deleteAssessment: route({
    method: 'DELETE',
    path: '/api/assessments/:id',
    role: 'operator',
    summary: 'Forgets an assessment; one that is being measured ends.',
    params: byId,
  }),
};
