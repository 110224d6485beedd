import { backoffDelay, codedErrorIn, pause } from '@mqferry/core';
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

const MAX_ATTEMPTS = 12;

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
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const { topics } = await client.metadata();
    const led = open.map((item): P & LedPartition => {
      const found = topics.get(item.topic)?.partitions.find((p) => p.partition === item.partition);
      return { ...item, leader: found?.leader ?? -1, leaderEpoch: found?.leaderEpoch ?? -1 };
    });
    let failure: unknown;
    await Promise.all(
      [...Map.groupBy(led, ({ leader }) => leader)].map(async ([node, group]) => {
        if (node < 0) {
          failure ??= clientErrors.KAFKA_LEADER_UNKNOWN(group[0]!);
          return;
        }
        try {
          for (const [key, result] of await ask(node, group)) {
            if (result instanceof Error) {
              if (!codedErrorIn(result)?.retriable) throw result;
              failure ??= result;
            } else results.set(key, result);
          }
        } catch (error) {
          if (!codedErrorIn(error)?.retriable) throw error;
          failure ??= error;
        }
      }),
    );
    open = open.filter((item) => !results.has(partitionText(item)));
    if (open.length === 0) break;
    if (attempt >= MAX_ATTEMPTS) throw failure;
    client.expireMetadata();
    await pause(backoffDelay(attempt));
  }
  return results;
};
