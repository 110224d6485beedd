import { codedErrorIn } from '@mqferry/core';
import {
  type BrokerConnection,
  type KafkaClient,
  kafkaErrorByCode,
  logEndOffsets,
  logEndsOn,
  type ProduceItem,
  partitionText,
  produceBatches,
  type TopicPartition,
  tellsLogEnds,
  writeMarkers,
} from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import type { Blanks } from './blanks.ts';
import type { CopyControl } from './copy-control.ts';
import { type CopyBlank, type CopyMarker, type CopyStep, mayShareRequest } from './copy-step.ts';
import type { PartitionCopy } from './partition-copy.ts';

/** What the writer asks and tells its owner. */
export interface TargetWriterEvents {
  /** Asked before each request. */
  readonly mayWrite: () => boolean;
  /** The target has so many more bytes of a partition, or gave them up: they need no longer be held. */
  readonly freed: (bytes: number) => void;
  /** It is unknown, or known to be wrong, what became of a partition's batches: it has to find its place again. */
  readonly lost: (partition: PartitionCopy, reason: string, step?: CopyStep) => void;
  readonly stopped: (partition: PartitionCopy) => void;
}

interface Lane {
  readonly node: number;
  readonly name: string;
  readonly partitions: PartitionCopy[];
  /** Whose turn it is first in the next request. */
  turn: number;
  connection: BrokerConnection | undefined;
  opening: boolean;
  requests: number;
}

/** Where a partition's batches go in one round: its lane, and the topic's id on the target. */
interface Route {
  readonly lane: Lane;
  readonly topicId: string | undefined;
  readonly leaderEpoch: number;
  /** Whether the target has confirmed something of this round. */
  confirmed: boolean;
}

interface Sent {
  readonly partition: PartitionCopy;
  readonly route: Route;
  readonly round: number;
  readonly step: CopyStep;
}

interface MarkerItem extends TopicPartition {
  readonly step: CopyMarker;
  readonly route: Route;
}

/** What the broker did with one step. */
interface Answer extends TopicPartition {
  readonly errorCode: number;
  readonly errorMessage?: string | null;
  /** Not told of a marker. */
  readonly baseOffset?: bigint;
  /** Why it is not known how far the step was written, although there is no error. */
  readonly lost?: string;
}

/**
 * Connections per broker for replicated partitions: it serves one request of a connection at a time, each waiting for
 * the in-sync replicas. Without replicas there is nothing to wait for, and fewer but larger requests cost less.
 */
const LANES_WITH_REPLICAS = 3;
/** Requests waiting at the broker, so that it never idles between two. */
const REQUESTS_PER_LANE = 3;
/** A larger batch goes alone, so that a request is not larger than it must be. */
const REQUEST_BYTES = 2 * 1024 * 1024;
/** Brokers ask whether this user may write with it, and nothing else. */
export const MIRRORING_ID = 'mqferry';
/** Shorter than a connection's usual patience, so that the broker says what it waits for. */
const ACK_TIMEOUT_MS = 20_000;

/** Errors after which the records may or may not be in the log, or which are a mere consequence of an earlier one. */
const PLACE_LOST = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
]);

/**
 * The target's coordinators were asked about a transaction of the source: somebody put
 * `transaction.partition.verification.enable` back, and it has to be held again.
 */
const UNKNOWN_TO_COORDINATOR = new Set(['INVALID_TXN_STATE', 'INVALID_PRODUCER_ID_MAPPING']);

/**
 * Writes the queued batches and markers of partitions to their leaders on the target: each request carries at most
 * one of every partition of its lane. Answers are matched with the offset each batch was meant for.
 */
export class TargetWriter {
  readonly #target: KafkaClient;
  readonly #events: TargetWriterEvents;
  readonly #control: CopyControl;
  readonly #blanks: Blanks;
  readonly #lanes = new Map<string, Lane>();
  readonly #routes = new Map<PartitionCopy, Route>();
  #throttledUntil = 0;
  #ended = false;

  constructor(target: KafkaClient, control: CopyControl, blanks: Blanks, events: TargetWriterEvents) {
    this.#target = target;
    this.#control = control;
    this.#blanks = blanks;
    this.#events = events;
  }

  get throttledBy(): 'target-quota' | undefined {
    return performance.now() < this.#throttledUntil ? 'target-quota' : undefined;
  }

  /** Puts a partition on a lane to the broker that leads it now. */
  async assign(partition: PartitionCopy): Promise<void> {
    const { topicId } = await this.#target.topic(partition.topic);
    const { leader, leaderEpoch, replicas } = await this.#target.partition(
      partition.topic,
      partition.partition,
    );
    this.leave(partition);
    // It was released meanwhile.
    if (!partition.isActive) return;
    const lane = this.#laneTo(leader, replicas.length > 1 ? LANES_WITH_REPLICAS : 1);
    this.#routes.set(partition, { lane, topicId, leaderEpoch, confirmed: false });
    lane.partitions.push(partition);
    this.#pump(lane);
  }

  /** Writes nothing more of a partition; what is in flight is still answered. */
  leave(partition: PartitionCopy): void {
    const partitions = this.#routes.get(partition)?.lane.partitions;
    partitions?.splice(partitions.indexOf(partition), 1);
    this.#routes.delete(partition);
  }

  /** The lane to a broker that has the fewest partitions. */
  #laneTo(node: number, count: number): Lane {
    const lanes = Array.from({ length: count }, (_, i): Lane => {
      const name = `write-${i}`;
      const key = `${node}/${name}`;
      const lane = this.#lanes.get(key) ?? {
        node,
        name,
        partitions: [],
        turn: 0,
        connection: undefined,
        opening: false,
        requests: 0,
      };
      this.#lanes.set(key, lane);
      return lane;
    });
    return lanes.reduce((least, lane) => (lane.partitions.length < least.partitions.length ? lane : least));
  }

  /** Sends what can be sent for these partitions. */
  push(partitions: readonly PartitionCopy[]): void {
    for (const lane of new Set(partitions.map((partition) => this.#routes.get(partition)?.lane))) {
      if (lane) this.#pump(lane);
    }
  }

  /** Sends nothing more; what is in flight is still answered. */
  end(): void {
    this.#ended = true;
  }

  #pump(lane: Lane): void {
    if (this.#ended) return;
    const connection = lane.connection;
    if (!connection?.isOpen) {
      if (!lane.opening) void this.#open(lane);
      return;
    }
    while (lane.requests < REQUESTS_PER_LANE && this.#events.mayWrite()) {
      const sent = this.#gather(lane);
      if (sent.length === 0) return;
      lane.requests += 1;
      void this.#produce(lane, connection, sent);
    }
  }

  async #open(lane: Lane): Promise<void> {
    lane.opening = true;
    try {
      lane.connection = await this.#target.connect(lane.node, lane.name);
    } catch (error) {
      for (const partition of lane.partitions) this.#events.lost(partition, reasonOf(error));
      return;
    } finally {
      lane.opening = false;
    }
    this.#pump(lane);
  }

  #gather(lane: Lane): Sent[] {
    const ready: PartitionCopy[] = [];
    const steps: CopyStep[] = [];
    const { partitions } = lane;
    let bytes = 0;
    let waiting = 0;
    for (let i = 0; i < partitions.length && bytes < REQUEST_BYTES; i += 1) {
      const partition = partitions[(lane.turn + i) % partitions.length]!;
      // What was read is written also in a pause, so that nothing is held; filling takes long and can wait.
      if (partition.phase === 'filling' && this.#control.isPaused(partition.topic)) continue;
      const step = partition.next();
      if (!step) {
        if (partition.hasQueued) waiting += 1;
        continue;
      }
      if (step.kind === 'blank') {
        void this.#writeBlank(partition, step);
        continue;
      }
      if (!mayShareRequest(steps, step)) continue;
      if (bytes > 0 && bytes + step.size > REQUEST_BYTES) continue;
      ready.push(partition);
      steps.push(step);
      bytes += step.size;
    }
    // Where each step waits for the one before, partitions would go each in a request of its own: with the answer to
    // one that is under way more of them can go together, and a request costs a broker more than a small batch in it.
    if (lane.requests > 0 && ready.length < waiting) return [];
    lane.turn += 1;
    return ready.map((partition, i): Sent => {
      const step = steps[i]!;
      partition.take(step);
      return { partition, route: this.#routes.get(partition)!, round: partition.round, step };
    });
  }

  /** Blanks go through the target's transaction coordinators, beside what a lane sends. */
  async #writeBlank(partition: PartitionCopy, step: CopyBlank): Promise<void> {
    const { topic, partition: number, round } = partition;
    const route = this.#routes.get(partition)!;
    partition.take(step);
    try {
      const end = await this.#blanks.write(partition, step, this.#events.mayWrite);
      const lost = end === step.nextOffset ? {} : { lost: misplaced(end, step.nextOffset) };
      this.#settle({ partition, route, round, step }, { topic, partition: number, errorCode: 0, ...lost });
    } catch (error) {
      this.#lose({ partition, route, round, step }, error);
    }
    this.#pump(route.lane);
  }

  async #produce(lane: Lane, connection: BrokerConnection, sent: readonly Sent[]): Promise<void> {
    try {
      // No await before the send: requests must leave in the order in which their steps were taken.
      const given = await this.#send(connection, sent);
      const answers = new Map(given.map((p) => [partitionText(p), p]));
      for (const item of sent) this.#settle(item, answers.get(partitionText(item.partition)));
    } catch (error) {
      for (const item of sent) this.#lose(item, error);
    } finally {
      lane.requests -= 1;
    }
    this.#pump(lane);
  }

  /** Sends what may share a request: batches, or markers. */
  async #send(connection: BrokerConnection, sent: readonly Sent[]): Promise<readonly Answer[]> {
    const markers: MarkerItem[] = [];
    const batches: ProduceItem[] = [];
    let transactionalId: string | undefined;
    for (const { partition: where, route, step } of sent) {
      const { topic, partition } = where;
      if (step.kind === 'marker') markers.push({ topic, partition, step, route });
      if (step.kind !== 'batch') continue;
      batches.push({ topic, partition, topicId: route.topicId, records: step.bytes });
      if (step.isTransactional) transactionalId = MIRRORING_ID;
    }
    if (markers.length > 0) return this.#mark(connection, markers);
    const answer = await produceBatches(connection, batches, ACK_TIMEOUT_MS, transactionalId);
    if (answer.throttleMs > 0) this.#throttledUntil = performance.now() + answer.throttleMs;
    return answer.partitions;
  }

  /**
   * Writes markers, of which the answer tells no offset. Of several in a row it may hide that some were refused, and in
   * front of the first one of a round the same may have come late, over a dead connection: there the log end tells.
   */
  async #mark(connection: BrokerConnection, markers: readonly MarkerItem[]): Promise<readonly Answer[]> {
    const countOf = ({ baseOffset, nextOffset }: CopyMarker) => Number(nextOffset - baseOffset);
    const writing = writeMarkers(
      connection,
      markers.map(({ step, topic, partition }) => ({ ...step, topic, partition, count: countOf(step) })),
    );
    const unsure = markers.filter(({ step, route }) => countOf(step) > 1 || !route.confirmed);
    if (unsure.length === 0) return writing;
    const [answers, ends] = await Promise.all([writing, this.#endsBehind(writing, connection, unsure)]);
    const due = new Map(unsure.map(({ step, ...where }) => [partitionText(where), step.nextOffset]));
    return answers.map((answer) => {
      const key = partitionText(answer);
      const end = ends.get(key);
      return end === due.get(key) ? answer : { ...answer, lost: misplaced(end, due.get(key)) };
    });
  }

  /** The log ends behind markers that are being written. */
  async #endsBehind(
    writing: Promise<unknown>,
    connection: BrokerConnection,
    markers: readonly MarkerItem[],
  ): Promise<ReadonlyMap<string, bigint | Error>> {
    const led = markers.map(({ topic, partition, route }) => ({
      ...{ topic, partition, leaderEpoch: route.leaderEpoch },
    }));
    // On the connection of the markers it is served behind them, so there is no need to wait for their answer.
    if (tellsLogEnds(connection, led)) return logEndsOn(connection, led);
    await writing;
    return logEndOffsets(this.#target, led);
  }

  /** It is unknown what became of a step. */
  #lose({ partition, step, round }: Sent, error: unknown): void {
    this.#events.freed(partition.settle(step));
    if (partition.round === round) this.#events.lost(partition, reasonOf(error), step);
  }

  #settle({ partition, route, step, round }: Sent, answer: Answer | undefined): void {
    const ours = partition.round === round && partition.phase !== 'stopped';
    if (answer?.errorCode === 0 && answer.lost === undefined && ours && partition.isActive) {
      route.confirmed = true;
      this.#events.freed(partition.confirm(step, answer.baseOffset));
      if (partition.error) this.#events.stopped(partition);
      return;
    }
    this.#events.freed(partition.settle(step));
    if (!ours || (answer?.errorCode === 0 && answer.lost === undefined)) return;
    if (!answer || answer.lost !== undefined) {
      this.#events.lost(partition, answer?.lost ?? 'the answer left the partition out', step);
      return;
    }
    const { name, retriable, message } = kafkaErrorByCode(answer.errorCode);
    const detail = answer.errorMessage ?? message;
    if (name === 'OUT_OF_ORDER_SEQUENCE_NUMBER') partition.noteOutOfOrder(step);
    if (retriable || PLACE_LOST.has(name) || UNKNOWN_TO_COORDINATOR.has(name)) {
      this.#events.lost(partition, `${name}: ${detail}`, step);
      return;
    }
    partition.stop(
      replicationErrors.REPLICATION_WRITE_REFUSED({
        topic: partition.topic,
        partition: partition.partition,
        offset: step.baseOffset,
        error: name,
        detail,
      }),
    );
    this.#events.stopped(partition);
  }
}

const misplaced = (end: bigint | Error | undefined, due: bigint | undefined): string =>
  end instanceof Error ? reasonOf(end) : `the log ends at ${end} after ${due}`;

const reasonOf = (error: unknown): string => codedErrorIn(error)?.message ?? String(error);
