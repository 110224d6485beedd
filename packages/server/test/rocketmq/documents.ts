import type { MetadataDocument } from '@mqferry/replication';

const RETRY = '%RETRY%';

const namespaceOf = (name: string) => (/^[^%]+%/u.test(name) ? { namespace: name.split('%')[0]! } : {});

const topic = (name: string): MetadataDocument['topics'][number] => ({
  ...{ name, queueCounts: 'perBroker', ...namespaceOf(name) },
  ...(name.startsWith(RETRY) ? { kind: 'retry', group: name.slice(RETRY.length) } : { kind: 'normal' }),
  settings: {
    ...{ readQueueNums: 4, writeQueueNums: 4, perm: 6, order: false },
    ...{ topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, attributes: {} },
  },
});

const group = (name: string): MetadataDocument['groups'][number] => ({
  ...{ name, queueCounts: 'perBroker', ...namespaceOf(name) },
  settings: {
    ...{ consumeEnable: true, consumeFromMinEnable: true, consumeBroadcastEnable: false },
    ...{ retryQueueNums: 1, retryMaxTimes: 16, brokerId: 0, whichBrokerWhenConsumeSlowly: 1 },
  },
});

/** A document with these topics and groups. */
export const documentOf = (topics: readonly string[], groups: readonly string[] = []): MetadataDocument => ({
  ...{ format: 'rocketmq-metadata-export', version: 1, source: { kind: 'cluster', cluster: 'old' } },
  ...{ topics: topics.map(topic), groups: groups.map(group), orderConfigs: {} },
  ...{ namespaces: [], leftOut: { topics: [], groups: [] }, warnings: [] },
});
