import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, int64, name, page, pageOf, pattern, phrase } from '../scalars.ts';
import { problem } from './problem.ts';

const bytesPerSecond = z.int().positive().nullable();
const count = z.int().min(0);
const configs = z.record(z.string(), z.string().nullable());

/** What of the source is moved; patterns match whole names. */
export const selection = z.strictObject({
  /** All but internal ones when absent. */
  topics: pattern.optional(),
  exclude: pattern.optional(),
  /** Consumer groups whose offsets go along; none when absent. */
  groups: pattern.optional(),
  /** Topics of which records may be missing that the source deleted before they were copied. */
  acceptGaps: pattern.optional(),
  /** Topics that may be copied with a map of offsets. */
  mapped: pattern.optional(),
  /** Holes of a topic that are filled at most. */
  mostHoles: int64.optional(),
});
export type SelectionText = z.output<typeof selection>;

/** What can be done with a migration as a whole. */
export const migrationAction = z.enum(['start', 'pause', 'resume', 'stop', 'complete', 'delete']);

/** An action, and why it is not possible now. */
const nextStep = z.strictObject({ action: migrationAction, blockedBy: problem.nullable() });

/** Kinds of advice, by which a client finds where it is followed. */
const ADVICE = [
  'completed',
  'error',
  'different',
  'stopped',
  'finishSwitch',
  'complete',
  'plan',
  'start',
  'switchRest',
  'resume',
  'preparing',
  'catchingUp',
  'verify',
  'switchFirst',
] as const;

const clusterRef = z.strictObject({ id, name });

export const migration = z.strictObject({
  id,
  name,
  source: clusterRef,
  target: clusterRef,
  selection,
  bytesPerSecond,
  intent: z.enum(['none', 'run', 'pause']),
  completed: z.boolean(),
  /** A change names the one that it was made to; to an older one it is refused. */
  revision: z.int(),
  createdAt: instant,
  /** What it looks like now, on its three axes. */
  sentence: z.strictObject({ copy: phrase, verification: phrase, traffic: phrase }),
  /** What has ended the copy, if anything has. */
  error: problem.nullable(),
  /** What to do next. */
  advice: z.strictObject({ id: z.enum(ADVICE), text: phrase }),
  /** Every action, with what is in its way. */
  next: z.array(nextStep),
  /** How many topics stand where. */
  topics: z.strictObject({
    total: count,
    inStep: count,
    stopped: count,
    verified: count,
    different: count,
    onTarget: count,
  }),
});

/** How a copy goes, as of a moment ago. */
export const copyRates = z.strictObject({
  at: instant,
  /** Since the copy was started last. */
  copiedRecords: count,
  copiedBytes: count,
  /** Over the last seconds; null before there are two measurements. */
  recordsPerSecond: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  /** Records that the other side does not have yet. */
  lag: int64,
  /** How long ago the oldest of them was written, in milliseconds; null: unknown. */
  lagMs: z.number().nullable(),
  throttledBy: z.enum(['rate-limit', 'topic-rate-limit', 'source-quota', 'target-quota']).nullable(),
  /** How often a partition had to find its place again after a fault. */
  recoveries: count,
});

/** What a person who watches a migration is told: anew whenever it changes, every second at most. */
export const migrationView = z.strictObject({
  migration,
  /** Null: it does not run. `back`: from the target to the source, after a switch. */
  copy: z.strictObject({ forward: copyRates.nullable(), back: copyRates.nullable() }),
});

const topicVerification = z.strictObject({
  state: z.enum(['none', 'running', 'equal', 'stale', 'different']),
  at: instant.nullable(),
  records: count,
  differences: count,
});

/** A topic of a migration on its three axes. What is not known is null, never zero. */
export const migrationTopic = z.strictObject({
  topic: z.string(),
  copy: z.enum(['not-begun', 'waiting', 'catching-up', 'in-step', 'paused', 'stopped']),
  copiedRecords: count.nullable(),
  copiedBytes: count.nullable(),
  lag: int64.nullable(),
  lagMs: z.number().nullable(),
  error: problem.nullable(),
  verification: topicVerification,
  traffic: z.enum(['on-source', 'moving', 'on-target']),
});

export const migrationEvent = z.strictObject({
  id: z.int(),
  at: instant,
  type: z.string(),
  details: z.record(z.string(), z.json()),
});

const heldConfig = z.strictObject({
  name: z.string(),
  during: z.string(),
  /** Null: the default. */
  after: z.string().nullable(),
  reason: z.enum(['timestamps', 'retention', 'batches', 'transactions', 'compaction']),
});

const clusterFacts = z.strictObject({
  clusterId: z.string().nullable(),
  brokers: count,
  usableBytes: int64.nullable(),
});

const topicPlan = z.strictObject({
  topic: z.string(),
  action: z.enum(['create', 'continue', 'recreate']),
  mode: z.enum(['mirror', 'identity', 'mapped', 'refused']),
  refusal: problem.nullable(),
  mappedBecause: problem.nullable(),
  partitions: count,
  addedPartitions: count,
  replicationFactor: z.strictObject({ source: count, target: count }),
  cleanupPolicy: z.string(),
  transactions: z.enum(['none', 'mirror', 'committed']),
  recordsToCopy: int64,
  bytesToCopy: int64.nullable(),
  holes: int64,
  blanks: int64,
  /** Records given up because the source has deleted them. */
  gaps: int64,
  configs,
  held: z.array(heldConfig),
  notes: z.array(
    z.strictObject({
      name: z.string(),
      source: z.string().nullable(),
      target: z.string().nullable(),
      reason: z.enum([
        'unknown-on-target',
        'below-target-minimum',
        'above-target-replicas',
        'seen-by-holes',
        'names-source-brokers',
      ]),
    }),
  ),
});

/** All that starting a migration would do; making it changes nothing. */
export const migrationPlan = z.strictObject({
  /** Of what does not change while a source is written to. */
  hash: z.string(),
  madeAt: instant,
  source: clusterFacts,
  target: clusterFacts,
  topics: z.array(topicPlan),
  leftOut: z.array(z.string()),
  groups: z.array(z.string()),
  heldOnBrokers: z.array(heldConfig),
  refusals: z.array(problem),
  warnings: z.array(
    z.strictObject({
      code: z.string(),
      topic: z.string().nullable(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  /** Topics that move together, and what holds them together. */
  units: z.array(
    z.strictObject({
      topics: z.array(z.string()),
      bonds: z.array(
        z.strictObject({ kind: z.enum(['group', 'transactional-id', 'streams']), name: z.string() }),
      ),
    }),
  ),
});

/** A moment of a copy for charts; null where nothing is known of it. */
export const rateSample = z.strictObject({
  at: instant,
  recordsPerSecond: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
  lag: int64.nullable(),
});

const byId = z.strictObject({ id });

export const migrationRoutes = {
  listMigrations: route({
    method: 'GET',
    path: '/api/migrations',
    role: 'viewer',
    summary: 'Migrations in order of name.',
    query: page,
    answer: pageOf(migration),
  }),
  createMigration: route({
    method: 'POST',
    path: '/api/migrations',
    role: 'operator',
    summary: 'Makes a migration; nothing is done yet.',
    body: z.strictObject({
      name,
      sourceId: id,
      targetId: id,
      selection,
      bytesPerSecond: bytesPerSecond.default(null),
    }),
    answer: migration,
  }),
  getMigration: route({
    method: 'GET',
    path: '/api/migrations/:id',
    role: 'viewer',
    summary: 'One migration, as it is wanted and as it is, with how its copy goes.',
    params: byId,
    answer: migrationView,
  }),
  watchMigration: route({
    method: 'GET',
    path: '/api/migrations/:id/watch',
    role: 'viewer',
    summary: 'The same as a stream of server-sent events: one now, and one whenever it has changed.',
    params: byId,
    answer: migrationView,
    streams: true,
  }),
  changeMigration: route({
    method: 'PATCH',
    path: '/api/migrations/:id',
    role: 'operator',
    summary: 'Changes the name, the limit, or, while the copy does not run, the selection of a migration.',
    params: byId,
    body: z.strictObject({
      revision: z.int(),
      name: name.optional(),
      selection: selection.optional(),
      bytesPerSecond: bytesPerSecond.optional(),
    }),
    answer: migration,
  }),
  planMigration: route({
    method: 'POST',
    path: '/api/migrations/:id/plan',
    role: 'operator',
    summary: 'Looks at both clusters and tells what starting it would do.',
    params: byId,
    answer: migrationPlan,
  }),
  getMigrationPlan: route({
    method: 'GET',
    path: '/api/migrations/:id/plan',
    role: 'viewer',
    summary: 'The last plan of a migration, as of when it was made; nothing is looked at.',
    params: byId,
    answer: z.strictObject({
      /** Null: none was made yet. */
      plan: migrationPlan.nullable(),
      /** Whether the copy may still be started by it. */
      holds: z.boolean(),
    }),
  }),
  listMigrationTopics: route({
    method: 'GET',
    path: '/api/migrations/:id/topics',
    role: 'viewer',
    summary: 'The topics of a migration.',
    params: byId,
    query: page.extend({
      /** A part of the name. */
      search: z.string().max(249).optional(),
      copy: migrationTopic.shape.copy.optional(),
      verification: topicVerification.shape.state.optional(),
      traffic: migrationTopic.shape.traffic.optional(),
      sort: z.enum(['topic', 'lag', 'copiedBytes', 'copiedRecords']).default('topic'),
      order: z.enum(['ascending', 'descending']).default('ascending'),
    }),
    answer: pageOf(migrationTopic),
  }),
  listMigrationEvents: route({
    method: 'GET',
    path: '/api/migrations/:id/events',
    role: 'viewer',
    summary: 'What happened, the newest first.',
    params: byId,
    query: page,
    answer: pageOf(migrationEvent),
  }),
  listMigrationRates: route({
    method: 'GET',
    path: '/api/migrations/:id/rates',
    role: 'viewer',
    summary: 'How the copy went over the last hour, the oldest first.',
    params: byId,
    answer: z.array(rateSample),
  }),
};
