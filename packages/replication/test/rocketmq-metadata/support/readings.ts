import type { CodedError } from '@mqferry/core';
import type { AclSource } from '../../../src/rocketmq-metadata/document/join-acl.ts';
import type {
  GroupSettings,
  TopicSettings,
} from '../../../src/rocketmq-metadata/document/metadata-document.ts';
import type {
  BrokerReading,
  ClusterReading,
  ReadBroker,
} from '../../../src/rocketmq-metadata/export/cluster-reading.ts';

/** Access control with nothing in it. */
export const noAcl: AclSource = {
  ...{ accounts: [], globalWhiteRemoteAddresses: [], users: [], policies: [] },
  secrets: { accounts: {}, users: {} },
};

/** A broker that tells everything. */
export const aBroker = (
  name: string,
  content: {
    readonly topics?: Readonly<Record<string, TopicSettings>>;
    readonly groups?: Readonly<Record<string, GroupSettings>>;
    readonly systemTopics?: readonly string[];
    readonly consumes?: Readonly<Record<string, readonly string[]>> | CodedError;
    readonly acl?: AclSource | CodedError;
  } = {},
): ReadBroker => {
  const { consumes = {}, acl = noAcl } = content;
  const reading: BrokerReading = {
    topics: new Map(Object.entries(content.topics ?? {})),
    groups: new Map(Object.entries(content.groups ?? {})),
    systemTopics: new Set(content.systemTopics),
    consumes:
      consumes instanceof Error
        ? { error: consumes }
        : {
            value: new Map(Object.entries(consumes).map(([group, topics]) => [group, new Set(topics)])),
          },
    acl: acl instanceof Error ? { error: acl } : { value: acl },
  };
  const address = `${name}:10911`;
  return { name, address, addresses: { '0': address }, version: 'V4_9_7', content: { value: reading } };
};

/** A cluster with these brokers. */
export const aReading = (
  brokers: readonly ReadBroker[],
  changes: Partial<ClusterReading> = {},
): ClusterReading => ({
  ...{ nameServers: ['127.0.0.1:9876'], cluster: 'old', brokers },
  names: { clusters: ['old'], brokers: brokers.map(({ name }) => name) },
  ...{ systemTopics: new Set<string>(), orderConfigs: { value: {} } },
  ...changes,
});
