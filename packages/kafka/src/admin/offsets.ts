import { brokerError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { offers } from '../client/version-negotiation.ts';
import { DeleteRecords, ListOffsets, OffsetForLeaderEpoch } from '../protocol/generated/index.ts';
import { askLeaders, byTopic, partitionText, type TopicPartition } from './by-leader.ts';

/** Special timestamps of ListOffsets (KIP-79, KIP-734). */
export const OFFSET_LATEST = -1n;
export const OFFSET_EARLIEST = -2n;

const DELETE_TIMEOUT_MS = 30_000;

/**
 * One offset per partition, keyed `topic-partition`: the earliest, the latest (the high watermark, not the log
 * end), or the first at or after a timestamp in milliseconds (-1 when there is none).
 */
export const listOffsets = (
  client: KafkaClient,
  partitions: readonly TopicPartition[],
  timestamp: bigint,
): Promise<Map<string, bigint>> =>
  askLeaders(client, partitions, async (node, group) => {
    const answer = await client.send(
      ListOffsets,
      (version) => ({
        replicaId: -1,
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
        partitions.map((p): [string, bigint | Error] => {
          const key = partitionText({ topic: name, partition: p.partitionIndex });
          if (p.errorCode !== 0) return [key, brokerError('ListOffsets', key, p.errorCode)];
          return [key, p.oldStyleOffsets[0] ?? p.offset];
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
    const known = group.filter(({ leaderEpoch }) => leaderEpoch >= 0);
    if (!offers(OffsetForLeaderEpoch, connection.offeredVersions, 2) || known.length < group.length) {
      return new Map(group.map((p): [string, bigint] => [partitionText(p), -1n]));
    }
    const answer = await connection.send(OffsetForLeaderEpoch, (version) => ({
      ...(version >= 3 ? { replicaId: -1 } : {}),
      topics: [...byTopic(group)].map(([topic, items]) => ({
        topic,
        partitions: items.map(({ partition, leaderEpoch }) => ({
          partition,
          currentLeaderEpoch: leaderEpoch,
          leaderEpoch,
        })),
      })),
    }));
    return new Map(
      answer.topics.flatMap(({ topic, partitions }) =>
        partitions.map((p): [string, bigint | Error] => {
          const key = partitionText({ topic, partition: p.partition });
          if (p.errorCode !== 0) return [key, brokerError('OffsetForLeaderEpoch', key, p.errorCode)];
          return [key, p.endOffset];
        }),
      ),
    );
  });
  const untold = partitions.filter((p) => ends.get(partitionText(p)) === -1n);
  for (const [key, offset] of await listOffsets(client, untold, OFFSET_LATEST)) ends.set(key, offset);
  return ends;
};

/** Deletes all records before the given offset of each partition (KIP-107); gives the new log start offsets. */
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
        timeoutMs: DELETE_TIMEOUT_MS,
      },
      { node },
    );
    return new Map(
      answer.topics.flatMap(({ name, partitions }) =>
        partitions.map((p): [string, bigint | Error] => {
          const key = partitionText({ topic: name, partition: p.partitionIndex });
          if (p.errorCode !== 0) return [key, brokerError('DeleteRecords', key, p.errorCode)];
          return [key, p.lowWatermark];
        }),
      ),
    );
  });
