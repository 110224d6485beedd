import { codedErrorIn } from '@mqferry/core';
import { brokerError } from '../client/broker-error.ts';
import type { ClusterMetadata } from '../client/cluster-metadata.ts';
import { clientErrors } from '../client/errors.ts';
import type { KafkaClient } from '../client/kafka-client.ts';

/** One partition of one topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** `topic-partition`, as Kafka's own logs write it. */
export const partitionText = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** Groups what belongs to the same topic, in the order of first appearance. */
export const byTopic = <T extends { readonly topic: string }>(items: readonly T[]): Map<string, T[]> =>
  Map.groupBy(items, ({ topic }) => topic);

/** A partition together with its leader of the moment. */
export interface LedPartition extends TopicPartition {
  readonly leader: number;
  readonly leaderEpoch: number;
}

/** What came of one partition, as `askLeaders` wants it: `value()` unless there is an error code. */
export const partitionResult = <R>(
  api: string,
  where: TopicPartition,
  answer: { readonly errorCode: number; readonly errorMessage?: string | null },
  value: () => R,
): [key: string, result: R | Error] => {
  const key = partitionText(where);
  const { errorCode, errorMessage } = answer;
  return [key, errorCode === 0 ? value() : brokerError(api, key, errorCode, errorMessage)];
};

/** A topic just created is not known to every broker at once: so often it is looked for. */
const SEARCHES = 4;

/** Adds the leader; throws why there is none. */
const withLeader = <P extends TopicPartition>(
  { topics }: ClusterMetadata,
  item: P,
  search: number,
): P & LedPartition => {
  const { topic, partition } = item;
  // Partitions come in order and, but for moments of change, without gaps.
  const found = topics.get(topic)?.partitions[partition];
  if (found?.partition === partition && found.leader >= 0) {
    return { ...item, leader: found.leader, leaderEpoch: found.leaderEpoch };
  }
  if (found || search < SEARCHES) throw clientErrors.KAFKA_LEADER_UNKNOWN({ topic, partition });
  throw topics.has(topic)
    ? clientErrors.KAFKA_PARTITION_UNKNOWN({ topic, partition })
    : clientErrors.KAFKA_TOPIC_UNKNOWN({ topic });
};

/**
 * Asks each leader about its partitions, and again, with fresh metadata, about those whose answer was a
 * retriable error. `ask` returns one result or error per partition it was given. The result has an entry for
 * every partition; the first error that does not pass is thrown.
 */
export const askLeaders = async <P extends TopicPartition, R>(
  client: KafkaClient,
  partitions: readonly P[],
  ask: (node: number, partitions: readonly (P & LedPartition)[]) => Promise<Map<string, R | Error>>,
): Promise<Map<string, R>> => {
  const results = new Map<string, R>();
  let open = [...partitions];
  let search = 0;

  const askOnce = async (): Promise<void> => {
    const metadata = await client.metadata();
    const failures: unknown[] = [];
    search += 1;
    const led = open.flatMap((item) => {
      try {
        return [withLeader(metadata, item, search)];
      } catch (error) {
        failures.push(error);
        return [];
      }
    });
    const askOne = async ([node, group]: [number, readonly (P & LedPartition)[]]) => {
      try {
        for (const [key, result] of await ask(node, group)) {
          if (result instanceof Error) failures.push(result);
          else results.set(key, result);
        }
      } catch (error) {
        failures.push(error);
      }
    };
    await Promise.all([...Map.groupBy(led, ({ leader }) => leader)].map(askOne));
    open = open.filter((item) => !results.has(partitionText(item)));
    const failure = failures.find((error) => !codedErrorIn(error)?.retriable) ?? failures[0];
    if (failure) throw failure;
    if (open.length === 0) return;
    const reason = `no answer for partition ${partitionText(open[0]!)}`;
    throw clientErrors.KAFKA_PROTOCOL_VIOLATION({ broker: 'the leader', reason });
  };

  if (open.length > 0) await client.retrying(askOnce);
  return results;
};
