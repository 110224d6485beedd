import { type Answer, type OperationInput, problemOf, type Routes } from '@mqferry/api';
import { defineErrors } from '@mqferry/core';
import { ago, DAY, HOUR, idOf, MINUTE } from './ids.ts';
import { topicNames } from './topics.ts';

export type Task = Answer<Routes['getTask']>;
export type Item = Answer<Routes['listTaskItems']>['items'][number];
export type Copy = Extract<OperationInput, { readonly sourceId: string }>;

/** A task of the fake service; it goes on a little each time that somebody looks. */
export interface FakeTask
  extends Pick<Task, 'id' | 'kind' | 'source' | 'target' | 'createdBy' | 'createdAt'> {
  cancelled: boolean;
  endedAt: string | null;
  items: Item[];
}

const taskErrors = defineErrors({
  METADATA_PARTITIONS_DIFFER: {
    status: 409,
    retriable: false,
    message: {
      en: 'The target has a topic {topic} already, with 5 partitions instead of 12.',
      zh: '目标集群已有主题 {topic}，分区数为 5 而非 12。',
    },
    action: {
      en: 'Choose 5 partitions for it, or delete the topic on the target if nobody uses it.',
      zh: '请为该主题选择 5 个分区；若目标端无人使用，也可先删除该主题。',
    },
  },
});

const topicItem = (topic: string, partitions: number, replicationFactor: number, isThere: boolean) => ({
  ...{ topic, action: isThere ? 'exists' : 'create', partitions, replicationFactor },
  compacted: topic.endsWith('snapshots'),
  configs: { 'retention.ms': '604800000' },
  notes: [
    { name: 'min.insync.replicas', source: '3', target: '2', reason: 'above-target-replicas' as const },
  ],
  refusal: null,
});

/** An item of a task. */
export const item = (position: number, name: string, input: Item['input'], state: Item['state']): Item => ({
  ...{ position, name, input, state, reason: null, attempts: state === 'pending' ? 0 : 1 },
  endedAt: state === 'pending' ? null : ago(HOUR),
});

/** The same when it was tried in vain. */
export const failing = (made: Item): Item => ({
  ...{ ...made, state: 'failed', attempts: made.attempts + 1, endedAt: ago(0) },
  reason: problemOf(taskErrors.METADATA_PARTITIONS_DIFFER({ topic: made.name })),
});

/** The items of a copy, as a plan tells them. */
export const itemsOf = (change: Copy): { readonly name: string; readonly input: Item['input'] }[] => {
  switch (change.operation) {
    case 'copyTopics':
      return (change.topics ?? topicNames(12)).map((topic) => {
        const { partitions = 12, replicationFactor = change.replicationFactor ?? 3 } =
          change.changes?.[topic] ?? {};
        return { name: topic, input: topicItem(topic, partitions, replicationFactor, false) };
      });
    case 'copyUsers':
      return change.users.map(({ user }) => ({
        name: `${user} SCRAM-SHA-512`,
        input: { user, mechanism: 'SCRAM-SHA-512', iterations: 8192 },
      }));
    case 'copyQuotas':
      return (change.names ?? ['user orders-service']).map((name) => ({
        ...{ name, input: { limits: { producer_byte_rate: 10_485_760 } } },
      }));
    default:
      return (change.names ?? ['ALLOW User:billing from * READ TOPIC payments.eu.confirmed']).map((name) => ({
        ...{ name, input: {} },
      }));
  }
};

/** Whether a change copies from cluster to cluster. */
export const isCopy = (change: OperationInput): change is Copy => 'sourceId' in change;

/** The tasks of the busy world. */
export const tasks = (): FakeTask[] => {
  const sides = {
    source: { id: idOf(101), name: 'kafka-eu-old' },
    target: { id: idOf(102), name: 'kafka-eu-new' },
  };
  const topics = topicNames(48);
  const states = (position: number): Item['state'] => (position % 9 === 2 ? 'skipped' : 'done');
  return [
    {
      ...{ ...sides, id: idOf(501), kind: 'topics', createdBy: 'wei.zhang', createdAt: ago(HOUR) },
      ...{ cancelled: false, endedAt: ago(58 * MINUTE) },
      items: topics.map((topic, i) => {
        const made = item(i, topic, topicItem(topic, 12, 3, states(i) === 'skipped'), states(i));
        return i % 13 === 4 ? { ...failing(made), attempts: 2 } : made;
      }),
    },
    {
      ...{ ...sides, id: idOf(502), kind: 'acls', createdBy: 'deploy', createdAt: ago(26 * HOUR) },
      ...{ cancelled: false, endedAt: ago(26 * HOUR - 4_000), source: { id: idOf(109), name: null } },
      items: [item(0, 'ALLOW User:billing from * READ TOPIC payments.eu.confirmed', {}, 'done')],
    },
    {
      ...{ ...sides, id: idOf(503), kind: 'quotas', createdBy: 'wei.zhang', createdAt: ago(9 * DAY) },
      ...{ cancelled: true, endedAt: ago(9 * DAY - MINUTE) },
      items: [item(0, 'user orders-service', { limits: { producer_byte_rate: 10_485_760 } }, 'cancelled')],
    },
  ];
};
