import { byTopic, type TopicPartition } from '../admin/by-leader.ts';
import { Produce } from '../protocol/generated/index.ts';
import type { BrokerConnection } from './broker-connection.ts';

/** One record batch for one partition. */
export interface ProduceItem extends TopicPartition {
  /** Undefined when the cluster does not tell; used from Produce 13 on (4.1). */
  readonly topicId: string | undefined;
  /** Exactly one batch of format 2, base offset 0. */
  readonly records: Buffer;
}

/** What the broker did with one batch. */
export interface ProducedPartition extends TopicPartition {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  /** Offset of the batch's first record on the broker. */
  readonly baseOffset: bigint;
}

/** The answer of one broker. */
export interface ProduceAnswer {
  readonly throttleMs: number;
  readonly partitions: readonly ProducedPartition[];
}

const ALL_IN_SYNC_REPLICAS = -1;
const VERSION_WITH_TOPIC_IDS = 13;

/**
 * Writes raw batches, at most one per partition, and waits for all in-sync replicas (acks=all).
 * `timeoutMs` is how long the broker waits for them.
 */
export const produceBatches = async (
  connection: BrokerConnection,
  items: readonly ProduceItem[],
  timeoutMs: number,
): Promise<ProduceAnswer> => {
  const nameOf = new Map(items.map(({ topic, topicId }) => [topicId ?? topic, topic]));
  const request = (version: number) => ({
    transactionalId: null,
    acks: ALL_IN_SYNC_REPLICAS,
    timeoutMs,
    topicData: [...byTopic(items)].map(([name, group]) => ({
      ...(version >= VERSION_WITH_TOPIC_IDS ? { topicId: group[0]!.topicId! } : { name }),
      partitionData: group.map(({ partition, records }) => ({ index: partition, records })),
    })),
  });
  // While a cluster is upgraded, its brokers may offer what needs topic ids before its topics have them.
  const nameless = items.every(({ topicId }) => topicId !== undefined);
  const answer = await connection.send(
    Produce,
    request,
    nameless ? {} : { highestVersion: VERSION_WITH_TOPIC_IDS - 1 },
  );
  return {
    throttleMs: answer.throttleTimeMs,
    partitions: answer.responses.flatMap(({ name, topicId, partitionResponses }) =>
      partitionResponses.map((p) => ({
        topic: name === '' ? nameOf.get(topicId)! : name,
        partition: p.index,
        errorCode: p.errorCode,
        errorMessage: p.errorMessage,
        baseOffset: p.baseOffset,
      })),
    ),
  };
};
