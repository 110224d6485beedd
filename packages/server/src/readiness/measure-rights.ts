import type { CodedError } from '@mqferry/core';
import { DescribeCluster, describeConfigs, type KafkaClient, Metadata } from '@mqferry/kafka';
import { readinessErrors as errors } from '@mqferry/migration';
import { ifTold } from '@mqferry/replication';
import { coded } from '../inventory/coded.ts';
import { deniedTopics } from '../switches/write-denial.ts';

/** Bits of operations that a user may do (AclOperation). */
const WRITE = 1 << 4;
const ALTER = 1 << 7;
/** What a broker that was not asked, or is too old, tells instead. */
const NOT_TOLD = -2_147_483_648;
const TOPICS_AT_ONCE = 500;

const chunksOf = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / TOPICS_AT_ONCE) }, (_, i) =>
    items.slice(i * TOPICS_AT_ONCE, (i + 1) * TOPICS_AT_ONCE),
  );

/** Topics that the user of this client may not write to; without those of which that is not told. */
export const notWritable = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<ReadonlySet<string>> => {
  const refused = new Set<string>();
  for (const chunk of chunksOf(topics)) {
    const request = {
      topics: chunk.map((name) => ({ name })),
      ...{ allowAutoTopicCreation: false, includeTopicAuthorizedOperations: true },
    };
    const answer = await ifTold(client.send(Metadata, request, 'any'));
    for (const { name, topicAuthorizedOperations: may } of answer?.topics ?? [])
      if (name !== null && may !== NOT_TOLD && (may & WRITE) === 0) refused.add(name);
  }
  return refused;
};

/** Why writes cannot be refused on a cluster by ACLs; undefined: they can, as far as is told. */
export const denialBlocker = async (client: KafkaClient): Promise<CodedError | undefined> => {
  try {
    await deniedTopics(client, []);
    const told = await ifTold(
      client.send(DescribeCluster, { includeClusterAuthorizedOperations: true }, 'any'),
    );
    const may = told?.clusterAuthorizedOperations ?? NOT_TOLD;
    return may !== NOT_TOLD && (may & ALTER) === 0 ? errors.READINESS_NO_DENIAL({}) : undefined;
  } catch (error) {
    return coded(error);
  }
};

/** How long records of topics are kept, in milliseconds; topics that keep theirs for good are left out. */
export const retentionOf = async (
  client: KafkaClient,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>();
  for (const chunk of chunksOf(topics)) {
    const configs =
      (await ifTold(
        describeConfigs(
          client,
          chunk.map((topic) => ({ topic })),
        ),
      )) ?? [];
    for (const [topic, entries] of configs) {
      const policy = entries.get('cleanup.policy')?.value ?? 'delete';
      const ms = Number(entries.get('retention.ms')?.value ?? -1);
      if (policy.includes('delete') && ms >= 0) found.set(topic, ms);
    }
  }
  return found;
};
