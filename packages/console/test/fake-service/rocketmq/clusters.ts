import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { metadataErrors } from '@mqferry/replication';
import { connectionErrors } from '@mqferry/rocketmq';
import { idOf } from '../ids.ts';
import { namespaceOf, rocketmqGroupNames, rocketmqTopicNames } from './names.ts';
import { toldOf } from './told.ts';

export type RocketmqOverview = Answer<Routes['getRocketmqOverview']>;
export type RocketmqTopic = Answer<Routes['listRocketmqTopics']>['items'][number];
export type RocketmqGroup = Answer<Routes['listRocketmqGroups']>['items'][number];
export type RocketmqConnection = Answer<Routes['getRocketmqConnection']>;

/** A fake RocketMQ cluster: how it is reached, and what it has. */
export interface FakeRocketmq {
  connection: RocketmqConnection;
  /** How long ago it was read, in milliseconds; null: it cannot be. */
  age: number | null;
  readonly problems: RocketmqOverview['problems'];
  readonly warnings: RocketmqOverview['warnings'];
  readonly brokers: RocketmqOverview['brokers'];
  readonly accessControl: RocketmqOverview['accessControl'];
  readonly topics: readonly RocketmqTopic[];
  readonly groups: readonly RocketmqGroup[];
}

const connectFailed = (broker: string) =>
  problemOf(connectionErrors.ROCKETMQ_CONNECT_FAILED({ broker, reason: 'connect ETIMEDOUT' }));

const broker = (name: string, brokerId: number, address: string, version: string | null) => ({
  ...{ name, brokerId, address, version, problem: null },
  ...{ messagesIn: brokerId === 0 ? 1_842.4 : 0, messagesOut: brokerId === 0 ? 6.2 : 0 },
  diskUsed: brokerId === 0 ? 0.62 : 0.87,
});

const OLD_BROKERS = ['broker-a', 'broker-b'];
const NEW_BROKERS = ['broker-0', 'broker-1'];

const topicOf = (
  topic: string,
  index: number,
  brokers: readonly string[],
  isNew: boolean,
): RocketmqTopic => ({
  ...{ topic, kind: 'normal', namespace: namespaceOf(topic) },
  messageType: isNew ? (index % 5 === 3 ? 'FIFO' : 'NORMAL') : null,
  ...{ order: index % 5 === 3, perm: index === 7 ? 4 : 6 },
  ...{ readQueues: 8, writeQueues: index % 4 === 1 ? 32 : 8, queuesOf: 'broker' },
  ...{ brokers: index === 11 ? brokers.slice(0, 1) : [...brokers], differs: index === 4 },
});

const special = (topic: string, kind: RocketmqTopic['kind']): RocketmqTopic => ({
  ...topicOf(topic, 0, OLD_BROKERS, false),
  ...{ kind, readQueues: 1, writeQueues: 1 },
});

const groupOf = (
  group: string,
  index: number,
  brokers: readonly string[],
  isNew: boolean,
): RocketmqGroup => ({
  ...{ group, namespace: namespaceOf(group), consumeEnabled: index !== 5, broadcast: index % 6 === 2 },
  ...{ orderly: isNew ? index % 5 === 3 : null, retryMaxTimes: 16, retryQueues: 1 },
  ...{ brokers: [...brokers], differs: index === 3 },
  consumes: index === 8 ? null : index === 9 ? [] : [rocketmqTopicNames[index * 3]!],
});

const oldCluster = (): FakeRocketmq => ({
  connection: {
    ...{ nameServers: '10.20.0.11:9876;10.20.0.12:9876', clusterName: 'DefaultCluster' },
    ...{ accessKey: 'rocketmq-admin', tls: null },
  },
  age: 42_000,
  problems: [],
  warnings: [
    toldOf(
      metadataErrors.METADATA_BROKER_UNREACHABLE({
        ...{ broker: 'broker-b', address: '10.20.1.22:10911', reason: 'connect ETIMEDOUT' },
      }),
    ),
  ],
  brokers: [
    broker('broker-a', 0, '10.20.1.21:10911', 'V4_9_7'),
    broker('broker-a', 1, '10.20.1.31:10911', 'V4_9_7'),
    {
      ...broker('broker-b', 0, '10.20.1.22:10911', null),
      ...{ messagesIn: null, messagesOut: null, diskUsed: null },
      problem: connectFailed('10.20.1.22:10911'),
    },
  ],
  accessControl: ['accounts'],
  topics: [
    ...rocketmqTopicNames.map((topic, index) => topicOf(topic, index, OLD_BROKERS, false)),
    ...rocketmqGroupNames.map((group) => special(`%RETRY%${group}`, 'retry')),
    ...rocketmqGroupNames.slice(0, 2).map((group) => special(`%DLQ%${group}`, 'dead-letter')),
  ],
  groups: rocketmqGroupNames.map((group, index) => groupOf(group, index, OLD_BROKERS, false)),
});

const newCluster = (): FakeRocketmq => ({
  connection: {
    ...{ nameServers: 'ns.rocketmq.example:9876', clusterName: 'rocketmq-shanghai', accessKey: 'admin' },
    tls: { ca: '-----BEGIN CERTIFICATE-----\n…', certificate: null, hasKey: false, verifyHostname: true },
  },
  age: 8_000,
  problems: [],
  warnings: [],
  brokers: NEW_BROKERS.map((name, i) => broker(name, 0, `10.30.1.${i + 1}:10911`, 'V5_5_0')),
  accessControl: ['users'],
  topics: rocketmqTopicNames.slice(0, 12).map((topic, index) => topicOf(topic, index, NEW_BROKERS, true)),
  groups: rocketmqGroupNames.slice(0, 3).map((group, index) => groupOf(group, index, NEW_BROKERS, true)),
});

/** A cluster of which nothing could be read. */
export const goneRocketmq = (): FakeRocketmq => ({
  connection: {
    ...{ nameServers: '192.168.7.4:9876', clusterName: 'DefaultCluster', accessKey: null, tls: null },
  },
  age: null,
  problems: (['brokers', 'metadata'] as const).map((part) => ({
    ...{ part, asOf: null },
    problem: problemOf(
      connectionErrors.ROCKETMQ_NAME_SERVERS_UNREACHABLE({ reasons: '192.168.7.4:9876: connect ETIMEDOUT' }),
    ),
  })),
  ...{ warnings: [], brokers: [], accessControl: null, topics: [], groups: [] },
});

/** The RocketMQ clusters of the busy world. */
export const rocketmqClusters = (): Map<string, FakeRocketmq> =>
  new Map([
    [idOf(111), oldCluster()],
    [idOf(112), newCluster()],
    [idOf(113), goneRocketmq()],
  ]);
