import { z } from 'zod';
import { route } from '../../route.ts';
import { hiddenUpTo, id, instant, page } from '../../scalars.ts';
import { problem } from '../problem.ts';
import { accessControl } from './clusters.ts';
import { told } from './told.ts';

const count = z.int().min(0);
const order = z.enum(['ascending', 'descending']).default('ascending');

/** What is read of a RocketMQ cluster, each for itself. */
export const rocketmqPart = z.enum(['brokers', 'metadata']);

const seen = {
  /** When what this is mainly about was read; null: not yet, and then nothing is known of it. */
  asOf: instant.nullable(),
  refreshing: z.boolean(),
  problems: z.array(
    z.strictObject({
      part: rocketmqPart,
      /** Of what is shown in its place; null: that is unknown. */
      asOf: instant.nullable(),
      problem,
    }),
  ),
  /** What is missing, as that of a broker that did not answer. */
  warnings: z.array(told),
} as const;

const broker = z.strictObject({
  name: z.string(),
  /** 0 is the master. */
  brokerId: z.int(),
  address: z.string(),
  /** Such as `V5_5_0`; null: not told. */
  version: z.string().nullable(),
  /** Messages a second, in and out, as the broker reckons them over the last ten seconds. */
  messagesIn: z.number().nullable(),
  messagesOut: z.number().nullable(),
  /** How full the disk of its messages is, from 0 to 1. */
  diskUsed: z.number().nullable(),
  /** Why it tells nothing. */
  problem: problem.nullable(),
});

const rocketmqOverview = z.strictObject({
  ...seen,
  clusterName: z.string(),
  nameServers: z.array(z.string()),
  brokers: z.array(broker),
  accessControl,
  /** Null: not known. */
  counts: z.strictObject({
    masters: count.nullable(),
    topics: count.nullable(),
    /** Of retries and dead letters, which brokers make by themselves. */
    specialTopics: count.nullable(),
    /** That every cluster has for itself. */
    systemTopics: count.nullable(),
    groups: count.nullable(),
    namespaces: count.nullable(),
  }),
});

/** What a topic is for. */
export const rocketmqTopicKind = z.enum(['normal', 'retry', 'dead-letter']);

/** A topic as most of its brokers have it. */
export const rocketmqTopic = z.strictObject({
  topic: z.string(),
  kind: rocketmqTopicKind,
  /** What stands before `%`; null: nothing does. */
  namespace: z.string().nullable(),
  /** NORMAL, FIFO, DELAY, TRANSACTION, …; null: not told, as before 5.0. */
  messageType: z.string().nullable(),
  order: z.boolean(),
  /** The sum of 4 (read), 2 (write) and 1 (inherit). */
  perm: count,
  /** Queues on each broker, or of all together where only their sum is known. */
  readQueues: count,
  writeQueues: count,
  queuesOf: z.enum(['broker', 'all-brokers']),
  /** Those that have it; null: not known. */
  brokers: z.array(z.string()).nullable(),
  /** Some broker has it set up otherwise. */
  differs: z.boolean(),
});

/** A group as most of its brokers have it. */
export const rocketmqGroup = z.strictObject({
  group: z.string(),
  namespace: z.string().nullable(),
  consumeEnabled: z.boolean(),
  broadcast: z.boolean(),
  /** Null: not told, as before 5.0. */
  orderly: z.boolean().nullable(),
  retryMaxTimes: z.int(),
  retryQueues: count,
  brokers: z.array(z.string()).nullable(),
  differs: z.boolean(),
  /** Topics of which it has committed offsets; null: not known. */
  consumes: z.array(z.string()).nullable(),
});

const seenPage = <T extends z.ZodType>(item: T) =>
  z.strictObject({ ...seen, items: z.array(item), total: count.nullable() });

const byId = z.strictObject({ id });
export const rocketmqSearch = page.extend({
  search: z.string().max(255).optional(),
  /** `default`: names without one. */
  namespace: z.string().max(255).optional(),
});

export const rocketmqInventoryRoutes = {
  getRocketmqOverview: route({
    method: 'GET',
    path: '/api/rocketmq/clusters/:id/overview',
    role: 'viewer',
    summary: 'The brokers of a RocketMQ cluster and how much there is.',
    params: byId,
    answer: rocketmqOverview,
  }),
  listRocketmqTopics: route({
    method: 'GET',
    path: '/api/rocketmq/clusters/:id/topics',
    role: 'viewer',
    summary: 'The topics of a RocketMQ cluster.',
    params: byId,
    query: rocketmqSearch.extend({
      kind: rocketmqTopicKind.default('normal'),
      sort: z.enum(['topic', 'readQueues', 'writeQueues', 'messageType']).default('topic'),
      order,
    }),
    answer: seenPage(rocketmqTopic),
  }),
  listRocketmqGroups: route({
    method: 'GET',
    path: '/api/rocketmq/clusters/:id/groups',
    role: 'viewer',
    summary: 'The consumer groups of a RocketMQ cluster.',
    params: byId,
    query: rocketmqSearch.extend({ sort: z.enum(['group', 'retryMaxTimes']).default('group'), order }),
    answer: seenPage(rocketmqGroup),
  }),
  exportRocketmqMetadata: route({
    method: 'POST',
    path: '/api/rocketmq/clusters/:id/export',
    role: 'operator',
    summary:
      'The topics, groups and access control of a RocketMQ cluster as the document that imports take. With a passphrase, which takes an administrator, secret keys and passwords are in it, sealed.',
    params: byId,
    body: z.strictObject({ passphrase: hiddenUpTo(1_000).optional() }),
    answer: z.record(z.string(), z.json()),
  }),
};
