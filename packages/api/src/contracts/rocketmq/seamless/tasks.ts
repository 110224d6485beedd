import { z } from 'zod';
import { route } from '../../../route.ts';
import { id, instant, name, page, pageOf, phrase } from '../../../scalars.ts';
import { problem } from '../../problem.ts';
import { backlog, byTask, count, topicState, traffic } from './parts.ts';

const clusterRef = z.strictObject({ id, name: z.string().nullable() });

/** How gateways work: `route`: as name servers; `proxy`: all traffic of clients goes through them. */
const gatewayMode = z.enum(['route', 'proxy']);

/** `batches`: without gateways; people move clients from one cluster to the other. */
const mode = z.enum([...gatewayMode.options, 'batches']);

/** Names under which clients see brokers of the target. */
const targetNames = z.record(z.string().min(1).max(255), z.string().min(1).max(255));

/** A gateway that has reported to the task. */
export const taskGateway = z.strictObject({
  /** As it calls itself. */
  gateway: z.string(),
  mode: gatewayMode,
  /** Where clients reach it, `host:port`. */
  address: z.string(),
  /** Of the routing table that it serves. */
  revision: count,
  /** Whether that is the present one. */
  serves: z.boolean(),
  heardAt: instant,
  /** Whether it was heard a moment ago. */
  live: z.boolean(),
  /** Open connections of clients. */
  connections: count,
});

/** A seamless migration of RocketMQ topics from one cluster to another. */
export const seamlessTask = z.strictObject({
  id,
  name,
  source: clusterRef,
  target: clusterRef,
  mode,
  targetNames,
  intent: z.enum(['run', 'pause', 'completed']),
  /** Of the routing table that gateways are to serve; 0 in batches. */
  routingRevision: count,
  createdBy: name,
  createdAt: instant,
  /** When both clusters were looked at last; null: not yet, and then nothing is known of them. */
  seenAt: instant.nullable(),
  /** Why they could not be looked at. */
  problem: problem.nullable(),
  sentence: z.strictObject({ progress: phrase, next: phrase }),
  /** The steps, in their order. */
  steps: z.array(
    z.strictObject({
      /** In batches `batches` stands for `endpoints` and `grey`. */
      id: z.enum(['connect', 'import', 'endpoints', 'grey', 'batches', 'complete']),
      name: phrase,
      toDo: phrase,
      done: z.boolean(),
      blockedBy: problem.nullable(),
    }),
  ),
  /** What can be done with the task, what that means, and what is in its way. */
  actions: z.array(
    z.strictObject({
      action: z.enum(['pauseTask', 'resumeTask', 'addTopics', 'completeTask', 'deleteTask']),
      note: phrase,
      blockedBy: problem.nullable(),
    }),
  ),
  topics: z.strictObject({
    total: count,
    /** How many are in each state; states in which none is are missing. In batches topics have no states. */
    states: z.partialRecord(topicState, count),
    /** How many can go forward now. */
    ready: count,
  }),
  /** Groups that read topics of the task; `notMoved`: those with a consumer that is not at a gateway, in batches on the source. */
  groups: z.strictObject({ total: count, notMoved: count }),
  /** Clients that gateways see, and those at brokers that no gateway sees. */
  clients: z.strictObject({ atGateways: count, straight: count }),
  gateways: z.array(taskGateway),
  traffic,
  backlog,
});

/** A moment of a task for charts; null where nothing is known of it. */
export const trafficSample = z.strictObject({ at: instant, traffic, backlog });

const logEntry = z.strictObject({
  id: z.int(),
  at: instant,
  /** Such as `created`, `step`, `paused`, `resumed`, `completed`, `gateway`, `topics`, `batch`, `broadcast-read`. */
  type: z.string(),
  /** In words: who did what, and to which topics, groups or gateway. */
  text: phrase,
  details: z.record(z.string(), z.json()),
});

export const seamlessTaskRoutes = {
  listSeamlessTasks: route({
    method: 'GET',
    path: '/api/rocketmq/migrations',
    role: 'viewer',
    summary: 'Seamless migrations of RocketMQ, in order of name.',
    query: page,
    answer: pageOf(seamlessTask),
  }),
  createSeamlessTask: route({
    method: 'POST',
    path: '/api/rocketmq/migrations',
    role: 'operator',
    summary:
      'Makes a seamless migration between two RocketMQ clusters, without topics yet; nothing changes for clients. A target can be in one task at a time.',
    body: z.strictObject({
      name,
      sourceId: id,
      targetId: id,
      mode: mode.default('route'),
      /** Absent: those of brokers whose names the source has as well, with `@target` behind. */
      targetNames: targetNames.optional(),
    }),
    answer: seamlessTask,
  }),
  getSeamlessTask: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id',
    role: 'viewer',
    summary: 'One seamless migration, as it is wanted and as it is seen.',
    params: byTask,
    answer: seamlessTask,
  }),
  watchSeamlessTask: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/watch',
    role: 'viewer',
    summary: 'The same as a stream of server-sent events: one now, and one whenever it has changed.',
    params: byTask,
    answer: seamlessTask,
    streams: true,
  }),
  pauseSeamlessTask: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/pause',
    role: 'operator',
    summary: 'No topic goes forward until it is resumed; the way back stays open.',
    params: byTask,
    answer: seamlessTask,
  }),
  resumeSeamlessTask: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/resume',
    role: 'operator',
    summary: 'Topics can go forward again.',
    params: byTask,
    answer: seamlessTask,
  }),
  completeSeamlessTask: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/complete',
    role: 'operator',
    summary:
      'Ends a migration all topics of which are done, or in batches all clients and messages of which are on the target.',
    params: byTask,
    answer: seamlessTask,
  }),
  deleteSeamlessTask: route({
    method: 'DELETE',
    path: '/api/rocketmq/migrations/:id',
    role: 'operator',
    summary: 'Forgets a migration that has not moved anything, or is completed.',
    params: byTask,
  }),
  forgetSeamlessGateway: route({
    method: 'DELETE',
    path: '/api/rocketmq/migrations/:id/gateways/:gateway',
    role: 'operator',
    summary: 'Forgets a gateway that was stopped for good, which steps would be waiting for.',
    params: z.strictObject({ id, gateway: z.string().min(1).max(100) }),
  }),
  listSeamlessTraffic: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/traffic',
    role: 'viewer',
    summary: 'Traffic and backlog of all its topics over the last hour, or of one, the oldest first.',
    params: byTask,
    query: z.strictObject({ topic: z.string().max(255).optional() }),
    answer: z.array(trafficSample),
  }),
  listSeamlessLog: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/log',
    role: 'viewer',
    summary: 'What happened, the newest first.',
    params: byTask,
    query: page,
    answer: pageOf(logEntry),
  }),
};
