import { type Answer, problemOf, type Routes } from '@mqferry/api';
import type { CodedError } from '@mqferry/core';
import {
  describeConfigs,
  type KafkaClient,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  partitionText,
} from '@mqferry/kafka';
import { lagOf } from './group-rows.ts';
import type { Look } from './inventories.ts';
import { seenOf } from './seen.ts';
import { topicFields } from './topic-rows.ts';
import { within } from './within.ts';

/** One topic. */
export type TopicDetail = Answer<Routes['getTopic']>;

/** What of it comes of what is known already; the rest is asked for. */
export const TOPIC_PARTS = ['configs', 'sizes', 'groups'] as const;

const problemsNow = (part: 'offsets' | 'configs', problem: CodedError | undefined) =>
  problem ? [{ part, asOf: null, problem: problemOf(problem) }] : [];

/** One topic as it is now. Throws KAFKA_TOPIC_UNKNOWN, and why the cluster does not answer. */
export const topicDetail = async (
  client: KafkaClient,
  name: string,
  look: Look<(typeof TOPIC_PARTS)[number]>,
  now: Date,
): Promise<TopicDetail> => {
  const found = await within(client.topic(name));
  if (found.problem) throw found.problem;
  const topic = found.value;
  const led = topic.partitions
    .filter(({ leader }) => leader >= 0)
    .map(({ partition }) => ({ topic: name, partition }));
  const [offsets, described] = await Promise.all([
    within(Promise.all([listOffsets(client, led, OFFSET_EARLIEST), logEndOffsets(client, led)])),
    within(describeConfigs(client, [{ topic: name }])),
  ]);
  const [starts, ends] = offsets.value ?? [];
  const readers = look.groups.value && (look.groups.value.readers.get(name) ?? []);
  const { configs: known, ...others } = look;
  const seen = seenOf({ ...known, at: now.getTime() }, others);
  return {
    ...seen,
    problems: [
      ...seen.problems,
      ...problemsNow('offsets', offsets.problem),
      ...problemsNow('configs', described.problem),
    ],
    ...topicFields(topic, known.value, look.sizes.value),
    topicId: topic.topicId ?? null,
    partitions: topic.partitions.map(({ partition, leader, replicas, inSyncReplicas }) => {
      const key = partitionText({ topic: name, partition });
      return {
        ...{
          partition,
          leader: leader >= 0 ? leader : null,
          replicas: [...replicas],
          inSync: [...inSyncReplicas],
        },
        ...{ start: starts?.get(key) ?? null, end: ends?.get(key) ?? null },
        bytes: look.sizes.value?.partitions.get(key) ?? null,
      };
    }),
    configs: described.value
      ? [...(described.value.get(name)?.values() ?? [])].map(({ name: config, value, source }) => ({
          ...{ name: config, value, source, isDefault: source === 'default' },
        }))
      : null,
    groups:
      readers?.map((group) => ({
        ...{ group: group.group, state: group.state ?? null, lag: lagOf(group, name) },
      })) ?? null,
  };
};
