import type { Answer, Routes } from '@mqferry/api';
import type { GroupEntry, TopicEntry } from '@mqferry/replication';
import { isFound } from '../lists.ts';

type TopicRow = Answer<Routes['listDocumentTopics']>['items'][number];
type GroupRow = Answer<Routes['listDocumentGroups']>['items'][number];

/** What names without a namespace are chosen by. */
const NO_NAMESPACE = 'default';

const KINDS = { normal: 'normal', retry: 'retry', deadLetter: 'dead-letter' } as const;

/** A topic of a document as the API tells it. */
export const topicRow = (entry: TopicEntry): TopicRow => {
  const { name, kind, namespace, settings, queueCounts, brokers, differing } = entry;
  return {
    ...{ topic: name, kind: KINDS[kind], namespace: namespace ?? null },
    messageType: settings.attributes?.['message.type'] ?? null,
    ...{ order: settings.order, perm: settings.perm },
    ...{ readQueues: settings.readQueueNums, writeQueues: settings.writeQueueNums },
    queuesOf: queueCounts === 'perBroker' ? 'broker' : 'all-brokers',
    ...{ brokers: brokers ? [...brokers] : null, differs: differing !== undefined },
  };
};

/** A group of a document as the API tells it. */
export const groupRow = ({
  name,
  namespace,
  settings,
  brokers,
  differing,
  consumes,
}: GroupEntry): GroupRow => ({
  ...{ group: name, namespace: namespace ?? null },
  ...{ consumeEnabled: settings.consumeEnable, broadcast: settings.consumeBroadcastEnable },
  orderly: settings.consumeMessageOrderly ?? null,
  ...{ retryMaxTimes: settings.retryMaxTimes, retryQueues: settings.retryQueueNums },
  ...{ brokers: brokers ? [...brokers] : null, differs: differing !== undefined },
  consumes: consumes ? [...consumes] : null,
});

/** What is searched for among names with namespaces. */
export interface NameQuery {
  readonly search?: string | undefined;
  readonly namespace?: string | undefined;
}

/** Whether a name is one of those that are searched for. */
export const isNamed = (
  { search, namespace: wanted }: NameQuery,
  { name, namespace }: { readonly name: string; readonly namespace: string | null },
): boolean => isFound(search, name) && (wanted === undefined || (namespace ?? NO_NAMESPACE) === wanted);

/** The namespaces of names, in order. */
export const namespacesOf = (entries: readonly { readonly namespace?: string | null }[]): string[] =>
  [...new Set(entries.map(({ namespace }) => namespace ?? NO_NAMESPACE))].sort();
