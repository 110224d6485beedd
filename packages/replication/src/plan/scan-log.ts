import type { CodedError } from '@mqferry/core';
import { isCodedError } from '@mqferry/core';
import {
  type BatchHeader,
  brokerErrorName,
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  logEndOffsets,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import { type Abilities, isHoley, refusalOfBatch } from '../copier/batch-gate.ts';
import { withUnseen } from '../copier/decided-transactions.ts';
import { inFormat2 } from '../copier/format-2.ts';
import { replicationErrors } from '../errors.ts';
import { readPiece } from '../read-log.ts';

/** A stretch of a partition's log: from `start` up to `end` (exclusive). */
export interface LogStretch extends TopicPartition {
  readonly start: bigint;
  readonly end: bigint;
}

/** How a log is looked at, and what may be in it. */
export interface LogGate extends Abilities {
  /** Look at every batch, else at the first. */
  readonly whole: boolean;
  /** Whether batches may be compressed with zstd. */
  readonly takesZstd: boolean;
}

const FIRST_BATCH_BYTES = 1;
const SCAN_BYTES = 8 * 1024 * 1024;
const TRANSACTION_LOG = '__transaction_state';

/**
 * Whether transactions ever ran on the cluster: its transaction log holds something. Undefined when this user may
 * not see that topic.
 */
export const hadTransactions = async (client: KafkaClient): Promise<boolean> => {
  const log = (await client.metadata()).topics.get(TRANSACTION_LOG);
  if (!log) return false;
  const partitions = log.partitions.map(({ partition }) => ({ topic: TRANSACTION_LOG, partition }));
  const ends = await logEndOffsets(client, partitions);
  return [...ends.values()].some((end) => end > 0n);
};

/** What was found in a log. */
export interface LogSurvey {
  /** Why it cannot be copied; undefined when it can. */
  readonly refusal: CodedError | undefined;
  /** Offsets without a record or marker; counted when all was looked at. */
  readonly holes: bigint;
  /** Offsets of markers and aborted records; counted where what was committed is copied. */
  readonly unseen: bigint;
}

/**
 * Looks for batches that cannot be copied with identical offsets: in the whole stretch or in its first batch. Reads
 * headers only, but a broker sends batches whole, so a whole survey reads the whole log.
 */
export const surveyLog = async (
  client: KafkaClient,
  stretch: LogStretch,
  { whole, takesZstd, ...abilities }: LogGate,
): Promise<LogSurvey> => {
  const readCommitted = abilities.transactions === 'committed';
  // What is not shown yet is no hole.
  const end = await shownUntil(client, stretch, abilities);
  let expected = abilities.holes ? stretch.start : undefined;
  let holes = 0n;
  let unseen = 0n;
  for (let offset = stretch.start; offset < end; ) {
    const maxBytes = whole ? SCAN_BYTES : FIRST_BATCH_BYTES;
    const manner = { lane: 'scan', readCommitted };
    const piece = await readPiece(client, stretch, offset, maxBytes, manner).catch((error) => {
      // Retention deleted what was about to be read: what is left is looked at when it is copied.
      if (brokerErrorName(error) === 'OFFSET_OUT_OF_RANGE') return undefined;
      throw error;
    });
    if (piece === undefined) break;
    if (piece.batches.length === 0) {
      if (expected !== undefined) holes += end - expected;
      break;
    }
    const batches = readCommitted ? withUnseen(piece.batches, piece.aborted) : piece.batches;
    for (const { header, isUnseen } of inFormat2(batches, offset)) {
      const refusal =
        refusalOfBatch(stretch, header, expected ?? header.baseOffset, abilities) ??
        (takesZstd ? undefined : refusalByCompression(stretch, header));
      if (refusal) return { refusal, holes, unseen };
      if (expected !== undefined && header.baseOffset > expected) holes += header.baseOffset - expected;
      if (isUnseen) unseen += header.lastOffset + 1n - latest(header.baseOffset, stretch.start);
      else if (isHoley(header)) holes += BigInt(header.lastOffsetDelta + 1 - header.recordCount);
      expected = header.lastOffset + 1n;
    }
    if (!whole) break;
    offset = expected!;
  }
  return { refusal: undefined, holes, unseen };
};

const refusalByCompression = (
  { topic, partition }: TopicPartition,
  { compression, baseOffset: offset }: BatchHeader,
): CodedError | undefined =>
  compression === 'zstd'
    ? replicationErrors.REPLICATION_ZSTD_REFUSED({ topic, partition, offset })
    : undefined;

const latest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const shownUntil = async (
  client: KafkaClient,
  { end, ...where }: LogStretch,
  { holes, transactions }: Abilities,
): Promise<bigint> => {
  const readable =
    transactions === 'committed'
      ? await lastStableOffsets(client, [where])
      : holes && (await listOffsets(client, [where], OFFSET_LATEST));
  const shown = readable ? readable.get(partitionText(where))! : end;
  return shown < end ? shown : end;
};

/** Whether an error says that the cluster does not offer a call, or that this user may not use it. */
export const isNotAvailable = (error: unknown): boolean =>
  isCodedError(error, 'KAFKA_VERSION_UNSUPPORTED') ||
  ['CLUSTER_AUTHORIZATION_FAILED', 'TOPIC_AUTHORIZATION_FAILED'].includes(brokerErrorName(error) ?? '');
