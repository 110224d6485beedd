import { FramePool } from '@mqferry/core';
import { batchBytes, type KafkaClient, scanBatches } from '@mqferry/kafka';

const OFFSET_OUT_OF_RANGE = 1;

/** A partition's log as readers see it; what it holds may be replaced. */
export interface FakeLog {
  batches: readonly Buffer[];
  start: bigint;
  /** Answers fetches only. */
  readonly client: KafkaClient;
}

/** A cluster with one partition, whose log holds these batches. */
export const fakeLog = (...batches: readonly Buffer[]): FakeLog => {
  const fetch = (offset: bigint) => {
    const found = log.batches.filter((bytes) => scanBatches(bytes).batches[0]!.lastOffset >= offset);
    const isThere = offset >= log.start;
    return {
      errorCode: isThere ? 0 : OFFSET_OUT_OF_RANGE,
      highWatermark: 0n,
      logStartOffset: log.start,
      // Copies, as from a socket: what is read may be written over.
      records: Buffer.concat(isThere ? found : []),
      divergingEpoch: { epoch: -1, endOffset: -1n },
    };
  };
  const connection = {
    send: async (_api: unknown, request: (version: number) => FetchRequest) => ({
      throttleTimeMs: 0,
      errorCode: 0,
      responses: request(4).topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition, fetchOffset }) => ({
          ...{ partitionIndex: partition, ...fetch(fetchOffset) },
        })),
      })),
    }),
  };
  const client = {
    frames: new FramePool(),
    retrying: <T>(operation: () => Promise<T>) => operation(),
    topic: async () => ({ topicId: undefined }),
    partition: async () => ({ leader: 1, leaderEpoch: 0 }),
    connect: async () => connection,
  } as unknown as KafkaClient;
  const log: FakeLog = { batches, start: 0n, client };
  return log;
};

interface FetchRequest {
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly fetchOffset: bigint }[];
  }[];
}

/** The same bytes at the same offsets, in memory of their own. */
export const copyOfLog = (log: FakeLog): FakeLog =>
  fakeLog(...log.batches.map((bytes) => Buffer.from(batchBytes(bytes, scanBatches(bytes).batches[0]!))));
