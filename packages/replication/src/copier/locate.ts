import { isCodedError, pause } from '@mqferry/core';
import {
  type ActiveProducer,
  brokerError,
  describeProducers,
  forEachRecordSlice,
  type KafkaClient,
  listOffsets,
  logEndOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
  transactionEndOf,
} from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { mappedErrors } from '../mapped/mapped-errors.ts';
import { readBatches, readPiece, type WholeBatch } from '../read-log.ts';
import { gapError, type SourceGap } from '../source-gap.ts';
import { transactionErrors } from '../transaction-errors.ts';
import { DigestReader } from '../verify/digest-reader.ts';
import { SkippedRecords } from '../verify/skipped-records.ts';
import type { TransactionManner } from './batch-gate.ts';
import type { CopyPosition } from './copy-position.ts';
import {
  isCopiersOwn,
  isProducers,
  type ProducerIdMap,
  type ProducerNames,
  producerNames,
  sequenceAfter,
} from './producer-ids.ts';
import type { WritingSoFar } from './step-maker.ts';

/** Both ends of the copy and how producers are named on the target. */
export interface LocateContext {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  readonly ids: ProducerIdMap;
  /** The target's log end must stand still for so long before it is believed, in milliseconds. */
  readonly quietMs: number;
  /** Whether the source's log is compacted: what the target got may be gone there. */
  readonly compacted: boolean;
  readonly transactions: TransactionManner;
  readonly signal?: AbortSignal;
  /**
   * What this copier has seen of the source's log, up to where and the leader epoch there, and up to where the target
   * confirmed that it has it. Absent before it read it.
   */
  readonly seen?: { readonly to: bigint; readonly epoch: number; readonly copiedTo: bigint } | undefined;
  /** Whether records that the source deleted before they were copied are given up. */
  readonly acceptGap: boolean;
}

interface LogBounds {
  readonly start: bigint;
  readonly end: bigint;
}

/** Kafka's OFFSET_NOT_AVAILABLE: retriable, the high watermark lags behind after a leader change. */
const OFFSET_NOT_AVAILABLE = 78;
const POLL_MS = 50;
const QUIET_VERBATIM_MS = 1_500;
/** A fetch gives one batch at least (KIP-74). */
const ONE_BATCH_BYTES = 1;

/**
 * Finds where the copy of a partition goes on, from nothing but the two logs: the target's log end is the next
 * offset, once it stands still and all in-sync replicas have it (a request of a dead connection may still be on
 * its way in the broker, and a log end above the high watermark may yet be lost). The batch before it must hold
 * the same records on both sides, so a recreated topic, a truncated source and a foreign writer are noticed.
 *
 * Throws REPLICATION_TARGET_HAS_OTHER_DATA, REPLICATION_SOURCE_TRUNCATED, REPLICATION_SOURCE_GAP,
 * REPLICATION_GAP_IN_TRANSACTION, REPLICATION_OPEN_WITHOUT_MARKERS, REPLICATION_MAPPED_BEFORE, or the clusters' own errors.
 */
export const locate = async (context: LocateContext, where: TopicPartition): Promise<CopyPosition> => {
  const { source, target, ids, seen } = context;
  const { topic, partition } = where;
  const mismatch = (detail: string) =>
    replicationErrors.REPLICATION_TARGET_HAS_OTHER_DATA({ topic, partition, detail });
  // What was copied from this source, and is not there any more, was lost there; unless this copier has seen that it
  // never was: a late request of a dead connection, or somebody else, wrote it. What a source lost, another leader
  // has replaced, with another epoch.
  const neverAtSource = (twin?: WholeBatch) =>
    seen !== undefined &&
    end > seen.copiedTo &&
    (twin ? seen.epoch >= 0 && twin.header.partitionLeaderEpoch === seen.epoch : end > seen.to);
  const notAtSource = (batch: WholeBatch, detail: string, twin?: WholeBatch) =>
    ids.isFromSource(batch.header.producerId) && !neverAtSource(twin)
      ? replicationErrors.REPLICATION_SOURCE_TRUNCATED({ topic, partition, offset: batch.header.baseOffset })
      : mismatch(detail);
  const sourceStart = await offsetOf(source, where, OFFSET_EARLIEST);
  let { start, end } = await settledLog(context, where, context.quietMs);
  let last = start < end ? await readBatchAt(target, where, end - 1n) : undefined;
  if (last && !isCopiers(last, ids) && !isBlank(last) && context.quietMs > 0) {
    // What goes over verbatim and without a producer id is not recognised when it arrives late: wait longer.
    ({ start, end } = await settledLog(context, where, QUIET_VERBATIM_MS));
    last = await readBatchAt(target, where, end - 1n);
  }
  const logStart = start < sourceStart ? sourceStart : undefined;
  const isWhole = async () =>
    context.transactions !== 'committed' || !(await unseenAt(source, where, sourceStart));
  const fillFrom = async (
    offset: bigint,
    writing: WritingSoFar = { mode: 'own', known: [] },
    gap?: SourceGap,
  ): Promise<CopyPosition> => {
    const batch = await readBatchAt(source, where, sourceStart);
    // A batch that holds the log start is copied whole; of an entry of an older format, which bears the offset of its
    // last record, only what is from the log start on; of what is not seen too, for its offsets are filled one by one, and
    // a copy may end among them. Where compaction took what stood there, it is a hole.
    const first = (await isWhole()) ? (batch?.header.baseOffset ?? sourceStart) : sourceStart;
    const fillTo = first < sourceStart ? first : sourceStart;
    if (fillTo < offset) throw mismatch(`filler up to ${offset}, but the source starts at ${fillTo}`);
    const fillTimestamp = batch?.header.baseTimestamp ?? BigInt(Date.now());
    return { offset, fillTo, fillTimestamp, sourceStart, logStart, ...writing, sourceEpoch: -1, gap };
  };

  if (last?.header.producerId === ids.mapped)
    throw mappedErrors.REPLICATION_MAPPED_BEFORE({ topic, partition });
  if (end === 0n) return fillFrom(0n);
  if (last?.header.producerId === ids.filler) return fillFrom(end);
  const known = await producersOf(target, where);
  const writing = writingSoFar(known, last, ids);
  const open = known?.find((p) => p.transactionStart !== undefined && isProducers(p.producerId));
  if (context.transactions === 'committed' && open) {
    const from = open.transactionStart!;
    throw transactionErrors.REPLICATION_OPEN_WITHOUT_MARKERS({ topic, partition, from });
  }
  if (end < sourceStart) {
    const gap = { topic, partition, from: end, to: sourceStart - 1n };
    if (!context.acceptGap) throw gapError(gap);
    if (known?.some(({ transactionStart }) => transactionStart !== undefined))
      throw replicationErrors.REPLICATION_GAP_IN_TRANSACTION({ topic, partition, from: end });
    return fillFrom(end, writing, gap);
  }
  const at = { offset: end, fillTo: 0n, fillTimestamp: 0n, sourceStart, logStart, ...writing } as const;
  // The source has dropped all that was copied: nothing is left to compare, and nothing is missing.
  if (end === sourceStart) {
    if (last?.header.producerId === -1n)
      throw mismatch(`the source has nothing before ${end} to compare it with`);
    return { ...at, sourceEpoch: -1 };
  }
  const sourceEnd = (await logEndOffsets(source, [where])).get(partitionText(where))!;
  if (last === undefined) throw mismatch(`it is empty from ${start} on, nothing can be compared`);
  if (sourceEnd < end) throw notAtSource(last, `it ends at ${end}, the source at ${sourceEnd}`);
  const highWatermark = await offsetOf(source, where, OFFSET_LATEST);
  if (isBlank(last)) {
    const unseen = await unseenAt(source, where, end - 1n);
    if (!unseen) throw notAtSource(last, `nothing is to be seen before offset ${end} there`);
    return { ...at, sourceEpoch: unseen.epoch };
  }
  const twin = await readBatchAt(source, where, end - 1n);
  if (twin === undefined) {
    // Compaction took all that was there, and nothing is behind it: the target's markers stand for that.
    if (context.compacted && highWatermark >= end) return { ...at, sourceEpoch: -1 };
    throw brokerError('Fetch', partitionText(where), OFFSET_NOT_AVAILABLE);
  }
  const [ours, theirs] = await Promise.all([source.metadata(), target.metadata()]);
  const names = [producerNames(ours.clusterId), producerNames(theirs.clusterId)] as const;
  const same = context.compacted
    ? !contradicts(twin, last, names)
    : twin.header.magic < 2
      ? await sameStretch(context, where, latest(start, sourceStart, last.header.baseOffset), end)
      : twin.header.lastOffset === end - 1n && isSame(twin, last, names);
  if (!same) {
    throw notAtSource(last, `the records before offset ${end} are not the source's`, twin);
  }
  return { ...at, sourceEpoch: twin.header.partitionLeaderEpoch };
};

const offsetOf = async (client: KafkaClient, where: TopicPartition, timestamp: bigint): Promise<bigint> =>
  (await listOffsets(client, [where], timestamp)).get(partitionText(where))!;

/** Whether a batch of the target was written under the copier's own id or is its filler. */
const isCopiers = ({ header }: WholeBatch, ids: ProducerIdMap): boolean =>
  header.producerId === ids.own || header.producerId === ids.filler;

/** Whether a batch of the target is one of our blanks: a marker that aborts nothing of the source. */
const isBlank = ({ header, bytes }: WholeBatch): boolean =>
  header.isControl &&
  !isProducers(header.producerId) &&
  !isCopiersOwn(header.producerId) &&
  transactionEndOf(bytes, header) === 'abort';

/**
 * Whether readers of what is committed are shown nothing at an offset of the source, by what it says to them; with the
 * leader epoch there, -1 where compaction took what there was.
 */
const unseenAt = async (
  source: KafkaClient,
  where: TopicPartition,
  offset: bigint,
): Promise<{ readonly epoch: number } | undefined> => {
  const { batches, aborted } = await readPiece(source, where, offset, ONE_BATCH_BYTES, {
    readCommitted: true,
  });
  const [batch] = batches;
  if (!batch || batch.header.baseOffset > offset) return { epoch: -1 };
  const { isControl, partitionLeaderEpoch: epoch } = batch.header;
  if (new SkippedRecords(aborted).next(batch) || isControl) return { epoch };
  return recordsOf(batch).has(offset) ? undefined : { epoch };
};

/** How batches went to the target until now: what it knows of its producers says so, else its last batch does. */
const writingSoFar = (
  known: readonly ActiveProducer[] | undefined,
  last: WholeBatch | undefined,
  ids: ProducerIdMap,
): WritingSoFar => {
  if (known) {
    return { mode: known.some(({ producerId }) => isProducers(producerId)) ? 'verbatim' : 'own', known };
  }
  if (last === undefined || !isCopiers(last, ids)) return { mode: 'verbatim', known };
  const { producerId, producerEpoch, baseSequence, recordCount } = last.header;
  return {
    mode: 'own',
    known: [{ producerId, producerEpoch, lastSequence: sequenceAfter(baseSequence, recordCount - 1) }],
  };
};

/** Undefined where the cluster does not tell (before 2.8). */
export const producersOf = async (
  client: KafkaClient,
  where: TopicPartition,
): Promise<readonly ActiveProducer[] | undefined> => {
  try {
    return (await describeProducers(client, [where])).get(partitionText(where))!;
  } catch (error) {
    if (isCodedError(error, 'KAFKA_VERSION_UNSUPPORTED')) return undefined;
    throw error;
  }
};

/** The target's log once its end stands still and equals the high watermark. */
export const settledLog = async (
  { target, signal }: LocateContext,
  where: TopicPartition,
  quietMs: number,
): Promise<LogBounds> => {
  for (let seen = -1n; ; ) {
    const end = (await logEndOffsets(target, [where])).get(partitionText(where))!;
    const isShown = (await offsetOf(target, where, OFFSET_LATEST)) === end;
    if (isShown && (end === seen || quietMs === 0)) {
      return { start: await offsetOf(target, where, OFFSET_EARLIEST), end };
    }
    seen = isShown ? end : -1n;
    await pause(isShown ? quietMs : POLL_MS, signal);
  }
};

/** The batch that holds an offset, or the next one; undefined at the end of the log. */
export const readBatchAt = async (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
): Promise<WholeBatch | undefined> => (await readBatches(client, where, offset, ONE_BATCH_BYTES))[0];

/** How producers are named on the source and on the target. */
type BothNames = readonly [source: ProducerNames, target: ProducerNames];

/** Whether a batch of the source went over as a batch of the target, or had come from there before. */
const isSame = (source: WholeBatch, target: WholeBatch, names: BothNames): boolean =>
  source.header.isControl || target.header.isControl
    ? transactionEndOf(source.bytes, source.header) === transactionEndOf(target.bytes, target.header) &&
      isSameProducer(names[0](source.header.producerId), names[1](target.header.producerId))
    : sameRecords(source, target);

/** Whether a marker ends the same producer's transaction, or only stands for one that does. */
const isSameProducer = (ours: bigint, theirs: bigint): boolean =>
  ours === theirs || isCopiersOwn(ours) || isCopiersOwn(theirs);

/**
 * Whether both logs hold the same records from `start` up to `end` (exclusive). Batches of the source that were framed
 * anew begin and end where others do on the target, so neither side's batch tells what it has of the other's.
 */
const sameStretch = async (
  { source, target }: LocateContext,
  where: TopicPartition,
  start: bigint,
  end: bigint,
): Promise<boolean> => {
  const [ours, theirs] = await Promise.all(
    [source, target].map((client) =>
      new DigestReader(client, where, start, end, (producerId) => producerId).digestUntil(end),
    ),
  );
  return ours!.records > 0 && ours!.digest.equals(theirs!.digest);
};

const latest = (...offsets: readonly bigint[]): bigint => offsets.reduce((a, b) => (a > b ? a : b));

/** Whether a batch of a compacted source says that something else stands where the target's last batch is. */
const contradicts = (source: WholeBatch, target: WholeBatch, names: BothNames): boolean => {
  if (source.header.magic === 2 && source.header.baseOffset > target.header.lastOffset) return false;
  if (source.header.isControl !== target.header.isControl) {
    // A hole filled with markers, or a marker that is gone, in the middle of what is still there.
    return target.header.isControl && recordsOf(source).has(target.header.baseOffset);
  }
  if (target.header.isControl) return !isSame(source, target, names);
  const [ours, theirs] = [recordsOf(source), recordsOf(target)];
  return [...ours].some(([offset, record]) => theirs.has(offset) && !isEqual(record, theirs.get(offset)!));
};

interface PlainRecord {
  readonly timestamp: bigint;
  readonly body: Buffer;
}

const isEqual = (a: PlainRecord, b: PlainRecord): boolean =>
  a.timestamp === b.timestamp && a.body.equals(b.body);

/** The records of a batch by offset. */
const recordsOf = ({ bytes }: WholeBatch): Map<bigint, PlainRecord> => {
  const records = new Map<bigint, PlainRecord>();
  forEachRecordSlice(bytes, (offset, timestamp, body, start, end) => {
    records.set(offset, { timestamp, body: Buffer.from(body.subarray(start, end)) });
  });
  return records;
};

/** Whether two batches hold the same records at the offsets that both have, and have some in common. */
const sameRecords = (a: WholeBatch, b: WholeBatch): boolean => {
  const [ours, theirs] = [recordsOf(a), recordsOf(b)];
  const common = [...ours].filter(([offset]) => theirs.has(offset));
  return common.length > 0 && common.every(([offset, record]) => isEqual(record, theirs.get(offset)!));
};
