import type { BrokerConnection } from '../client/broker-connection.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { DeleteRecords, ListOffsets, OffsetForLeaderEpoch } from '../protocol/generated/index.ts';
import { CHANGE_TIMEOUT_MS } from './ask.ts';
import { askLeaders, byTopic, partitionResult, partitionText, type TopicPartition } from './by-leader.ts';

/** Special timestamps of ListOffsets (KIP-79, KIP-734). */
export const OFFSET_LATEST = -1n;
export const OFFSET_EARLIEST = -2n;

/** What a broker answers that does not know the epoch asked for. */
const UNTOLD = -1n;

/**
 * One offset per partition, keyed `topic-partition`: the earliest, the latest (the high watermark, not the log
 * end), or the first at or after a timestamp in milliseconds (-1 when there is none).
 */
export const listOffsets = (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
  timestamp: bigint,
): Promise<Map<string, bigint>> => askOffsets(client, partitions, timestamp, 'read_uncommitted');

/** The last stable offset of each partition, keyed `topic-partition`: no transaction is open before it (KIP-98, from 0.11). */
export const lastStableOffsets = (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> => askOffsets(client, partitions, OFFSET_LATEST, 'read_committed');

const askOffsets = (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
  timestamp: bigint,
  level: 'read_committed' | 'read_uncommitted',
): Promise<Map<string, bigint>> =>
  askLeaders(client, partitions, async (node, group) => {
    const answer = await client.send(
      ListOffsets,
      (version) => ({
        replicaId: -1,
        ...(level === 'read_committed' && version >= 2 ? { isolationLevel: 1 } : {}),
        topics: [...byTopic(group)].map(([name, items]) => ({
          name,
          partitions: items.map(({ partition }) => ({
            partitionIndex: partition,
            timestamp,
            ...(version === 0 ? { maxNumOffsets: 1 } : {}),
          })),
        })),
      }),
      { node },
    );
    return new Map(
      answer.topics.flatMap(({ name, partitions }) =>
        partitions.map((p) => {
          const where = { topic: name, partition: p.partitionIndex };
          return partitionResult('ListOffsets', where, p, () => p.oldStyleOffsets[0] ?? p.offset);
        }),
      ),
    );
  });

/**
 * The log end offset of each partition at its leader: the offset the next record gets, also while followers have
 * not caught up (`listOffsets(-1)` is the high watermark). Answered by OffsetForLeaderEpoch for the current
 * epoch; brokers before 2.1, which tell no epoch, give the high watermark.
 */
export const logEndOffsets = async (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
): Promise<Map<string, bigint>> => {
  const ends = await askLeaders(client, partitions, async (node, group) => {
    const connection = await client.connect(node);
    if (tellsLogEnds(connection, group)) return logEndsOn(connection, group);
    return new Map(group.map((p): [string, bigint] => [partitionText(p), UNTOLD]));
  });
  const untold = partitions.filter((p) => ends.get(partitionText(p)) === UNTOLD);
  for (const [key, offset] of await listOffsets(client, untold, OFFSET_LATEST)) ends.set(key, offset);
  return ends;
};

/** A partition and the epoch in which a broker leads it; -1: the cluster does not tell. */
export interface EpochPartition extends TopicPartition {
  readonly leaderEpoch: number;
}

/** Whether a broker can tell the log ends of partitions that it leads (from 2.1 on). */
export const tellsLogEnds = (
  connection: BrokerConnection,
  partitions: readonly Pick<EpochPartition, 'leaderEpoch'>[],
): boolean =>
  connection.offers(OffsetForLeaderEpoch, 2) && partitions.every(({ leaderEpoch }) => leaderEpoch >= 0);

/**
 * Log end offsets as a broker tells them of partitions that it leads in these epochs, or the error of each. A broker
 * serves one request of a connection after the other: the ends are those after all that was sent there before.
 */
export const logEndsOn = async (
  connection: BrokerConnection,
  partitions: readonly EpochPartition[],
): Promise<Map<string, bigint | Error>> => {
  const answer = await connection.send(OffsetForLeaderEpoch, (version) => ({
    ...(version >= 3 ? { replicaId: -1 } : {}),
    topics: [...byTopic(partitions)].map(([topic, items]) => ({
      topic,
      partitions: items.map(({ partition, leaderEpoch }) => ({
        partition,
        currentLeaderEpoch: leaderEpoch,
        leaderEpoch,
      })),
    })),
  }));
  return new Map(
    answer.topics.flatMap(({ topic, partitions: of }) =>
      of.map((p) => {
        const where = { topic, partition: p.partition };
        return partitionResult('OffsetForLeaderEpoch', where, p, () => p.endOffset);
      }),
    ),
  );
};

/** Deletes all records before the given offset of each partition (KIP-107); gives the new log start offsets. From 0.11. */
export const deleteRecords = (
  client: KafkaClient,
  partitions: readonly (TopicPartition & { readonly before: bigint })[],
): Promise<Map<string, bigint>> =>
  askLeaders(client, partitions, async (node, group) => {
    const answer = await client.send(
      DeleteRecords,
      {
        topics: [...byTopic(group)].map(([name, items]) => ({
          name,
          partitions: items.map(({ partition, before }) => ({ partitionIndex: partition, offset: before })),
        })),
        timeoutMs: CHANGE_TIMEOUT_MS,
      },
      { node },
    );
    return new Map(
      answer.topics.flatMap(({ name, partitions }) =>
        partitions.map((p) => {
          const where = { topic: name, partition: p.partitionIndex };
          return partitionResult('DeleteRecords', where, p, () => p.lowWatermark);
        }),
      ),
    );
  });
