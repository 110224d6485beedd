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
import { readBatches, type WholeBatch } from '../read-log.ts';
import type { CopyPosition } from './partition-copy.ts';
import { isProducers, ofAnyGeneration, type ProducerIdMap, sequenceAfter } from './producer-ids.ts';
import type { WritingSoFar } from './step-maker.ts';

/** Both ends of the copy and how producers are named on the target. */
export interface LocateContext {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  readonly ids: ProducerIdMap;
  /** The target's log end must stand still for so long before it is believed, in milliseconds. */
  readonly quietMs: number;
  readonly signal?: AbortSignal;
}

interface LogBounds {
  readonly start: bigint;
  readonly end: bigint;
}

/** Kafka's OFFSET_NOT_AVAILABLE: retriable, the high watermark lags behind after a leader change. */
const OFFSET_NOT_AVAILABLE = 78;
const POLL_MS = 50;
const QUIET_VERBATIM_MS = 1_500;
const ONE_BATCH_BYTES = 1024 * 1024;

/**
 * Finds where the copy of a partition goes on, from nothing but the two logs: the target's log end is the next
 * offset, once it stands still and all in-sync replicas have it (a request of a dead connection may still be on
 * its way in the broker, and a log end above the high watermark may yet be lost). The batch before it must hold
 * the same records on both sides, so a recreated topic, a truncated source and a foreign writer are noticed.
 *
 * Throws REPLICATION_TARGET_HAS_OTHER_DATA, REPLICATION_SOURCE_GAP, or the clusters' own errors.
 */
export const locate = async (context: LocateContext, where: TopicPartition): Promise<CopyPosition> => {
  const { source, target, ids } = context;
  const { topic, partition } = where;
  const mismatch = (detail: string) =>
    replicationErrors.REPLICATION_TARGET_HAS_OTHER_DATA({ topic, partition, detail });
  const sourceStart = await offsetOf(source, where, OFFSET_EARLIEST);
  let { start, end } = await settledLog(context, where, context.quietMs);
  let last = start < end ? await readBatchAt(target, where, end - 1n) : undefined;
  if (last && !isCopiers(last, ids) && context.quietMs > 0) {
    // What goes over verbatim and without a producer id is not recognised when it arrives late: wait longer.
    ({ start, end } = await settledLog(context, where, QUIET_VERBATIM_MS));
    last = await readBatchAt(target, where, end - 1n);
  }
  const logStart = start < sourceStart ? sourceStart : undefined;
  const fillFrom = async (offset: bigint): Promise<CopyPosition> => {
    const batch = await readBatchAt(source, where, sourceStart);
    const fillTo = batch?.header.baseOffset ?? sourceStart;
    if (fillTo < offset) throw mismatch(`filler up to ${offset}, but the source starts at ${fillTo}`);
    const fillTimestamp = batch?.header.baseTimestamp ?? BigInt(Date.now());
    const fresh = { mode: 'own', ownSequence: undefined, known: [], sourceEpoch: -1 } as const;
    return { offset, fillTo, fillTimestamp, sourceStart, logStart, ...fresh };
  };

  if (end === 0n) return fillFrom(0n);
  if (last?.header.producerId === ids.filler) return fillFrom(end);
  if (end < sourceStart) {
    throw replicationErrors.REPLICATION_SOURCE_GAP({
      topic,
      partition,
      count: sourceStart - end,
      from: end,
      to: sourceStart - 1n,
    });
  }
  const writing = await writingSoFar(context, where, last);
  const at = { offset: end, fillTo: 0n, fillTimestamp: 0n, sourceStart, logStart, ...writing } as const;
  // The source has dropped all that was copied: nothing is left to compare, and nothing is missing.
  if (end === sourceStart) {
    if (last?.header.producerId === -1n)
      throw mismatch(`the source has nothing before ${end} to compare it with`);
    return { ...at, sourceEpoch: -1 };
  }
  const sourceEnd = (await logEndOffsets(source, [where])).get(partitionText(where))!;
  if (sourceEnd < end) throw mismatch(`it ends at ${end}, the source at ${sourceEnd}`);
  if (last === undefined) throw mismatch(`it is empty from ${start} on, nothing can be compared`);
  const twin = await readBatchAt(source, where, end - 1n);
  if (twin === undefined) throw brokerError('Fetch', partitionText(where), OFFSET_NOT_AVAILABLE);
  if (twin.header.lastOffset !== end - 1n || !isSame(twin, last, ids)) {
    throw mismatch(`the records before offset ${end} are not the source's`);
  }
  return { ...at, sourceEpoch: twin.header.partitionLeaderEpoch };
};

const offsetOf = async (client: KafkaClient, where: TopicPartition, timestamp: bigint): Promise<bigint> =>
  (await listOffsets(client, [where], timestamp)).get(partitionText(where))!;

/** Whether a batch of the target was written under the copier's own id or is its filler. */
const isCopiers = ({ header }: WholeBatch, ids: ProducerIdMap): boolean =>
  header.producerId === ids.own || header.producerId === ids.filler;

/** How batches went to the target until now: what it knows of its producers says so, else its last batch does. */
const writingSoFar = async (
  { target, ids }: LocateContext,
  where: TopicPartition,
  last: WholeBatch | undefined,
): Promise<WritingSoFar> => {
  const producers = await producersOf(target, where);
  if (!producers) {
    if (last === undefined || !isCopiers(last, ids)) {
      return { mode: 'verbatim', ownSequence: 'unknown', known: [] };
    }
    const { baseSequence, recordCount } = last.header;
    return { mode: 'own', ownSequence: sequenceAfter(baseSequence, recordCount), known: [] };
  }
  const known = producers.filter(({ lastSequence }) => lastSequence >= 0);
  const own = known.find(({ producerId }) => producerId === ids.own);
  return {
    mode: producers.some(({ producerId }) => isProducers(producerId)) ? 'verbatim' : 'own',
    ownSequence: own && sequenceAfter(own.lastSequence, 1),
    known: known.map(({ producerId }) => producerId),
  };
};

/** Undefined where the cluster does not tell (before 2.8). */
const producersOf = async (
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
const settledLog = async (
  { target, signal }: LocateContext,
  where: TopicPartition,
  quietMs: number,
): Promise<LogBounds> => {
  let seen = -1n;
  let since = 0;
  for (;;) {
    const end = (await logEndOffsets(target, [where])).get(partitionText(where))!;
    const highWatermark = await offsetOf(target, where, OFFSET_LATEST);
    const now = performance.now();
    if (end !== seen || highWatermark !== end) {
      seen = end;
      since = now;
    }
    if (highWatermark === end && now - since >= quietMs) {
      return { start: await offsetOf(target, where, OFFSET_EARLIEST), end };
    }
    await pause(POLL_MS, signal);
  }
};

/** The batch that holds an offset, or the next one; undefined at the end of the log. */
const readBatchAt = async (
  client: KafkaClient,
  where: TopicPartition,
  offset: bigint,
): Promise<WholeBatch | undefined> => (await readBatches(client, where, offset, ONE_BATCH_BYTES))[0];

/** Whether a batch of the source went over as a batch of the target. */
const isSame = (source: WholeBatch, target: WholeBatch, ids: ProducerIdMap): boolean =>
  source.header.isControl || target.header.isControl
    ? transactionEndOf(source.bytes, source.header) === transactionEndOf(target.bytes, target.header) &&
      [ids.marker, ofAnyGeneration(ids.toTarget(source.header.producerId))].includes(
        ofAnyGeneration(target.header.producerId),
      )
    : sameRecords(source, target);

/** Whether two batches hold the same records at the offsets that both have, and have some in common. */
const sameRecords = (a: WholeBatch, b: WholeBatch): boolean => {
  const twins = new Map<bigint, { timestamp: bigint; body: Buffer }>();
  forEachRecordSlice(a.bytes, (offset, timestamp, body, start, end) => {
    twins.set(offset, { timestamp, body: Buffer.from(body.subarray(start, end)) });
  });
  let common = 0;
  let same = true;
  forEachRecordSlice(b.bytes, (offset, timestamp, body, start, end) => {
    const twin = twins.get(offset);
    if (!twin) return;
    common += 1;
    same &&= twin.timestamp === timestamp && twin.body.equals(body.subarray(start, end));
  });
  return same && common > 0;
};
