import { z } from 'zod';
import { route } from '../../../route.ts';
import { id, instant, int64, page, pageOf, phrase } from '../../../scalars.ts';
import { problem } from '../../problem.ts';
import {
  backlog,
  byTask,
  count,
  move,
  onBoth,
  position,
  topicKind,
  topicName,
  topicState,
  traffic,
} from './parts.ts';

/** `ready`: it can go forward; `waiting`: clients are on their way to its present state; `last`: there is no step further. */
const health = z.enum(['ready', 'waiting', 'blocked', 'last', 'unknown']);

/** A topic of a task as lists show it. What is not known is null, never zero. */
export const seamlessTopic = z.strictObject({
  topic: topicName,
  position,
  /** Its state in words, and what clients do in it. */
  stateName: phrase,
  stateMeaning: phrase,
  changedAt: instant,
  health,
  /** Whether it can go forward, in words. */
  readiness: phrase,
  /** Why not. */
  reason: problem.nullable(),
  /** Milliseconds until every client acts by its present state; 0: they do. */
  dwellMs: count.nullable(),
  next: z.strictObject({ forward: topicState.nullable(), back: topicState.nullable() }),
  traffic,
  backlog,
  /** Consumers and producers at the brokers of each side, and clients at gateways that use it. */
  clients: onBoth(count.nullable()).extend({ gateways: count.nullable() }),
  groups: count.nullable(),
});

const groupSide = z.strictObject({
  exists: z.boolean().nullable(),
  consumers: count.nullable(),
  backlog: int64.nullable(),
  retries: int64.nullable(),
});

/** A group that reads a topic. */
const topicGroup = z.strictObject({
  group: z.string(),
  broadcasting: z.boolean().nullable(),
  pop: z.boolean().nullable(),
  /** All topics that it reads. */
  topics: z.array(z.string()),
  sides: onBoth(groupSide),
});

const client = z.strictObject({
  clientId: z.string(),
  address: z.string(),
  language: z.string().nullable(),
  version: z.string().nullable(),
  lastSeenAt: instant,
  groups: z.array(z.string()),
  topics: z.array(z.string()),
});

/** Somebody at a broker whom no gateway sees. */
const straightClient = z.strictObject({
  /** Null: the broker does not tell. */
  clientId: z.string().nullable(),
  address: z.string(),
  side: z.enum(['source', 'target']),
  /** Null: it writes. */
  group: z.string().nullable(),
});

const pendingSide = z.strictObject({
  delayed: int64.nullable(),
  timed: int64.nullable(),
  half: int64.nullable(),
  pop: int64.nullable(),
});

const queuesSide = z.strictObject({
  exists: z.boolean().nullable(),
  readQueues: count.nullable(),
  writeQueues: count.nullable(),
});

/** A topic of a task, with everything that its next steps depend on. */
export const seamlessTopicDetail = z.strictObject({
  topic: seamlessTopic,
  /** The states that it goes through, from the first to the last. */
  states: z.array(z.strictObject({ state: topicState, name: phrase, meaning: phrase })),
  steps: z.strictObject({ forward: move.nullable(), back: move.nullable() }),
  groups: z.array(topicGroup).nullable(),
  /** Clients at gateways, and where each is with the present state. */
  clients: z.array(
    client.extend({
      taking: z.enum(['waiting', 'overdue', 'applying', 'applied']).nullable(),
      /** Milliseconds until it acts by the present state. */
      leftMs: count.nullable(),
    }),
  ),
  straight: z.array(straightClient),
  pending: onBoth(pendingSide),
  queues: onBoth(queuesSide),
});

/** What of the source a task could take, as of a scan. */
const scanRow = z.strictObject({
  kind: z.enum(['topic', 'group']),
  name: z.string(),
  /** What stands before `%`; null: nothing does. */
  namespace: z.string().nullable(),
  /** NORMAL, FIFO, …; null: a group, or not told, as before 5.0. */
  messageType: z.string().nullable(),
  /** What it would be in the task; null: a group. */
  topicKind: topicKind.nullable(),
  /** Of all brokers together; null: a group. */
  queues: count.nullable(),
  inTask: z.boolean(),
  /** It was not there at the scan before. */
  isNew: z.boolean(),
  onTarget: z.enum(['same', 'different', 'missing', 'unknown']),
  /** Queues of it on the target. */
  targetQueues: count.nullable(),
});

export const seamlessTopicRoutes = {
  listSeamlessTopics: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/topics',
    role: 'viewer',
    summary: 'The topics of a seamless migration.',
    params: byTask,
    query: page.extend({
      search: z.string().max(255).optional(),
      state: topicState.optional(),
      health: health.optional(),
      sort: z.enum(['topic', 'changedAt', 'sourceIn', 'targetIn', 'backlog']).default('topic'),
      order: z.enum(['ascending', 'descending']).default('ascending'),
    }),
    answer: pageOf(seamlessTopic),
  }),
  getSeamlessTopic: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/topics/:topic',
    role: 'viewer',
    summary: 'One topic, with its clients, groups, and what its next steps depend on.',
    params: z.strictObject({ id, topic: topicName }),
    answer: seamlessTopicDetail,
  }),
  listSeamlessGroups: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/groups',
    role: 'viewer',
    summary:
      'The groups that read topics of a seamless migration; `notMoved`: those with a consumer that no gateway sees.',
    params: byTask,
    query: page.extend({ search: z.string().max(255).optional(), notMoved: z.stringbool().optional() }),
    answer: pageOf(
      topicGroup.extend({
        /** Consumers that no gateway sees. */
        straight: z.array(straightClient),
      }),
    ),
  }),
  listSeamlessClients: route({
    method: 'GET',
    path: '/api/rocketmq/migrations/:id/clients',
    role: 'viewer',
    summary: 'Who is connected through gateways, and who is straight at a cluster.',
    params: byTask,
    query: page.extend({
      search: z.string().max(255).optional(),
      through: z.enum(['gateway', 'straight']).default('gateway'),
    }),
    answer: pageOf(
      z.union([
        client.extend({ through: z.literal('gateway') }),
        straightClient.extend({ through: z.literal('straight'), topics: z.array(z.string()) }),
      ]),
    ),
  }),
  scanSeamlessTask: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/scan',
    role: 'operator',
    summary: 'Looks at the topics and groups of both clusters; what was not there at the scan before is new.',
    params: byTask,
    answer: z.strictObject({ at: instant, rows: z.array(scanRow) }),
  }),
  addSeamlessTopics: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/topics',
    role: 'operator',
    summary:
      'Takes topics of the source into a migration; they are initial, and nothing changes for their clients.',
    params: byTask,
    body: z.strictObject({
      topics: z
        .array(z.strictObject({ topic: topicName, kind: topicKind.default('ordinary') }))
        .min(1)
        .max(10_000),
    }),
    answer: z.strictObject({ added: z.array(topicName), known: z.array(topicName) }),
  }),
  removeSeamlessTopics: route({
    method: 'POST',
    path: '/api/rocketmq/migrations/:id/topics/remove',
    role: 'operator',
    summary: 'Takes initial topics out of a migration.',
    params: byTask,
    body: z.strictObject({ topics: z.array(topicName).min(1).max(10_000) }),
    answer: z.strictObject({ removed: z.array(topicName) }),
  }),
};
