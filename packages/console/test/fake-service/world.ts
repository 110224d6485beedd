import type { Answer, Role, Routes } from '@mqferry/api';
import { apiErrors } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { assessmentsOf, type FakeAssessment } from './assessments.ts';
import { busyDumps, type FakeDump } from './dumps.ts';
import { ago, DAY, HOUR, idOf, MINUTE } from './ids.ts';
import { type FakeInventory, inventories } from './inventory.ts';
import { type FakeMigration, ratesOf } from './migrations.ts';
import { auditEntries, tokens, users } from './people.ts';
import { type FakeRocketmq, rocketmqClusters } from './rocketmq/clusters.ts';
import { documents, type FakeDocument } from './rocketmq/documents.ts';
import { type FakeImport, imports } from './rocketmq/imports.ts';
import { seamlessTasks } from './rocketmq/seamless/busy-tasks.ts';
import type { FakeSeamless } from './rocketmq/seamless/fake-task.ts';
import { type Switch, switchesOf } from './switches.ts';
import { type FakeTask, tasks } from './tasks.ts';
import { mixedTopics, switchedTopics, type Topic, topicNames, untouchedTopics } from './topics.ts';

type Cluster = Answer<Routes['getCluster']>;

/** What a fake service knows. */
export interface World {
  identity: { readonly name: string; readonly role: Role; readonly kind: 'user' } | null;
  /** Where somebody is sent who logs in elsewhere: the fake service itself plays that, too; empty: nowhere. */
  provider: string;
  /** Whether there is a user. */
  claimed: boolean;
  /** Migrations that were planned. */
  readonly planned: Set<string>;
  clusters: Cluster[];
  migrations: FakeMigration[];
  assessments: FakeAssessment[];
  readonly inventories: ReadonlyMap<string, FakeInventory>;
  /** RocketMQ clusters, by their ids. */
  readonly rocketmq: Map<string, FakeRocketmq>;
  documents: FakeDocument[];
  imports: FakeImport[];
  seamless: FakeSeamless[];
  tasks: FakeTask[];
  readonly switches: ReadonlyMap<string, readonly Switch[]>;
  dumps: FakeDump[];
  users: ReturnType<typeof users>;
  tokens: ReturnType<typeof tokens>;
  readonly audit: ReturnType<typeof auditEntries>;
  /** The next change is refused once, for the clusters have changed since it was planned. */
  moved: boolean;
  /** Minutes between scans of readiness. */
  scanEvery: number | null;
  /** Streams break and nothing is answered. */
  away: boolean;
}

const planErrors = defineErrors({
  PLAN_TOPIC_OCCUPIED: {
    status: 409,
    retriable: false,
    message: {
      en: 'Topic {topic} on the target holds records that are not from this source.',
      zh: '目标端主题 {topic} 中有并非来自此源端的消息。',
    },
    action: {
      en: 'Leave it out, or delete it on the target first.',
      zh: '请将其排除，或先在目标端删除该主题。',
    },
  },
});

const administrator = { name: 'wei.zhang', role: 'administrator', kind: 'user' } as const;

const CLUSTERS: Cluster[] = [
  {
    ...{ id: idOf(101), name: 'kafka-eu-old', clusterId: 'lkc-7Qx2TzW0Qj', createdAt: ago(40 * DAY) },
    kind: 'kafka' as const,
    bootstrap: 'kafka-1.eu.example:9092,kafka-2.eu.example:9092,kafka-3.eu.example:9092',
  },
  {
    ...{ id: idOf(102), name: 'kafka-eu-new', clusterId: 'vR4n1mWqT5yH3kPz', createdAt: ago(39 * DAY) },
    kind: 'kafka' as const,
    bootstrap: 'b-1.msk.example:9096,b-2.msk.example:9096',
  },
  {
    ...{ id: idOf(103), name: 'analytics', clusterId: null, createdAt: ago(3 * HOUR) },
    kind: 'kafka' as const,
    bootstrap: 'kafka.analytics.example:9093',
  },
  {
    ...{ id: idOf(111), name: 'rocketmq-old', clusterId: 'DefaultCluster', createdAt: ago(12 * DAY) },
    kind: 'rocketmq' as const,
    bootstrap: '10.20.0.11:9876;10.20.0.12:9876',
  },
  {
    ...{ id: idOf(112), name: 'rocketmq-new', clusterId: 'rocketmq-shanghai', createdAt: ago(11 * DAY) },
    kind: 'rocketmq' as const,
    bootstrap: 'ns.rocketmq.example:9876',
  },
  {
    ...{ id: idOf(113), name: 'rocketmq-lab', clusterId: 'DefaultCluster', createdAt: ago(2 * HOUR) },
    kind: 'rocketmq' as const,
    bootstrap: '192.168.7.4:9876',
  },
];

/** A service that was just claimed. */
export const emptyWorld = (): World => ({
  identity: administrator,
  provider: '',
  claimed: true,
  planned: new Set(),
  clusters: [],
  migrations: [],
  assessments: [],
  inventories: new Map(),
  rocketmq: new Map(),
  documents: [],
  imports: [],
  seamless: [],
  tasks: [],
  switches: new Map(),
  dumps: [],
  users: users().slice(0, 1),
  tokens: [],
  audit: [],
  moved: false,
  scanEvery: 60,
  away: false,
});

/** As they are while no process copies. */
const waiting = (topics: readonly Topic[]): Topic[] => topics.map((topic) => ({ ...topic, copy: 'waiting' }));

/** A service with migrations in every state. */
export const busyWorld = (): World => {
  const names = topicNames(160);
  const payments = names.filter((name) => name.startsWith('payments.'));
  const moving = payments.filter((name) => name.includes('.eu.')).slice(0, 4);
  const moved = payments.filter((name) => name.includes('.us.')).slice(0, 6);
  const [old, target, analytics] = CLUSTERS as [Cluster, Cluster, Cluster];
  const common = {
    ...{ source: old, target, revision: 3, selection: { groups: '.*' }, completed: false, held: 12 },
    refusals: [],
  };
  const refOf = ({ id, name }: Cluster) => ({ id, name });
  const migrations = [
    {
      ...{ ...common, id: idOf(201), name: 'orders-to-new', intent: 'run', createdAt: ago(2 * DAY) },
      bytesPerSecond: 50 * 1024 * 1024,
      topics: mixedTopics(names, 5),
      copy: {
        forward: ratesOf({ throttledBy: 'rate-limit', lag: 41_889_120_443n, lagMs: 9 * HOUR, recoveries: 2 }),
        back: null,
      },
    },
    {
      ...{ ...common, id: idOf(202), name: 'payments', intent: 'run', createdAt: ago(6 * DAY) },
      bytesPerSecond: null,
      topics: switchedTopics(payments, moved, moving),
      copy: {
        forward: ratesOf({ recordsPerSecond: 812.5, bytesPerSecond: 402_113, lag: 3n, lagMs: 120 }),
        back: ratesOf({
          recordsPerSecond: 41.2,
          bytesPerSecond: 18_220,
          lag: 18n,
          lagMs: 410,
          copiedRecords: 5_120_443,
        }),
      },
    },
    {
      ...{
        ...common,
        id: idOf(203),
        name: 'clickstream',
        intent: 'none',
        createdAt: ago(20 * MINUTE),
        held: 0,
      },
      ...{ source: analytics, bytesPerSecond: null, topics: untouchedTopics(names.slice(0, 40)) },
      refusals: [planErrors.PLAN_TOPIC_OCCUPIED({ topic: names[0]! })],
      copy: { forward: null, back: null },
    },
    {
      ...{ ...common, id: idOf(204), name: 'inventory', intent: 'run', createdAt: ago(30 * DAY), held: 0 },
      ...{ completed: true, bytesPerSecond: null },
      topics: switchedTopics(names.slice(20, 44), names.slice(20, 44), []),
      copy: { forward: null, back: null },
    },
    {
      ...{ ...common, id: idOf(205), name: 'audit-trail', intent: 'run', createdAt: ago(9 * DAY) },
      ...{ bytesPerSecond: null, topics: waiting(mixedTopics(names.slice(60, 63), 3)) },
      error: apiErrors.API_COPY_DIED({ reason: 'exit code 137' }),
      copy: { forward: null, back: null },
    },
    {
      ...{ ...common, id: idOf(206), name: 'logs', intent: 'pause', createdAt: ago(4 * DAY) },
      bytesPerSecond: null,
      topics: mixedTopics(names.slice(80, 83), 3).map((topic) => ({ ...topic, copy: 'paused' as const })),
      copy: { forward: null, back: null },
    },
  ] satisfies (Omit<FakeMigration, 'source' | 'target'> & { source: Cluster; target: Cluster })[];
  return {
    ...emptyWorld(),
    clusters: [...CLUSTERS],
    migrations: migrations
      .map(({ source, target: to, ...made }) => ({ ...made, source: refOf(source), target: refOf(to) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    assessments: assessmentsOf(),
    inventories: inventories(),
    rocketmq: rocketmqClusters(),
    documents: documents(),
    imports: imports(),
    seamless: seamlessTasks(),
    tasks: tasks(),
    switches: new Map([[idOf(202), switchesOf(moving, moved)]]),
    dumps: busyDumps(),
    users: users(),
    tokens: tokens(),
    audit: auditEntries(340),
  };
};
