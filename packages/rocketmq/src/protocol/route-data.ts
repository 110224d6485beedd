import type { BodyValue } from './body-value.ts';

/** The queues of a topic at one broker: Java's `QueueData`. */
export interface QueueData {
  readonly brokerName: string;
  readonly readQueueNums: number;
  readonly writeQueueNums: number;
  /** Bits: 8 priority, 4 read, 2 write, 1 inherit (`PermName`). */
  readonly perm: number;
  readonly topicSysFlag: number;
}

/** A broker with its replicas: Java's `BrokerData`. */
export interface BrokerData {
  readonly cluster: string;
  readonly brokerName: string;
  /** `host:port` by broker id; 0 is the master. */
  readonly brokerAddrs: ReadonlyMap<number, string>;
}

/** Where a topic lies: Java's `TopicRouteData`. */
export interface TopicRoute {
  /** Queues of an ordered topic: `brokerName:queues` joined by `;`. */
  readonly orderTopicConf: string | undefined;
  readonly queueDatas: readonly QueueData[];
  readonly brokerDatas: readonly BrokerData[];
}

/** The brokers of clusters: Java's `ClusterInfo`. */
export interface ClusterInfo {
  readonly brokers: ReadonlyMap<string, BrokerData>;
  /** Names of the brokers by name of the cluster. */
  readonly clusters: ReadonlyMap<string, readonly string[]>;
}

const readQueueData = (value: BodyValue): QueueData => ({
  brokerName: value.field('brokerName').text(),
  readQueueNums: value.field('readQueueNums').int32(),
  writeQueueNums: value.field('writeQueueNums').int32(),
  perm: value.field('perm').int32(),
  // Misspelt by releases before 4.9.4.
  topicSysFlag:
    value.field('topicSysFlag').optional((flag) => flag.int32()) ??
    value.field('topicSynFlag').optional((flag) => flag.int32()) ??
    0,
});

const readBrokerData = (value: BodyValue): BrokerData => ({
  cluster: value.field('cluster').text(),
  brokerName: value.field('brokerName').text(),
  brokerAddrs: new Map(
    value
      .field('brokerAddrs')
      .entries((address) => address.text())
      .map(([id, address]) => [Number(id), address]),
  ),
});

export const readTopicRoute = (value: BodyValue): TopicRoute => ({
  orderTopicConf: value.field('orderTopicConf').optional((text) => text.text()),
  queueDatas: value.field('queueDatas').list(readQueueData),
  brokerDatas: value.field('brokerDatas').list(readBrokerData),
});

export const readClusterInfo = (value: BodyValue): ClusterInfo => ({
  brokers: new Map(value.field('brokerAddrTable').entries(readBrokerData)),
  clusters: new Map(value.field('clusterAddrTable').entries((names) => names.list((name) => name.text()))),
});
