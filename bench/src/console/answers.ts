import {
  ApiVersions,
  DescribeAcls,
  DescribeClientQuotas,
  DescribeConfigs,
  DescribeGroups,
  DescribeLogDirs,
  DescribeUserScramCredentials,
  FindCoordinator,
  Heartbeat,
  ListGroups,
  ListOffsets,
  ListTransactions,
  Metadata,
  OffsetFetch,
  OffsetForLeaderEpoch,
  Produce,
} from '@mqferry/kafka';
import { BROKER_DEFAULTS, TOPIC_DEFAULTS } from './broker-defaults.ts';
import { type ApiAnswer, alike, answering, type FakeNode } from './fake-node.ts';
import { describedGroup, groupOffsets } from './group-answers.ts';
import { PLANNING_ANSWERS } from './planning-answers.ts';
import type { SyntheticCluster, SyntheticTopic } from './synthetic-cluster.ts';

const HOST = '127.0.0.1';
const LEADER_EPOCH = 1;
const DISK_BYTES = 4_000_000_000_000n;
const [TOPIC, LITERAL, READ, ALLOW] = [2, 3, 3, 3];
const SOURCES = { topic: 1, default: 5 } as const;
/** Of Kafka 3.9. */
const METADATA_LEVEL = 21;
const METADATA = 'metadata.version';
const UNKNOWN_MEMBER_ID = 25;

const coordinatorOf = ({ cluster, ports, id }: FakeNode, key: string) => {
  const nodeId = cluster.groups.get(key)?.coordinator ?? id;
  return { key, nodeId, host: HOST, port: ports.get(nodeId)! };
};

/** A UUID for each name, in the Base64 of Kafka. */
const topicIdOf = (name: string): string =>
  Buffer.from(name.slice(-16).padStart(16, 'x')).toString('base64url');

const configEntries = (own: Readonly<Record<string, string>>) =>
  Object.entries({ ...TOPIC_DEFAULTS, ...own }).map(([name, value]) => {
    return { name, value, configSource: own[name] === undefined ? SOURCES.default : SOURCES.topic };
  });

const ends = ({ cluster }: FakeNode, topic: string, partition: number): bigint =>
  cluster.topics.get(topic)?.partitions[partition]?.end ?? -1n;

const partitionsOf = (cluster: SyntheticCluster) =>
  [...cluster.topics.values()].flatMap(({ partitions }) => partitions);

const metadataTopic = ({ name, partitions }: SyntheticTopic) => ({
  ...{ name, topicId: topicIdOf(name), isInternal: name.startsWith('__') },
  partitions: partitions.map(({ partition, leader, replicas, inSync }) => ({
    ...{ partitionIndex: partition, leaderId: leader, leaderEpoch: LEADER_EPOCH },
    ...{ replicaNodes: replicas, isrNodes: inSync },
  })),
});

const logDirectory = ({ cluster, id }: FakeNode) => {
  const own = partitionsOf(cluster).filter(({ replicas }) => replicas.includes(id));
  const used = own.reduce((sum, { bytes }) => sum + bytes, 0n);
  return {
    ...{ logDir: '/var/lib/kafka', totalBytes: DISK_BYTES, usableBytes: DISK_BYTES - used },
    topics: [...Map.groupBy(own, ({ topic }) => topic)].map(([name, partitions]) => ({
      name,
      partitions: partitions.map(({ partition, bytes }) => ({
        ...{ partitionIndex: partition, partitionSize: bytes },
      })),
    })),
  };
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

const ASKED: readonly ApiAnswer[] = [
  alike(Metadata, ({ cluster, ports }) => ({
    ...{ clusterId: cluster.name, controllerId: cluster.brokers[0]! },
    brokers: [...ports].map(([nodeId, port]) => ({ nodeId, host: HOST, port, rack: `rack-${nodeId % 3}` })),
    topics: [...cluster.topics.values()].map(metadataTopic),
  })),
  alike(DescribeLogDirs, (node) => ({ results: [logDirectory(node)] })),
  alike(ListGroups, ({ cluster, id }) => ({
    groups: [...cluster.groups.values()]
      .filter(({ coordinator }) => coordinator === id)
      .map(({ name, state }) => ({
        ...{ groupId: name, protocolType: 'consumer', groupState: state, groupType: 'classic' },
      })),
  })),
  alike(DescribeAcls, ({ cluster }) => ({
    resources: numbers(cluster.size.acls).map((number) => ({
      ...{ resourceType: TOPIC, resourceName: `app-${number}.`, patternType: LITERAL },
      acls: [{ principal: `User:app-${number % 500}`, host: '*', operation: READ, permissionType: ALLOW }],
    })),
  })),
  alike(DescribeUserScramCredentials, ({ cluster }) => ({
    results: numbers(cluster.size.users).map((number) => ({
      ...{ user: `app-${number}`, credentialInfos: [{ mechanism: 2, iterations: 8_192 }] },
    })),
  })),
  alike(DescribeClientQuotas, ({ cluster }) => ({
    entries: numbers(cluster.size.quotas).map((number) => ({
      entity: [{ entityType: 'user', entityName: `app-${number}` }],
      values: [{ key: 'producer_byte_rate', value: 1_000_000 + number }],
    })),
  })),
  alike(ListTransactions, () => ({})),
  answering(DescribeConfigs, ({ cluster }, { resources }) => ({
    results: resources.map(({ resourceType, resourceName }) => ({
      ...{ resourceType, resourceName },
      configs:
        resourceType === TOPIC
          ? configEntries(cluster.topics.get(resourceName)?.configs ?? {})
          : Object.entries(BROKER_DEFAULTS).map(([name, value]) => ({
              ...{ name, value, configSource: SOURCES.default },
            })),
    })),
  })),
  answering(FindCoordinator, (node, { key, coordinatorKeys }, version) =>
    version >= 4
      ? { coordinators: coordinatorKeys.map((one) => coordinatorOf(node, one)) }
      : coordinatorOf(node, key),
  ),
  answering(DescribeGroups, ({ cluster }, { groups }) => ({
    groups: groups.map((group) => describedGroup(group, cluster.groups.get(group))),
  })),
  answering(OffsetFetch, ({ cluster }, { groupId, groups }, version) => {
    const of = (group: string) => groupOffsets(cluster.groups.get(group));
    return version >= 8
      ? { groups: groups.map(({ groupId: group }) => ({ groupId: group, topics: of(group) })) }
      : { topics: of(groupId) };
  }),
  answering(ListOffsets, (node, { topics }, version) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => {
        const offset = timestamp === -2n ? 0n : ends(node, name, partitionIndex);
        return {
          ...{ partitionIndex, offset },
          ...(version >= 4 ? { leaderEpoch: LEADER_EPOCH } : {}),
        };
      }),
    })),
  })),
  answering(OffsetForLeaderEpoch, (node, { topics }) => ({
    topics: topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition }) => ({
        ...{ partition, leaderEpoch: LEADER_EPOCH, endOffset: ends(node, topic, partition) },
      })),
    })),
  })),
  answering(Heartbeat, () => ({ errorCode: UNKNOWN_MEMBER_ID })),
  ...PLANNING_ANSWERS,
];

/** Offered and never asked for here. */
const OFFERED = [Produce];

const versions = alike(ApiVersions, () => ({
  apiKeys: [ApiVersions, ...OFFERED, ...ASKED.map(({ api }) => api)].map(
    ({ key, minVersion, maxVersion }) => ({ apiKey: key, minVersion, maxVersion }),
  ),
  supportedFeatures: [{ name: METADATA, minVersion: 1, maxVersion: METADATA_LEVEL }],
  finalizedFeatures: [{ name: METADATA, minVersionLevel: METADATA_LEVEL, maxVersionLevel: METADATA_LEVEL }],
}));

/** What a broker answers, by the number of the API; nothing is ever changed. */
export const ANSWERS: ReadonlyMap<number, ApiAnswer> = new Map(
  [versions, ...ASKED].map((answer) => [answer.api.key, answer]),
);
