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
/** From Produce 12 on a broker asks the coordinator about every transactional batch, whatever its settings (KIP-890). */
const LAST_VERSION_WITHOUT_TRANSACTION_CHECK = 11;

/**
 * Writes raw batches, at most one per partition, and waits for all in-sync replicas (acks=all).
 * `timeoutMs` is how long the broker waits for them. Transactional batches need a `transactionalId` that this user may
 * write with, may be of one producer only (ReplicaManager.handleProduceAppend), and are taken without a transaction
 * of that id where the broker does not verify them (`transaction.partition.verification.enable`).
 */
export const produceBatches = async (
  connection: BrokerConnection,
  items: readonly ProduceItem[],
  timeoutMs: number,
  transactionalId?: string,
): Promise<ProduceAnswer> => {
  const topics = byTopic(items);
  const request = (version: number) => ({
    transactionalId: transactionalId ?? null,
    acks: ALL_IN_SYNC_REPLICAS,
    timeoutMs,
    topicData: Array.from(topics, ([name, group]) => ({
      ...(version >= VERSION_WITH_TOPIC_IDS ? { topicId: group[0]!.topicId! } : { name }),
      partitionData: group.map(({ partition, records }) => ({ index: partition, records })),
    })),
  });
  // While a cluster is upgraded, its brokers may offer what needs topic ids before its topics have them.
  const nameless = items.every(({ topicId }) => topicId !== undefined);
  const highestVersion =
    transactionalId !== undefined
      ? LAST_VERSION_WITHOUT_TRANSACTION_CHECK
      : nameless
        ? Number.POSITIVE_INFINITY
        : VERSION_WITH_TOPIC_IDS - 1;
  const answer = await connection.send(Produce, request, { highestVersion });
  const nameOf = new Map(Array.from(topics, ([name, [item]]) => [item!.topicId, name]));
  const partitions: ProducedPartition[] = [];
  for (const { name, topicId, partitionResponses } of answer.responses) {
    const topic = name === '' ? nameOf.get(topicId)! : name;
    for (const { index: partition, errorCode, errorMessage, baseOffset } of partitionResponses) {
      partitions.push({ topic, partition, errorCode, errorMessage, baseOffset });
    }
  }
  return { throttleMs: answer.throttleTimeMs, partitions };
};
