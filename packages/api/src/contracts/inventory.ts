import { z } from 'zod';
import { route } from '../route.ts';
import { id, instant, int64, page } from '../scalars.ts';
import { problem } from './problem.ts';

const count = z.int().min(0);
const topicName = z.string().min(1).max(249);
const groupName = z.string().min(1).max(1_000);
/** A part of a name, in any case of letters. */
const search = z.string().max(249).optional();
const order = z.enum(['ascending', 'descending']).default('ascending');

/** What is read of a cluster, each for itself. */
export const inventoryPart = z.enum([
  ...([
    'topics',
    'configs',
    'sizes',
    'protocols',
    'groups',
    'offsetsTopic',
    'offsets',
    'acls',
    'users',
    'quotas',
  ] as const),
]);

/** How old an answer is, and what could not be read for it. */
const seen = {
  /** When what this is mainly about was read; null: not yet, and then nothing is known of it. */
  asOf: instant.nullable(),
  /** It is being read anew now. */
  refreshing: z.boolean(),
  problems: z.array(
    z.strictObject({
      part: inventoryPart,
      /** Of what is shown in its place; null: that is unknown. */
      asOf: instant.nullable(),
      problem,
    }),
  ),
} as const;

/** A part of a list; a total of null: not known yet. */
const seenPage = <T extends z.ZodType>(item: T) =>
  z.strictObject({ ...seen, items: z.array(item), total: count.nullable() });

const broker = z.strictObject({
  id: z.int(),
  host: z.string(),
  port: z.int(),
  rack: z.string().nullable(),
  /** Null: not told, as by clusters with KRaft, whose controllers need not be among the brokers. */
  isController: z.boolean().nullable(),
  /** The release that it is of, as far as it tells. */
  protocol: z.string().nullable(),
  leaders: count,
  replicas: count,
  /** Of its log folders, in bytes. */
  usedBytes: int64.nullable(),
  totalBytes: int64.nullable(),
  usableBytes: int64.nullable(),
});

/** Something that an operator should look at, how often it is so, and where for instance. */
const attention = z.strictObject({
  kind: z.enum([
    'no-controller',
    'broker-missing',
    'partitions-offline',
    'partitions-under-replicated',
    'topics-single-replica',
    'disk-nearly-full',
    'groups-rebalancing',
  ]),
  count,
  examples: z.array(z.string()),
});

const clusterOverview = z.strictObject({
  ...seen,
  clusterId: z.string().nullable(),
  brokers: z.array(broker),
  /** Null: not known. */
  counts: z.strictObject({
    topics: count.nullable(),
    internalTopics: count.nullable(),
    partitions: count.nullable(),
    groups: count.nullable(),
  }),
  attention: z.array(attention),
});

const cleanupPolicy = z.enum(['delete', 'compact', 'compact,delete']);

const topicFields = {
  topic: z.string(),
  internal: z.boolean(),
  /** The largest number of replicas that a partition of it has. */
  replicationFactor: count,
  underReplicated: count,
  /** Partitions without a leader. */
  offline: count,
  /** As the cluster writes it; null: not told. */
  cleanupPolicy: z.string().nullable(),
  /** Of all replicas. */
  bytes: int64.nullable(),
} as const;

const topicRow = z.strictObject({
  ...topicFields,
  partitions: count,
  /** What is set on the topic itself; null: not told. */
  overrides: z.record(z.string(), z.string().nullable()).nullable(),
});

const partition = z.strictObject({
  partition: count,
  leader: z.int().nullable(),
  replicas: z.array(z.int()),
  inSync: z.array(z.int()),
  start: int64.nullable(),
  end: int64.nullable(),
  /** Of one replica, the largest. */
  bytes: int64.nullable(),
});

const config = z.strictObject({
  name: z.string(),
  /** Null: the broker keeps it to itself. */
  value: z.string().nullable(),
  source: z.enum(['topic', 'dynamic-broker', 'dynamic-default', 'static-broker', 'default', 'other']),
  isDefault: z.boolean(),
});

const topicDetail = z.strictObject({
  ...seen,
  ...topicFields,
  topicId: z.string().nullable(),
  partitions: z.array(partition),
  configs: z.array(config).nullable(),
  /** Groups that have offsets of it; null: not known. */
  groups: z
    .array(z.strictObject({ group: z.string(), state: z.string().nullable(), lag: int64.nullable() }))
    .nullable(),
});

const groupFields = {
  group: z.string(),
  /** `consumer`, `connect`, …; empty for offsets committed by hand. */
  protocolType: z.string(),
  /** `classic`, `consumer`, `streams`, `share`. */
  type: z.string().nullable(),
  state: z.string().nullable(),
} as const;

const groupRow = z.strictObject({
  ...groupFields,
  members: count.nullable(),
  topics: count,
  /** Of all its partitions; null as soon as that of one is not known. */
  lag: int64.nullable(),
});

const partitionOf = { topic: z.string(), partition: count } as const;

const groupDetail = z.strictObject({
  ...seen,
  ...groupFields,
  members: z.array(
    z.strictObject({
      memberId: z.string(),
      clientId: z.string(),
      host: z.string(),
      assigned: z.array(z.strictObject(partitionOf)).nullable(),
    }),
  ),
  /** Null: not told. */
  offsets: z
    .array(
      z.strictObject({
        ...partitionOf,
        /** Null: it reads the partition and has committed nothing. */
        offset: int64.nullable(),
        end: int64.nullable(),
        lag: int64.nullable(),
        memberId: z.string().nullable(),
      }),
    )
    .nullable(),
});

export const aclEntry = z.strictObject({
  resourceType: z.string(),
  resourceName: z.string(),
  patternType: z.string(),
  principal: z.string(),
  host: z.string(),
  operation: z.string(),
  permission: z.string(),
});

const scramUser = z.strictObject({
  user: z.string(),
  credentials: z.array(z.strictObject({ mechanism: z.string(), iterations: count })),
});

const quota = z.strictObject({
  /** In one line. */
  name: z.string(),
  /** `user`, `client-id`, `ip`; null stands for whoever has none of its own. */
  entity: z.record(z.string(), z.string().nullable()),
  limits: z.record(z.string(), z.number()),
});

const byId = z.strictObject({ id });
const searched = page.extend({ search });

export const inventoryRoutes = {
  getClusterOverview: route({
    method: 'GET',
    path: '/api/clusters/:id/overview',
    role: 'viewer',
    summary: 'The brokers of a cluster, how much there is, and what needs attention.',
    params: byId,
    answer: clusterOverview,
  }),
  refreshCluster: route({
    method: 'POST',
    path: '/api/clusters/:id/refresh',
    role: 'operator',
    summary: 'Has everything of a cluster read anew when it is looked at next, however fresh it is.',
    params: byId,
  }),
  listTopics: route({
    method: 'GET',
    path: '/api/clusters/:id/topics',
    role: 'viewer',
    summary: 'The topics of a cluster.',
    params: byId,
    query: searched.extend({
      internal: z.enum(['exclude', 'include', 'only']).default('exclude'),
      health: z.enum(['healthy', 'under-replicated', 'offline']).optional(),
      cleanup: cleanupPolicy.optional(),
      sort: z
        .enum(['topic', 'partitions', 'replicationFactor', 'underReplicated', 'offline', 'bytes'])
        .default('topic'),
      order,
    }),
    answer: seenPage(topicRow),
  }),
  getTopic: route({
    method: 'GET',
    path: '/api/clusters/:id/topics/:topic',
    role: 'viewer',
    summary: 'One topic: its partitions and offsets of now, its configs, and the groups that read it.',
    params: z.strictObject({ id, topic: topicName }),
    answer: topicDetail,
  }),
  listGroups: route({
    method: 'GET',
    path: '/api/clusters/:id/groups',
    role: 'viewer',
    summary: 'The consumer groups of a cluster.',
    params: byId,
    query: searched.extend({
      /**
       * `offsets-topic`: by the records of `__consumer_offsets`, which tell no states; it takes long where it
       * is large.
       */
      from: z.enum(['coordinators', 'offsets-topic']).default('coordinators'),
      state: z.string().max(100).optional(),
      /** Those that have offsets of this topic. */
      topic: topicName.optional(),
      sort: z.enum(['group', 'lag', 'members', 'topics', 'state']).default('group'),
      order,
    }),
    answer: seenPage(groupRow),
  }),
  getGroup: route({
    method: 'GET',
    path: '/api/clusters/:id/groups/:group',
    role: 'viewer',
    summary: 'One consumer group of now: its members, its offsets, and the lag of each partition.',
    params: z.strictObject({ id, group: groupName }),
    answer: groupDetail,
  }),
  listAcls: route({
    method: 'GET',
    path: '/api/clusters/:id/acls',
    role: 'viewer',
    summary: 'The access control list of a cluster.',
    params: byId,
    query: searched.extend({ principal: z.string().max(1_000).optional() }),
    answer: seenPage(aclEntry),
  }),
  listScramUsers: route({
    method: 'GET',
    path: '/api/clusters/:id/users',
    role: 'viewer',
    summary: 'The SCRAM users of a cluster; of their passwords nothing can be read.',
    params: byId,
    query: searched,
    answer: seenPage(scramUser),
  }),
  listQuotas: route({
    method: 'GET',
    path: '/api/clusters/:id/quotas',
    role: 'viewer',
    summary: 'What the clients of a cluster are limited to.',
    params: byId,
    query: searched,
    answer: seenPage(quota),
  }),
};
