import { Signal } from '@mqferry/core';
import {
  type AbortedTransaction,
  brokerError,
  brokerErrorName,
  type FetchedPartition,
  fetchRecords,
  type KafkaClient,
  listOffsets,
  OFFSET_EARLIEST,
  OFFSET_LATEST,
  partitionText,
  scanBatches,
  type TopicMetadata,
} from '@mqferry/kafka';
import type { RateLimit } from '../copier/rate-limit.ts';
import { dumpErrors } from './dump-errors.ts';

/** What was read of one partition. */
export interface ReadPiece {
  readonly partition: number;
  /** Whole batches, the last may be cut off; the first may begin before `from`. */
  readonly records: Buffer;
  readonly aborted: readonly AbortedTransaction[];
  readonly from: bigint;
  /** Where there is nothing to read before; undefined where the batches tell. */
  readonly nothingBefore: bigint | undefined;
  /** Records between `from` and `nothingBefore` were deleted before they were read. */
  readonly isGap: boolean;
}

/** A partition and where to read it from. */
export interface ReadPlace {
  readonly partition: number;
  readonly offset: bigint;
  /** Nothing is read from here on; undefined: no end. */
  readonly end: bigint | undefined;
}

const MAX_WAIT_MS = 500;
const PARTITION_BYTES = 1024 * 1024;
const FETCH_BYTES = 8 * 1024 * 1024;
/** Read and not taken yet. */
const QUEUE_BYTES = 32 * 1024 * 1024;
const LANE = 'dump';
const NOTHING = Buffer.alloc(0);

interface ReadState {
  readonly partition: number;
  readonly end: bigint | undefined;
  next: bigint;
  logEnd: bigint | undefined;
}

/** Reads the committed records of one topic ahead, each leader for itself. */
export class DumpReader {
  readonly #source: KafkaClient;
  readonly #topic: TopicMetadata;
  readonly #limit: RateLimit;
  readonly #acceptGaps: boolean;
  readonly #states: readonly ReadState[];
  readonly #queued = new Signal();
  readonly #taken = new Signal();
  #queue: ReadPiece[] = [];
  #queuedBytes = 0;
  #failure: { readonly error: unknown } | undefined;
  #readBytes = 0;

  constructor(
    source: KafkaClient,
    topic: TopicMetadata,
    places: readonly ReadPlace[],
    limit: RateLimit,
    acceptGaps: boolean,
  ) {
    this.#source = source;
    this.#topic = topic;
    this.#limit = limit;
    this.#acceptGaps = acceptGaps;
    this.#states = places.map(({ partition, offset, end }) => ({
      ...{ partition, end, next: offset, logEnd: undefined },
    }));
  }

  get readBytes(): number {
    return this.#readBytes;
  }

  /** Where the log of each partition ended when it was read last; partitions that were not yet are left out. */
  get logEnds(): ReadonlyMap<number, bigint> {
    return new Map(
      this.#states.flatMap(({ partition, logEnd }) => (logEnd === undefined ? [] : [[partition, logEnd]])),
    );
  }

  /** Begins to read, until `signal` aborts. */
  start(signal: AbortSignal): void {
    const leaderOf = new Map(this.#topic.partitions.map((p) => [p.partition, p.leader]));
    for (const [node, states] of Map.groupBy(
      this.#states,
      ({ partition }) => leaderOf.get(partition) ?? -1,
    )) {
      this.#readFrom(node, states, signal).catch((error: unknown) => {
        this.#failure ??= { error };
        this.#queued.notify();
      });
    }
  }

  /** What was read since the last call, waiting up to `ms` for something. Throws what has ended the reading. */
  async take(ms: number): Promise<readonly ReadPiece[]> {
    if (this.#queue.length === 0 && !this.#failure) await this.#queued.wait(ms);
    if (this.#failure) throw this.#failure.error;
    const pieces = this.#queue;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#taken.notify();
    return pieces;
  }

  async #readFrom(node: number, states: readonly ReadState[], signal: AbortSignal): Promise<void> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      if (this.#queuedBytes >= QUEUE_BYTES) {
        await this.#taken.wait(MAX_WAIT_MS);
        continue;
      }
      const open = states.filter(({ next, end }) => end === undefined || next < end);
      if (open.length === 0) return;
      const first = turn % open.length;
      await this.#fetch(node, [...open.slice(first), ...open.slice(0, first)], signal);
      await this.#limit.ready(signal);
    }
  }

  async #fetch(node: number, states: readonly ReadState[], signal: AbortSignal): Promise<void> {
    const { name: topic, topicId, partitions } = this.#topic;
    const connection = await this.#source.connect(node, LANE);
    const epochs = new Map(partitions.map((p) => [p.partition, p.leaderEpoch]));
    const wants = states.map(({ partition, next: offset }) => ({
      ...{ topic, topicId, partition, offset, maxBytes: PARTITION_BYTES },
      leaderEpoch: epochs.get(partition) ?? -1,
    }));
    const maxBytes = Math.min(FETCH_BYTES, this.#limit.fetchBytes);
    const answer = await fetchRecords(connection, wants, {
      ...{ maxBytes, maxWaitMs: MAX_WAIT_MS, readCommitted: true },
    });
    if (signal.aborted) return;
    if (answer.errorCode !== 0) throw brokerError('Fetch', `broker ${node}`, answer.errorCode);
    const byPartition = new Map(states.map((state) => [state.partition, state]));
    let bytes = 0;
    for (const fetched of answer.partitions) {
      const state = byPartition.get(fetched.partition);
      if (!state) continue;
      const isFirst = state === states[0] && answer.throttleMs === 0;
      await this.#accept(state, fetched, isFirst);
      bytes += fetched.records.length;
    }
    this.#readBytes += bytes;
    this.#limit.spend(bytes);
  }

  async #accept(state: ReadState, fetched: FetchedPartition, isFirst: boolean): Promise<void> {
    const { partition, next: from } = state;
    const error = fetched.errorCode === 0 ? undefined : this.#errorOf(fetched);
    if (brokerErrorName(error) === 'OFFSET_OUT_OF_RANGE') return this.#leap(state);
    if (error) throw error;
    state.logEnd = fetched.highWatermark;
    const { records, aborted, lastStableOffset } = fetched;
    const end = lastOffsetIn(records);
    // A broker gives the first partition of a request what it has, whatever the limits.
    const isEmpty = end === undefined && records.length === 0 && isFirst && lastStableOffset > from;
    if (end === undefined && !isEmpty) return;
    const next = isEmpty ? lastStableOffset : end! + 1n;
    state.next = next > from ? next : from;
    const nothingBefore = isEmpty ? lastStableOffset : undefined;
    this.#push({ partition, records, aborted, from, nothingBefore, isGap: false });
  }

  #errorOf(fetched: FetchedPartition): Error {
    const error = brokerError('Fetch', partitionText(fetched), fetched.errorCode);
    return brokerErrorName(error) === 'TOPIC_AUTHORIZATION_FAILED'
      ? dumpErrors.DUMP_SOURCE_RIGHTS_MISSING({ topic: fetched.topic }, error)
      : error;
  }

  /** The log does not have the offset to read from: records were deleted, or it is another log. */
  async #leap(state: ReadState): Promise<void> {
    const { partition, next: from } = state;
    const where = { topic: this.#topic.name, partition };
    const [first, end] = await Promise.all(
      [OFFSET_EARLIEST, OFFSET_LATEST].map(async (which) =>
        (await listOffsets(this.#source, [where], which)).get(partitionText(where)),
      ),
    );
    if (from > end!) throw dumpErrors.DUMP_SOURCE_TRUNCATED({ ...where, offset: from, end: end! });
    // It is there after all: another leader.
    if (from >= first!) throw brokerError('Fetch', partitionText(where), NOT_LEADER);
    if (!this.#acceptGaps) throw dumpErrors.DUMP_RECORDS_LOST({ ...where, from, to: first! });
    state.next = first!;
    this.#push({ partition, records: NOTHING, aborted: [], from, nothingBefore: first!, isGap: true });
  }

  #push(piece: ReadPiece): void {
    this.#queue.push(piece);
    this.#queuedBytes += piece.records.length;
    this.#queued.notify();
  }
}

const NOT_LEADER = 6;

/** The last offset of the last whole batch; undefined when there is none. */
const lastOffsetIn = (records: Buffer): bigint | undefined =>
  records.length === 0 ? undefined : scanBatches(records).batches.at(-1)?.lastOffset;
