import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, int64, name, page, pageOf } from '../scalars.ts';
import { problem } from './problem.ts';

const count = z.int().min(0);
const topicName = z
  .string()
  .max(249)
  .regex(/^(?!\.{1,2}$)[\w.-]+$/u);
/** A CEL expression over the members of a record that gives true or false. */
const expression = z.string().min(1).max(4_000);
const onFilterError = z.enum(['stop', 'skip']);
const bytesPerSecond = z.int().positive().nullable();
const partition = z.int().min(0).max(1_000_000);

/** Where each partition is read from; `latest` is settled when the dump is first started, and never again. */
const dumpStart = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('earliest') }),
  z.strictObject({ at: z.literal('latest') }),
  /** The first record of each partition that is not older. */
  z.strictObject({ at: z.literal('timestamp'), timestamp: instant }),
  /** Partitions that are not named begin at their earliest record. */
  z.strictObject({
    at: z.literal('offsets'),
    offsets: z
      .array(z.strictObject({ partition, offset: int64 }))
      .min(1)
      .max(10_000),
  }),
]);

/** Null: tried for ever. The time between attempts doubles from one to the other. */
const retries = z.strictObject({
  attempts: z.int().min(1).max(1_000_000).nullable().default(null),
  firstMs: z.int().min(100).max(600_000).default(1_000),
  longestMs: z.int().min(100).max(3_600_000).default(60_000),
});

const settings = {
  name,
  sourceId: id,
  sourceTopic: topicName,
  targetId: id,
  targetTopic: topicName,
  /** How the target topic is made where there is none; null: it has to be there. */
  create: z
    .strictObject({
      partitions: z.int().min(1).max(100_000),
      /** Null: what the target has for new topics. */
      replicationFactor: z.int().min(1).max(1_000).nullable().default(null),
    })
    .nullable(),
  start: dumpStart,
  /** Null: every record. */
  filter: z.strictObject({ expression, onError: onFilterError }).nullable(),
  /**
   * Which partition a record goes to. `keep`: the one with the same number; `key`: by its key, as Java's default
   * partitioner does it, those without a key in turn.
   */
  partitioning: z.enum(['keep', 'key']),
  /** Records in a transaction at most. */
  batchRecords: z.int().min(1).max(100_000),
  bytesPerSecond,
  retries,
  /** `stopped`: it goes on with what comes; `now`: it is done at the ends that the source had when it was first started. */
  until: z.enum(['stopped', 'now']),
  /** Whether it goes on where the source has deleted records before they were read. */
  acceptGaps: z.boolean(),
} as const;

const action = z.enum(['startDump', 'pauseDump', 'resumeDump', 'deleteDump']);

/** A standing copy of one topic to another, as it is wanted and as it is. What is not known is null. */
export const dump = z.strictObject({
  id,
  ...settings,
  revision: z.int(),
  createdBy: name,
  createdAt: instant,
  /** `created`: never started; `retrying`: an attempt has failed, and the next one comes; `failed`: it waits for a person. */
  state: z.enum(['created', 'starting', 'running', 'paused', 'retrying', 'failed', 'done']),
  /** Why it is retrying or failed. */
  problem: problem.nullable(),
  /** Attempts in a row that have failed. */
  failedAttempts: count,
  nextAttemptAt: instant.nullable(),
  /** Since it was first started, as the target has it; null before it was read there. */
  counts: z
    .strictObject({
      read: int64,
      written: int64,
      /** Left out by the filter. */
      filtered: int64,
      /** Left out because the filter could not be evaluated. */
      skipped: int64,
      /** Deleted by the source before they were read: offsets. */
      lost: int64,
    })
    .nullable(),
  /** Offsets between where it is and where the source ends. */
  lag: int64.nullable(),
  /** How old the record is that was read last, while there is more to read; 0 where there is not. */
  lagMs: z.number().nullable(),
  recordsPerSecond: z.number().nullable(),
  bytesPerSecondNow: z.number().nullable(),
  /** When the counts were told. */
  asOf: instant.nullable(),
  actions: z.array(z.strictObject({ action, reason: problem.nullable() })),
});

const dumpLogEntry = z.strictObject({
  id: z.int(),
  at: instant,
  type: z.enum([
    'created',
    'changed',
    'started',
    'running',
    'paused',
    'resumed',
    'failed',
    'retrying',
    'skipped',
    'gap',
    'target-created',
    'source-grown',
    'done',
  ]),
  details: z.record(z.string(), z.json()),
});

const preview = z.string().nullable();

/** What a filter makes of records that a topic has now. */
const filterTest = z.strictObject({
  tested: count,
  kept: count,
  filtered: count,
  failed: count,
  records: z.array(
    z.strictObject({
      partition,
      offset: int64,
      timestamp: instant.nullable(),
      /** The first characters; null: there is none. */
      key: preview,
      value: preview,
      outcome: z.enum(['kept', 'filtered', 'failed']),
      problem: problem.nullable(),
    }),
  ),
});

/** What starting, pausing, resuming and deleting take. */
export const dumpOperations = [
  /** Makes the target topic where that is asked for, and copies from the start position on. */
  z.strictObject({ operation: z.literal('startDump'), dumpId: id }),
  /** Ends after the transaction under way; it goes on there. */
  z.strictObject({ operation: z.literal('pauseDump'), dumpId: id }),
  /** Also what has failed. */
  z.strictObject({ operation: z.literal('resumeDump'), dumpId: id }),
  /** Forgets the dump and its positions on the target; the records stay. */
  z.strictObject({ operation: z.literal('deleteDump'), dumpId: id }),
] as const;

const byId = z.strictObject({ id });

export const dumpRoutes = {
  listDumps: route({
    method: 'GET',
    path: '/api/dumps',
    role: 'viewer',
    summary: 'Dump tasks in order of name.',
    query: page,
    answer: pageOf(dump),
  }),
  createDump: route({
    method: 'POST',
    path: '/api/dumps',
    role: 'operator',
    summary: 'Makes a dump task, stopped; nothing is copied before it is started.',
    body: z.strictObject({
      ...settings,
      create: settings.create.default(null),
      start: settings.start.default({ at: 'earliest' }),
      filter: settings.filter.default(null),
      partitioning: settings.partitioning.default('keep'),
      batchRecords: settings.batchRecords.default(5_000),
      bytesPerSecond: settings.bytesPerSecond.default(null),
      retries: settings.retries.default({ attempts: null, firstMs: 1_000, longestMs: 60_000 }),
      until: settings.until.default('stopped'),
      acceptGaps: settings.acceptGaps.default(false),
    }),
    answer: dump,
  }),
  getDump: route({
    method: 'GET',
    path: '/api/dumps/:id',
    role: 'viewer',
    summary: 'One dump task, as it is wanted and as it is.',
    params: byId,
    answer: dump,
  }),
  watchDump: route({
    method: 'GET',
    path: '/api/dumps/:id/watch',
    role: 'viewer',
    summary: 'The same as a stream of server-sent events: one now, and one whenever it has changed.',
    params: byId,
    answer: dump,
    streams: true,
  }),
  changeDump: route({
    method: 'PATCH',
    path: '/api/dumps/:id',
    role: 'operator',
    summary: 'Changes what may change of a dump task; it takes effect at once.',
    params: byId,
    body: z.strictObject({
      revision: z.int(),
      name: name.optional(),
      batchRecords: settings.batchRecords.optional(),
      bytesPerSecond: bytesPerSecond.optional(),
      retries: retries.optional(),
      onFilterError: onFilterError.optional(),
      acceptGaps: settings.acceptGaps.optional(),
    }),
    answer: dump,
  }),
  listDumpLog: route({
    method: 'GET',
    path: '/api/dumps/:id/log',
    role: 'viewer',
    summary: 'What happened to a dump task and why, the newest first.',
    params: byId,
    query: page,
    answer: pageOf(dumpLogEntry),
  }),
  testDumpFilter: route({
    method: 'POST',
    path: '/api/dumps/test-filter',
    role: 'operator',
    summary: 'Evaluates a filter on the newest records of a topic; nothing is written.',
    body: z.strictObject({
      clusterId: id,
      topic: topicName,
      expression,
      records: z.int().min(1).max(200).default(20),
    }),
    answer: filterTest,
  }),
};
