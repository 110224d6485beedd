import {
  type AbortedTransaction,
  type BatchHeader,
  batchBytes,
  brokerError,
  fetchRecords,
  type KafkaClient,
  partitionText,
  scanBatches,
  type TopicPartition,
} from '@mqferry/kafka';

/** One batch as it lies in a log. */
export interface WholeBatch {
  readonly header: BatchHeader;
  readonly bytes: Buffer;
}

/** Batches of a log, and which transactions among them are aborted, where that was asked for. */
export interface LogPiece {
  readonly batches: WholeBatch[];
  readonly aborted: readonly AbortedTransaction[];
}

/** How a log is read. */
export interface ReadManner {
  /** Names the connection. */
  readonly lane?: string;
  /** Reads up to the last stable offset only. */
  readonly readCommitted?: boolean;
}

/** What an answer means that leaves out what was asked for, without a word. */
const UNKNOWN_SERVER_ERROR = -1;

/**
 * The batches from the one that holds `offset` on, as many as one fetch of about `maxBytes` gives (one at least);
 * empty at the end of the log. Retries what passes. Throws KAFKA_BROKER_ERROR with OFFSET_OUT_OF_RANGE outside it.
 */
export const readBatches = async (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
  maxBytes: number,
  lane = 'main',
): Promise<WholeBatch[]> => (await readPiece(client, where, offset, maxBytes, { lane })).batches;

/** The same, with what is aborted. */
export const readPiece = async (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
  maxBytes: number,
  manner: ReadManner,
): Promise<LogPiece> => {
  for (;;) {
    const piece = await client.retrying(() => askOnce(client, where, offset, maxBytes, manner));
    if (piece) return piece;
  }
};

/**
 * Undefined when this user is over its quota: then a broker's answer leaves the partition out and says how long it
 * takes nothing more from this connection (KIP-219; KafkaApis.processResponseCallback), so that the next request
 * waits there as long as it has to.
 */
const askOnce = async (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
  maxBytes: number,
  { lane = 'main', readCommitted = false }: ReadManner,
): Promise<LogPiece | undefined> => {
  const { topic, partition } = where;
  const { topicId } = await client.topic(topic);
  const { leader, leaderEpoch } = await client.partition(topic, partition);
  const connection = await client.connect(leader, lane);
  const want = { topic, partition, topicId, offset, maxBytes, leaderEpoch };
  const answer = await fetchRecords(connection, [want], { maxBytes, maxWaitMs: 0, readCommitted });
  const [fetched] = answer.partitions;
  if (!fetched && answer.errorCode === 0 && answer.throttleMs > 0) return undefined;
  const errorCode = answer.errorCode || (fetched?.errorCode ?? UNKNOWN_SERVER_ERROR);
  if (!fetched || errorCode !== 0)
    throw brokerError('Fetch', `${partitionText(where)} at ${offset}`, errorCode);
  const { records, aborted } = fetched;
  const batches = scanBatches(records)
    .batches.filter(({ lastOffset }) => lastOffset >= offset)
    .map((header) => ({ header, bytes: batchBytes(records, header) }));
  return { batches, aborted };
};
