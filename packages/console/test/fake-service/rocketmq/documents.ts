import type { Answer, Routes } from '@mqferry/api';
import { metadataErrors } from '@mqferry/replication';
import { ago, DAY, HOUR, idOf } from '../ids.ts';
import { namespaceOf, rocketmqGroupNames, rocketmqTopicNames } from './names.ts';
import { toldOf } from './told.ts';

export type DocumentView = Answer<Routes['getMetadataDocument']>;

/** A metadata document of the fake service. */
export interface FakeDocument {
  told: Omit<DocumentView, 'counts' | 'namespaces'>;
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  readonly users: number;
}

/** A document as the service tells it. */
export const documentView = ({ told, topics, groups, users }: FakeDocument): DocumentView => ({
  ...told,
  counts: {
    ...{ topics: topics.length, specialTopics: groups.length, groups: groups.length },
    ...{ users, policies: users, orderConfigs: users === 0 ? 0 : 2 },
  },
  namespaces: [...new Set(topics.map((topic) => namespaceOf(topic) ?? 'default'))],
});

const FACTS = {
  ...{ exportedAt: ago(26 * HOUR), hasSummedQueues: false, hasAccessControl: true },
  ...{ secrets: 'none' as const, warnings: [], createdBy: 'wei.zhang', createdAt: ago(26 * HOUR) },
};

/** A document of what a cluster that is known here has. */
export const takenDocument = (
  id: string,
  name: string,
  cluster: { readonly id: string; readonly name: string },
  secrets: boolean,
): FakeDocument => ({
  told: {
    ...{ ...FACTS, id, name, exportedAt: ago(0), createdAt: ago(0), secrets: secrets ? 'kept' : 'none' },
    source: {
      ...{ kind: 'cluster', taken: cluster, clusterName: 'DefaultCluster', files: [] },
      nameServers: ['10.20.0.11:9876', '10.20.0.12:9876'],
      brokers: ['broker-a', 'broker-b'].map((broker) => ({ name: broker, version: 'V4_9_7' })),
    },
  },
  ...{ topics: rocketmqTopicNames, groups: rocketmqGroupNames, users: 6 },
});

/** A document of files that were handed in: those that are called `huge` hold too much for one import. */
export const handedIn = (id: string, name: string, files: readonly string[]): FakeDocument => {
  const isHuge = files.some((file) => file.includes('huge'));
  const many = (count: number, make: (i: string) => string) =>
    Array.from({ length: count }, (_, i) => make(String(i + 1).padStart(4, '0')));
  return {
    told: {
      ...{ ...FACTS, id, name, hasSummedQueues: true, hasAccessControl: false, createdAt: ago(0) },
      exportedAt: null,
      source: {
        ...{ kind: 'mqadmin', taken: null, clusterName: null, nameServers: [], brokers: [] },
        files: [...files],
      },
      warnings: [
        toldOf(metadataErrors.METADATA_QUEUES_SUMMED({ file: files[0]! })),
        toldOf(metadataErrors.METADATA_FILE_TELLS_NO_ACL({ file: files[0]! })),
      ],
    },
    topics: isHuge ? many(2_340, (i) => `shop%topic_${i}`) : rocketmqTopicNames,
    groups: isHuge ? many(1_420, (i) => `shop%GID_${i}`) : rocketmqGroupNames,
    users: 0,
  };
};

const sealedDocument = (): FakeDocument => {
  const made = takenDocument(idOf(803), 'hangzhou-metadata', { id: '', name: '' }, false);
  return {
    ...made,
    told: {
      ...{ ...made.told, exportedAt: ago(3 * DAY), createdAt: ago(2 * DAY), secrets: 'closed' },
      source: { ...made.told.source, taken: null, clusterName: 'hangzhou' },
    },
  };
};

/** The documents of the busy world. */
export const documents = (): FakeDocument[] => [
  takenDocument(idOf(801), 'rocketmq-old 2026-11-20', { id: idOf(111), name: 'rocketmq-old' }, true),
  handedIn(idOf(802), 'rocketmq-metadata-export', ['rocketmq-metadata-export.json']),
  sealedDocument(),
  handedIn(idOf(804), 'huge', ['huge.json']),
];
