import { type Answer, apiErrors, type Problem, problemOf, type Routes } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { ago, idOf, numbersFrom } from './ids.ts';
import { topicNames } from './topics.ts';

type TopicRow = Answer<Routes['listTopics']>['items'][number];
type GroupRow = Answer<Routes['listGroups']>['items'][number];
type Overview = Answer<Routes['getClusterOverview']>;
type Acl = Answer<Routes['listAcls']>['items'][number];
type User = Answer<Routes['listScramUsers']>['items'][number];
type Quota = Answer<Routes['listQuotas']>['items'][number];
type Partition = Answer<Routes['getTopic']>['partitions'][number];

/** What a fake cluster is made of. */
export interface FakeInventory {
  /** How long ago it was read, in milliseconds; null: it cannot be. */
  age: number | null;
  readonly problems: Overview['problems'];
  readonly brokers: Overview['brokers'];
  readonly attention: Overview['attention'];
  readonly topics: readonly TopicRow[];
  readonly groups: readonly GroupRow[];
  readonly acls: readonly Acl[];
  readonly users: readonly User[];
  readonly quotas: readonly Quota[];
}

const GIB = 1024n ** 3n;
const BROKERS = 3;

const fakeErrors = defineErrors({
  KAFKA_NOT_AUTHORIZED: {
    status: 403,
    retriable: false,
    message: {
      en: 'The user of the service may not describe the cluster’s ACLs.',
      zh: '服务所用的用户无权查看集群的 ACL。',
    },
    action: {
      en: 'Let it describe the cluster, and look again.',
      zh: '请授予查看集群的权限，然后再看。',
    },
  },
});

const problemAt = (part: Overview['problems'][number]['part'], problem: Problem) => ({
  ...{ part, asOf: null, problem },
});

const brokersOf = (domain: string, protocol: string): Overview['brokers'] =>
  Array.from({ length: BROKERS }, (_, i) => ({
    ...{ id: i + 1, host: `kafka-${i + 1}.${domain}`, port: 9092, rack: `rack-${'abc'[i]}`, protocol },
    isController: i === 1,
    ...{ leaders: 640 + i * 7, replicas: 1934 - i * 5, usedBytes: BigInt(820 + 31 * i) * GIB },
    totalBytes: 1000n * GIB,
    usableBytes: BigInt(180 - 31 * i) * GIB,
  }));

const topicRows = (names: readonly string[]): TopicRow[] => {
  const random = numbersFrom(3);
  const rows = names.map((topic, index): TopicRow => {
    const compacted = topic.endsWith('snapshots');
    return {
      ...{ topic, internal: false, partitions: [6, 12, 24][index % 3]!, replicationFactor: 3 },
      ...{ underReplicated: index === 4 ? 2 : 0, offline: index === 9 ? 1 : 0 },
      cleanupPolicy: compacted ? 'compact' : 'delete',
      bytes: index === 6 ? null : BigInt(Math.floor(random() ** 3 * 9e11)),
      overrides: compacted
        ? { 'cleanup.policy': 'compact', 'min.compaction.lag.ms': '60000' }
        : { 'retention.ms': '604800000' },
    };
  });
  return [
    ...rows,
    {
      ...{ topic: '__consumer_offsets', internal: true, partitions: 50, replicationFactor: 3 },
      ...{ underReplicated: 0, offline: 0, cleanupPolicy: 'compact', bytes: 1_203_442n },
      overrides: { 'cleanup.policy': 'compact', 'segment.bytes': '104857600' },
    },
  ];
};

const STATES = ['Stable', 'Stable', 'Stable', 'Empty', 'PreparingRebalance'];

const groupRows = (names: readonly string[]): GroupRow[] =>
  names.map((topic, index) => {
    const state = STATES[index % STATES.length]!;
    return {
      ...{
        group: `${topic}-readers`,
        protocolType: 'consumer',
        type: index % 4 === 1 ? 'consumer' : 'classic',
      },
      ...{ state, members: state === 'Empty' ? 0 : 1 + (index % 3), topics: 1 + (index % 2) },
      lag: index % 7 === 5 ? null : BigInt(index * index * 31),
    };
  });

const acl = (principal: string, operation: string, resourceName: string, patternType = 'LITERAL'): Acl => ({
  ...{ resourceType: 'TOPIC', resourceName, patternType, principal, host: '*', operation },
  permission: principal === 'User:contractor' ? 'DENY' : 'ALLOW',
});

/** A cluster with these topics, where some things want a look. */
export const busyInventory = (): FakeInventory => {
  const names = topicNames(160);
  return {
    age: 42_000,
    problems: [problemAt('acls', problemOf(fakeErrors.KAFKA_NOT_AUTHORIZED({})))].slice(1),
    brokers: brokersOf('eu.example', '2.8'),
    attention: [
      { kind: 'partitions-offline', count: 1, examples: [`${names[9]}-3`] },
      { kind: 'partitions-under-replicated', count: 2, examples: [`${names[4]}-0`, `${names[4]}-7`] },
      { kind: 'disk-nearly-full', count: 1, examples: ['3'] },
      {
        kind: 'groups-rebalancing',
        count: 32,
        examples: names
          .filter((_, i) => i % 5 === 4)
          .slice(0, 5)
          .map((name) => `${name}-readers`),
      },
    ],
    topics: topicRows(names),
    groups: groupRows(names),
    acls: [
      acl('User:orders-service', 'WRITE', 'orders.', 'PREFIXED'),
      acl('User:orders-service', 'DESCRIBE', 'orders.', 'PREFIXED'),
      acl('User:billing', 'READ', 'payments.eu.confirmed'),
      acl('User:contractor', 'READ', '*'),
    ],
    users: [
      {
        user: 'orders-service',
        credentials: [
          { mechanism: 'SCRAM-SHA-256', iterations: 8192 },
          { mechanism: 'SCRAM-SHA-512', iterations: 8192 },
        ],
      },
      { user: 'billing', credentials: [{ mechanism: 'SCRAM-SHA-512', iterations: 4096 }] },
    ],
    quotas: [
      {
        ...{ name: 'user orders-service', entity: { user: 'orders-service' } },
        limits: { producer_byte_rate: 10_485_760, request_percentage: 200 },
      },
      { name: 'client (default)', entity: { 'client-id': null }, limits: { consumer_byte_rate: 5_242_880 } },
    ],
  };
};

/** The cluster that is moved to: fewer of everything. */
export const newInventory = (): FakeInventory => {
  const { topics, groups } = busyInventory();
  return {
    age: 8_000,
    problems: [problemAt('acls', problemOf(fakeErrors.KAFKA_NOT_AUTHORIZED({})))],
    brokers: brokersOf('msk.example', '4.1').map((broker) => ({
      ...{ ...broker, isController: null, rack: null, usedBytes: null, totalBytes: null, usableBytes: null },
    })),
    attention: [],
    topics: topics.slice(0, 40),
    groups: groups.slice(0, 12).map((group) => ({ ...group, lag: null })),
    ...{ acls: [], users: [], quotas: [] },
  };
};

/** A cluster of which nothing could be read. */
export const goneInventory = (): FakeInventory => ({
  age: null,
  problems: [
    problemAt(
      'topics',
      problemOf(
        apiErrors.API_UNREACHABLE({ url: 'kafka.analytics.example:9093', reason: 'connect ETIMEDOUT' }),
      ),
    ),
  ],
  ...{ brokers: [], attention: [], topics: [], groups: [], acls: [], users: [], quotas: [] },
});

/** The clusters of the busy world. */
export const inventories = (): ReadonlyMap<string, FakeInventory> =>
  new Map([
    [idOf(101), busyInventory()],
    [idOf(102), newInventory()],
    [idOf(103), goneInventory()],
  ]);

/** How old what is told of a cluster is. */
export const seenOf = ({ age, problems }: FakeInventory, ...parts: readonly string[]) => ({
  asOf: age === null ? null : ago(age),
  refreshing: false,
  problems: problems.filter(({ part }) => parts.length === 0 || parts.includes(part)),
});

/** The partitions of a topic, as its row has it. */
export const partitionsOf = ({ partitions, offline, underReplicated }: TopicRow): Partition[] =>
  Array.from({ length: partitions }, (_, partition) => {
    const replicas = [0, 1, 2].map((i) => 1 + ((partition + i) % BROKERS));
    const noLeader = partition === 3 && offline > 0;
    const end = BigInt(48_210_332 + partition * 1_991);
    return {
      ...{ partition, leader: noLeader ? null : replicas[0]!, replicas },
      inSync: underReplicated > 0 && partition % 7 === 0 ? replicas.slice(0, 2) : replicas,
      ...{ start: noLeader ? null : 1_204_000n, end: noLeader ? null : end },
      bytes: noLeader ? null : BigInt(partition) * 91_220_113n + 812_004n,
    };
  });
