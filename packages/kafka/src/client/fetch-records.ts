import { byTopic, type TopicPartition } from '../admin/by-leader.ts';
import { Fetch } from '../protocol/generated/index.ts';
import type { BrokerConnection } from './broker-connection.ts';

/** What to read of one partition. */
export interface FetchWant extends TopicPartition {
  /** Undefined when the cluster does not tell; used from Fetch 13 on (3.1). */
  readonly topicId: string | undefined;
  readonly offset: bigint;
  readonly maxBytes: number;
  /** The leader epoch of the metadata this is based on; a leader of another epoch refuses. -1: not checked. */
  readonly leaderEpoch?: number;
  /** Leader epoch of the record before `offset`: a log that differs there is told as `diverging`. -1: not checked. */
  readonly lastEpoch?: number;
}

/** Bounds of one fetch: bytes over all partitions, and how long to wait for the first byte. */
export interface FetchBounds {
  readonly maxBytes: number;
  readonly maxWaitMs: number;
  /** Reads up to the last stable offset only, and tells what was aborted (KIP-98, from 0.11 on). */
  readonly readCommitted?: boolean;
}

/** What came of one partition. */
export interface FetchedPartition extends TopicPartition {
  readonly errorCode: number;
  readonly highWatermark: bigint;
  /** The high watermark where the broker does not tell (before 0.11). */
  readonly lastStableOffset: bigint;
  readonly logStartOffset: bigint;
  /** Raw record batches; the first may begin before the wanted offset, the last may be cut off. */
  readonly records: Buffer;
  /** Where the log parted from the one that was read before (KIP-595); undefined when it did not. */
  readonly diverging: { readonly epoch: number; readonly endOffset: bigint } | undefined;
  /** Transactions that were aborted and have records in the answer; empty unless asked for. */
  readonly aborted: readonly AbortedTransaction[];
}

/** A transaction whose records a reader of what is committed skips, up to its producer's next abort marker. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/** The answer of one broker. */
export interface FetchAnswer {
  /** So long it takes nothing more from this connection; the answer then leaves partitions out (KIP-219). */
  readonly throttleMs: number;
  readonly errorCode: number;
  readonly partitions: readonly FetchedPartition[];
}

const NO_RECORDS = Buffer.alloc(0);
const NO_SESSION = { sessionId: 0, sessionEpoch: -1 };
const VERSION_WITH_ISOLATION = 4;
const READ_COMMITTED = 1;
const VERSION_WITH_SESSIONS = 7;
const VERSION_WITH_LEADER_EPOCH = 9;
const VERSION_WITH_LAST_EPOCH = 12;
const VERSION_WITH_TOPIC_IDS = 13;

/** Reads raw records, unless told otherwise uncommitted ones too, from the leader behind a connection, without a fetch session. */
export const fetchRecords = async (
  connection: BrokerConnection,
  wants: readonly FetchWant[],
  { maxBytes, maxWaitMs, readCommitted }: FetchBounds,
): Promise<FetchAnswer> => {
  const nameOf = new Map(wants.map(({ topic, topicId }) => [topicId ?? topic, topic]));
  const request = (version: number) => ({
    maxWaitMs,
    minBytes: 1,
    maxBytes,
    ...(readCommitted && version >= VERSION_WITH_ISOLATION ? { isolationLevel: READ_COMMITTED } : {}),
    ...(version >= VERSION_WITH_SESSIONS ? NO_SESSION : {}),
    topics: [...byTopic(wants)].map(([topic, items]) => ({
      ...(version >= VERSION_WITH_TOPIC_IDS ? { topicId: items[0]!.topicId! } : { topic }),
      partitions: items.map((want) => ({
        partition: want.partition,
        fetchOffset: want.offset,
        partitionMaxBytes: want.maxBytes,
        ...(version >= VERSION_WITH_LEADER_EPOCH ? { currentLeaderEpoch: want.leaderEpoch ?? -1 } : {}),
        ...(version >= VERSION_WITH_LAST_EPOCH ? { lastFetchedEpoch: want.lastEpoch ?? -1 } : {}),
      })),
    })),
  });
  // While a cluster is upgraded, its brokers may offer what needs topic ids before its topics have them.
  const nameless = wants.every(({ topicId }) => topicId !== undefined);
  const answer = await connection.send(
    Fetch,
    request,
    nameless ? {} : { highestVersion: VERSION_WITH_TOPIC_IDS - 1 },
  );
  return {
    throttleMs: answer.throttleTimeMs,
    errorCode: answer.errorCode,
    partitions: answer.responses.flatMap(({ topic, topicId, partitions }) => {
      const name = topic === '' ? nameOf.get(topicId)! : topic;
      return partitions.map((p) => ({
        topic: name,
        partition: p.partitionIndex,
        errorCode: p.errorCode,
        highWatermark: p.highWatermark,
        lastStableOffset: p.lastStableOffset >= 0n ? p.lastStableOffset : p.highWatermark,
        logStartOffset: p.logStartOffset,
        records: p.records ?? NO_RECORDS,
        aborted: p.abortedTransactions ?? [],
        diverging: p.divergingEpoch.endOffset >= 0n ? p.divergingEpoch : undefined,
      }));
    }),
  };
};
