import { groupEntry, topicEntry } from '../../../src/rocketmq-metadata/document/entries.ts';
import {
  type AccountEntry,
  type AclEntry,
  type GroupEntry,
  type GroupSettings,
  METADATA_FORMAT,
  METADATA_VERSION,
  type MetadataDocument,
  type TopicEntry,
  type TopicSettings,
} from '../../../src/rocketmq-metadata/document/metadata-document.ts';

/** Settings of a topic of 4.9, with eight queues. */
export const topicSettings = (changes: Partial<TopicSettings> = {}): TopicSettings => ({
  ...{ readQueueNums: 8, writeQueueNums: 8, perm: 6, order: false },
  ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0 },
  ...changes,
});

/** Settings of a group of 4.9. */
export const groupSettings = (changes: Partial<GroupSettings> = {}): GroupSettings => ({
  ...{ consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: true },
  ...{ retryQueueNums: 1, retryMaxTimes: 16, brokerId: 0, whichBrokerWhenConsumeSlowly: 1 },
  notifyConsumerIdsChangedEnable: true,
  ...changes,
});

/** A topic on broker `broker-a`. */
export const aTopic = (name: string, changes: Partial<TopicSettings> = {}): TopicEntry =>
  topicEntry(name, { settings: topicSettings(changes), brokers: ['broker-a'] });

/** A group on broker `broker-a`. */
export const aGroup = (
  name: string,
  changes: Partial<GroupSettings> = {},
  consumes?: readonly string[],
): GroupEntry =>
  groupEntry(name, { settings: groupSettings(changes), brokers: ['broker-a'] }, 'perBroker', consumes);

/** An account of 4.x. */
export const anAccount = (accessKey: string, changes: Partial<AccountEntry> = {}): AccountEntry => ({
  ...{ accessKey, admin: false, topicPerms: [], groupPerms: [], from: ['broker-a'] },
  ...changes,
});

/** Access control with these accounts. */
export const anAcl = (changes: Partial<AclEntry> = {}): AclEntry => ({
  ...{ accounts: [], globalWhiteRemoteAddresses: [], users: [], policies: [], conflicts: [] },
  ...changes,
});

/** The document of a 4.9.7 cluster with one broker. */
export const aDocument = (changes: Partial<MetadataDocument> = {}): MetadataDocument => ({
  format: METADATA_FORMAT,
  version: METADATA_VERSION,
  exportedAt: '2026-11-22T08:00:00.000Z',
  source: {
    kind: 'cluster',
    nameServers: ['127.0.0.1:9876'],
    cluster: 'old',
    brokers: [{ name: 'broker-a', addresses: { '0': '127.0.0.1:10911' }, version: 'V4_9_7' }],
  },
  ...{ topics: [], groups: [], orderConfigs: {}, namespaces: [] },
  leftOut: { topics: [], groups: [] },
  warnings: [],
  ...changes,
});
