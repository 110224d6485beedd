import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import {
  brokerError,
  type FetchedPartition,
  fetchRecords,
  type KafkaClient,
  kafkaErrorByCode,
  partitionText,
} from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import type { CopyControl } from './copy-control.ts';
import { FetchLanes } from './fetch-lanes.ts';
import { FetchShares } from './fetch-shares.ts';
import { FrameLease } from './frame-lease.ts';
import type { PartitionCopy } from './partition-copy.ts';
import type { ReadAhead } from './read-ahead.ts';
import { readingOrder } from './reading-order.ts';

/** Limits of reading ahead, in bytes. */
export interface ReadLimits {
  /** Fetched and not yet confirmed by the target, of one partition. */
  readonly partitionBytes: number;
  /** One fetch answer. */
  readonly fetchBytes: number;
}

/** What the reader tells its owner. */
export interface SourceReaderEvents {
  /** New batches are queued for these partitions. */
  readonly queued: (partitions: readonly PartitionCopy[]) => void;
  /** A partition has to find its place again. */
  readonly lost: (partition: PartitionCopy, reason: string) => void;
  readonly stopped: (partition: PartitionCopy, error: CodedError) => void;
}

const MAX_WAIT_MS = 500;
/** A long poll must not hold up partitions that had no room when it started. */
const MAX_WAIT_BUSY_MS = 20;
/** How often the lane for quiet partitions looks for some when it has none. */
const QUIET_LOOK_MS = 250;
const OFFSET_OUT_OF_RANGE = 1;
const NOTHING = Buffer.alloc(0);

/** What is read of committed records only is asked for in a request of their own. */
const LANES = ['busy', 'quiet', 'committed'] as const;
type ReadLane = (typeof LANES)[number];

/** Up to where a request of a lane is shown a log. */
const readableEnd = (lane: ReadLane, { lastStableOffset, highWatermark }: FetchedPartition): bigint =>
  lane === 'committed' ? lastStableOffset : highWatermark;

/**
 * Reads the partitions of one source broker, those that are quiet apart from the others: one fetch after the other on
 * a connection for each, while there is room to keep what comes.
 */
export class SourceReader {
  readonly #source: KafkaClient;
  readonly #limits: ReadLimits;
  readonly #control: CopyControl;
  readonly #events: SourceReaderEvents;
  readonly #ahead: ReadAhead;
  readonly #lanes = new FetchLanes();
  readonly #shares = new FetchShares<PartitionCopy>();
  readonly #turns: Record<ReadLane, number> = { busy: 0, quiet: 0, committed: 0 };
  #throttledUntil = 0;

  constructor(
    source: KafkaClient,
    limits: ReadLimits,
    ahead: ReadAhead,
    control: CopyControl,
    events: SourceReaderEvents,
  ) {
    this.#ahead = ahead;
    this.#source = source;
    this.#limits = limits;
    this.#control = control;
    this.#events = events;
  }

  /** What of the source slows reading down at this moment. */
  get throttledBy(): 'source-quota' | undefined {
    return performance.now() < this.#throttledUntil ? 'source-quota' : undefined;
  }

  /**
   * Reads until `signal` aborts. `led` gives the partitions that the broker leads now; when there are none the
   * reader waits to be woken.
   */
  async run(
    node: number,
    led: (node: number) => readonly PartitionCopy[],
    signal: AbortSignal,
  ): Promise<void> {
    const of = () => led(node);
    await Promise.all(LANES.map((lane) => this.#read(lane, node, of, signal)));
  }

  async #read(
    lane: ReadLane,
    node: number,
    led: () => readonly PartitionCopy[],
    signal: AbortSignal,
  ): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const partitions = led().filter(
        ({ topic, hasMore, readsCommitted }) =>
          hasMore && readsCommitted === (lane === 'committed') && this.#control.mayRead(topic),
      );
      const open = partitions.filter(
        (p) => p.wantsFetch(this.#limits.partitionBytes) && this.#ahead.hasRoom(p.isAtTail),
      );
      const asked = lane === 'committed' ? open : this.#lanes.next(lane, open);
      if (asked.length === 0) {
        const isBusy = lane === 'committed' ? partitions.length > 0 : lane === 'busy';
        if (isBusy) await this.#ahead.wait(MAX_WAIT_MS);
        else await pause(QUIET_LOOK_MS, signal).catch(() => {});
        continue;
      }
      try {
        await this.#fetch(lane, node, asked, open.length < partitions.length, signal);
        await this.#control.total.ready(signal);
        failures = 0;
      } catch (error) {
        if (lane !== 'committed') this.#lanes.leave(lane);
        const coded = codedErrorIn(error);
        if (signal.aborted) return;
        if (!coded) throw error;
        failures += 1;
        for (const partition of asked) {
          if (coded.retriable) partition.noteFailure(coded.message);
          else this.#events.stopped(partition, coded);
        }
        this.#source.expireMetadata();
        await pause(backoffDelay(failures), signal).catch(() => {});
      }
    }
  }

  async #fetch(
    lane: ReadLane,
    node: number,
    partitions: readonly PartitionCopy[],
    others: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { topics } = await this.#source.metadata();
    const connection = await this.#source.connect(node, `read-${lane}`);
    this.#turns[lane] += 1;
    const inTurn = readingOrder(partitions, this.#turns[lane]);
    const maxBytes = Math.min(this.#limits.fetchBytes, this.#control.total.fetchBytes);
    const wants = inTurn.map((p) => {
      const topic = topics.get(p.topic);
      return {
        topic: p.topic,
        topicId: p.sourceTopicId ?? topic?.topicId,
        partition: p.partition,
        offset: p.readFrom,
        maxBytes: Math.min(
          this.#limits.partitionBytes,
          this.#shares.of(p, inTurn.length, maxBytes),
          this.#control.limitOf(p.topic)?.fetchBytes ?? Number.POSITIVE_INFINITY,
        ),
        leaderEpoch: topic?.partitions[p.partition]?.leaderEpoch ?? -1,
        lastEpoch: p.sourceEpoch,
      };
    });
    const rounds = new Map(
      wants.map((want, i) => [
        partitionText(want),
        { ...want, partition: inTurn[i]!, round: inTurn[i]!.round },
      ]),
    );
    const answer = await fetchRecords(connection, wants, {
      maxBytes,
      maxWaitMs: others && lane !== 'quiet' ? MAX_WAIT_BUSY_MS : MAX_WAIT_MS,
      readCommitted: lane === 'committed',
    });
    if (answer.errorCode !== 0) throw brokerError('Fetch', `broker ${node}`, answer.errorCode);
    if (answer.throttleMs > 0) this.#throttledUntil = performance.now() + answer.throttleMs;
    const queued: PartitionCopy[] = [];
    let bytes = 0;
    let stale = false;
    const room = maxBytes - answer.partitions.reduce((sum, { records }) => sum + records.length, 0);
    const filled = answer.partitions.find(({ records }) => records.length > 0);
    const lease = new FrameLease(this.#source.frames, filled?.records ?? NOTHING);
    for (const fetched of answer.partitions) {
      const asked = rounds.get(partitionText(fetched));
      if (asked?.partition.round !== asked?.round || asked?.partition.phase !== 'copying') continue;
      const { partition } = asked;
      // The other lane was first.
      if (asked.offset !== partition.readFrom) continue;
      if (fetched.errorCode !== 0 || fetched.diverging) {
        stale = this.#handleError(partition, fetched) || stale;
        continue;
      }
      partition.seeEnd(fetched.highWatermark);
      const end = readableEnd(lane, fetched);
      if (fetched.records.length > 0) this.#shares.noteBatches(partition, fetched.records);
      else if (asked.offset < end && asked.maxBytes <= room)
        this.#shares.noteTooLarge(partition, asked.maxBytes);
      const took = partition.accept(
        fetched.records,
        lease,
        // The first partition of a request gets what it has, whatever the limits; others may get nothing because of them.
        partition === inTurn[0] ? end : undefined,
        fetched.aborted,
      );
      if (partition.error) this.#events.stopped(partition, partition.error);
      if (partition.firstTransaction) this.#events.lost(partition, partition.firstTransaction.message);
      // Markers in the place of what compaction took have no bytes.
      if (took > 0) this.#lanes.noteActive(partition);
      if (took > 0 || partition.hasQueued) queued.push(partition);
      else partition.noteCaughtUp();
      this.#control.limitOf(partition.topic)?.spend(took);
      bytes += took;
    }
    lease.release();
    this.#ahead.hold(bytes);
    this.#control.total.spend(bytes);
    if (queued.length > 0) this.#events.queued(queued);
    // What has come to life is read by the busy lane from now on.
    if (queued.length > 0 && lane === 'quiet') this.#ahead.wake();
    if (stale) {
      this.#source.expireMetadata();
      await pause(backoffDelay(1), signal);
    }
  }

  /** Handles an error in a partition's answer; true when fresh metadata is needed. */
  #handleError(partition: PartitionCopy, fetched: FetchedPartition): boolean {
    const { topic, partition: number, readFrom } = partition;
    const where = { topic, partition: number };
    if (fetched.diverging) {
      const offset = fetched.diverging.endOffset;
      this.#events.stopped(partition, replicationErrors.REPLICATION_SOURCE_TRUNCATED({ ...where, offset }));
      return false;
    }
    if (fetched.errorCode === OFFSET_OUT_OF_RANGE) {
      this.#events.lost(partition, `offset ${readFrom} is not in the source's log`);
      return false;
    }
    const { name, retriable, message } = kafkaErrorByCode(fetched.errorCode);
    if (name === 'UNKNOWN_TOPIC_OR_PARTITION') {
      // Before 3.1 it is fetched by name, and another topic of this name may be there the next time.
      this.#events.lost(partition, `${name}: ${message}`);
      return true;
    }
    if (!retriable) {
      const error = replicationErrors.REPLICATION_READ_REFUSED({
        ...where,
        offset: readFrom,
        error: name,
        detail: message,
      });
      this.#events.stopped(partition, error);
      return false;
    }
    partition.noteFailure(`${name}: ${message}`);
    return true;
  }
}
