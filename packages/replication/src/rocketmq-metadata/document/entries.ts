import { namespaceOf } from '@mqferry/rocketmq';
import { kindOfTopic } from '../names.ts';
import type {
  GroupEntry,
  GroupSettings,
  QueueCounts,
  TopicEntry,
  TopicSettings,
} from './metadata-document.ts';

interface Spread<S> {
  readonly settings: S;
  readonly brokers?: readonly string[];
  readonly differing?: readonly { readonly broker: string; readonly settings: S }[];
}

/** A topic of the document; kind, namespace and group follow from its name. */
export const topicEntry = (
  name: string,
  spread: Spread<TopicSettings>,
  queueCounts: QueueCounts = 'perBroker',
): TopicEntry => {
  const namespace = namespaceOf(name);
  return {
    name,
    ...kindOfTopic(name),
    ...(namespace === undefined ? {} : { namespace }),
    ...spread,
    queueCounts,
  };
};

/** A group of the document. `consumes`: topics of which it has committed offsets, where that is known. */
export const groupEntry = (
  name: string,
  spread: Spread<GroupSettings>,
  queueCounts: QueueCounts = 'perBroker',
  consumes?: readonly string[],
): GroupEntry => {
  const namespace = namespaceOf(name);
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...spread,
    queueCounts,
    ...(consumes === undefined ? {} : { consumes }),
  };
};

/** The namespaces of these topics and groups, in order. */
export const namespacesOf = (
  topics: readonly TopicEntry[],
  groups: readonly GroupEntry[],
): readonly string[] =>
  [...new Set([...topics, ...groups].flatMap(({ namespace }) => namespace ?? []))].sort();

/** Topics and groups in the order of their names: a document is the same for the same cluster. */
export const byName = <T extends { readonly name: string }>(entries: readonly T[]): readonly T[] =>
  entries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
