import type {
  ExportedMetadata,
  GroupSettings,
  ImportTarget,
  MetadataDocument,
  TargetState,
  TopicSettings,
} from '@mqferry/replication';
import { brokerErrors, type RocketmqAdmin } from '@mqferry/rocketmq';
import type { RocketmqServices } from '../../src/rocketmq/rocketmq-services.ts';

const settings: TopicSettings = {
  ...{ readQueueNums: 8, writeQueueNums: 8, perm: 6, order: false },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0 },
};

/** A document with topics of these names. */
export const fakeDocument = (
  topics: readonly string[] = ['orders'],
  changes: Partial<MetadataDocument> = {},
): MetadataDocument => ({
  format: 'rocketmq-metadata-export',
  version: 1,
  exportedAt: '2026-11-22T08:00:00.000Z',
  source: {
    kind: 'cluster',
    nameServers: ['old:9876'],
    cluster: 'old',
    brokers: [{ name: 'broker-a', addresses: { '0': 'old:10911' }, version: 'V4_9_7' }],
  },
  topics: topics.map((name) => ({
    name,
    kind: 'normal',
    settings,
    queueCounts: 'perBroker',
    brokers: ['broker-a'],
  })),
  groups: [],
  acl: {
    accounts: [{ accessKey: 'app', admin: false, topicPerms: [], groupPerms: [], from: ['broker-a'] }],
    ...{ globalWhiteRemoteAddresses: [], users: [], policies: [], conflicts: [] },
  },
  ...{ orderConfigs: {}, namespaces: [], leftOut: { topics: [], groups: [] }, warnings: [] },
  ...changes,
});

/** What an export gives. */
export const fakeExport = (document = fakeDocument()): ExportedMetadata => ({
  document,
  secrets: { accounts: { app: 'secret-of-app' }, users: {} },
});

/** One broker of 5.5.0 in memory. */
export class FakeImportTarget implements ImportTarget {
  readonly topics = new Map<string, TopicSettings>();
  readonly groups = new Map<string, GroupSettings>();
  readonly users = new Map<string, { readonly password?: string }>();

  readState(): Promise<TargetState> {
    return Promise.resolve({
      ...{ nameServers: ['new:9876'], cluster: 'new', orderConfigs: new Map() },
      brokers: [
        {
          broker: { name: 'broker-x', address: 'new:10911', version: 'V5_5_0' },
          content: {
            topics: new Map(this.topics),
            groups: new Map(this.groups),
            acl: { users: new Map(this.users), policies: new Map() },
          },
        },
      ],
    });
  }

  async writeTopic(_: string, name: string, settings: TopicSettings): Promise<void> {
    if (name === 'refused')
      throw brokerErrors.ROCKETMQ_SYSTEM_ERROR({ server: 'new:10911', request: 'X', remark: 'no room' });
    this.topics.set(name, settings);
  }

  async writeGroup(_: string, name: string, settings: GroupSettings): Promise<void> {
    this.groups.set(name, settings);
  }

  async writeUser(_: string, name: string, settings: object, password?: string): Promise<void> {
    this.users.set(name, { ...settings, ...(password === undefined ? {} : { password }) });
  }

  async writePolicy(): Promise<void> {}

  async writeAccount(): Promise<void> {}

  async writeWhiteAddresses(): Promise<void> {}

  async writeOrderConfig(): Promise<void> {}
}

/** Clusters behind name servers; `account`: who is let in, everybody unless given. */
export const fakeRocketmq = ({
  clusters = ['old'],
  exported = fakeExport(),
  account,
  target = new FakeImportTarget(),
}: {
  clusters?: readonly string[];
  exported?: ExportedMetadata;
  account?: string;
  target?: ImportTarget;
} = {}) => {
  const asked: string[] = [];
  const services: RocketmqServices = {
    createAdmin: (namesrvAddr, options = {}) => {
      const { accessKey, secretKey } = options.credentials ?? {};
      asked.push([namesrvAddr, accessKey, secretKey?.reveal()].filter(Boolean).join(' '));
      return { accessKey, close: () => Promise.resolve() } as unknown as RocketmqAdmin;
    },
    clusterNames: () => Promise.resolve(clusters),
    exportMetadata: async (admin, cluster) => {
      asked.push(cluster);
      if (account !== undefined && (admin as { accessKey?: string }).accessKey !== account)
        throw brokerErrors.ROCKETMQ_AUTHENTICATION_FAILED({ server: 'old:10911', request: 'X', remark: '-' });
      return exported;
    },
    target: () => target,
  };
  return { services, asked };
};
