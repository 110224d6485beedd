import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import { partitionText, type TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import type { CopierLimits, CopierOptions, CopyTask } from './copier-options.ts';
import type { CopyStatus, TopicStatus } from './copy-status.ts';
import type { CopyStep } from './copy-step.ts';
import { createFillerSource } from './filler.ts';
import { LagAges } from './lag-ages.ts';
import { locate } from './locate.ts';
import { cutLogStarts, followLogStarts } from './log-starts.ts';
import { PartitionCopy } from './partition-copy.ts';
import { PauseWatch } from './pause-watch.ts';
import { producerIdMap } from './producer-ids.ts';
import { ReadAhead } from './read-ahead.ts';
import { SourceReader } from './source-reader.ts';
import { copyStatusOf, type FormerTotals, noteFormer, topicStatusesOf } from './statuses.ts';
import { TargetWriter } from './target-writer.ts';
import { TopicIdentity } from './topic-identity.ts';

const MIB = 1024 * 1024;
const DEFAULT_LIMITS: CopierLimits = { totalBytes: 24 * MIB, partitionBytes: 4 * MIB, fetchBytes: 4 * MIB };
const TICK_MS = 200;
const FOLLOW_STARTS_MS = 30_000;
const DRAIN_MS = 10_000;
const NOT_HELD = 'the coordinator of the target does not confirm that it is ours';
const PLACED_AT_ONCE = 256;
/** After a fault the target's log end must stand still this long; at the start nothing of ours is on its way. */
const QUIET_AFTER_FAULT_MS = 500;
const QUIET_AT_START_MS = 200;

/**
 * Copies partitions with identical offsets: readers (one for each source broker) fill bounded queues, the writer
 * empties them, and every partition that loses its place finds it again from the two logs.
 */
export class Copier {
  readonly #options: CopierOptions;
  readonly #partitions: PartitionCopy[] = [];
  readonly #ids;
  readonly #filler = createFillerSource();
  readonly #writer: TargetWriter;
  readonly #ages: LagAges;
  readonly #pauses: PauseWatch;
  readonly #limits: CopierLimits;
  readonly #ahead: ReadAhead;
  readonly #readers = new Map<number, SourceReader>();
  readonly #reading: Promise<void>[] = [];
  readonly #stop = new AbortController();
  readonly #placing = new Map<PartitionCopy, AbortController>();
  /** Partitions whose place was never looked for, and who looks for them. */
  readonly #waiting: PartitionCopy[] = [];
  readonly #placers = new Set<Promise<void>>();
  readonly #identity = new TopicIdentity();
  #led = new Map<number, PartitionCopy[]>();
  #routedBy: unknown;
  #failure: unknown;
  #wasHeld = true;
  /** Of partitions that were released. */
  readonly #former: FormerTotals = new Map();
  #startsFollowedAt = performance.now();

  constructor(options: CopierOptions) {
    this.#options = options;
    this.#ids = producerIdMap(options.sourceClusterId);
    this.#ages = new LagAges(options.source);
    this.#pauses = new PauseWatch(options.control);
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#ahead = new ReadAhead(this.#limits.totalBytes);
    this.#writer = new TargetWriter(options.target, options.control, {
      mayWrite: options.isHeld,
      freed: (bytes) => this.#ahead.release(bytes),
      lost: (partition, reason, step) => this.#recover(partition, reason, step),
      stopped: (partition) => this.#stopped(partition),
    });
    options.control.onChange(() => {
      this.#ahead.wake();
      this.#writer.push(this.#partitions);
    });
  }

  /** Copies these partitions as well; also while it runs. */
  add(tasks: readonly CopyTask[]): void {
    const context = { ids: this.#ids, filler: this.#filler };
    const added = tasks.map((task) => new PartitionCopy(task, context, task));
    for (const { topic, sourceTopicId } of tasks) this.#identity.expect(topic, sourceTopicId);
    this.#partitions.push(...added);
    this.#routedBy = undefined;
    this.#waiting.push(...added);
  }

  /** Writes nothing more of these partitions when it returns; resolves when nothing of them is in flight any more. */
  async release(partitions: readonly TopicPartition[]): Promise<void> {
    const keys = new Set(partitions.map(partitionText));
    const released = this.#partitions.filter((p) => keys.has(partitionText(p)));
    for (const p of released) {
      for (const list of [this.#partitions, this.#waiting])
        if (list.includes(p)) list.splice(list.indexOf(p), 1);
      p.suspend();
      this.#writer.leave(p);
      this.#placing.get(p)?.abort();
      this.#ahead.release(p.dropQueue());
    }
    noteFormer(this.#former, released);
    this.#routedBy = undefined;
    while (released.some(({ inFlightCount }) => inFlightCount > 0)) await pause(TICK_MS / 4);
  }

  /**
   * Runs until every partition reached its end or stopped, or `signal` aborts; then waits for what is in flight.
   * Rejects only for a defect of this program.
   */
  async run(): Promise<void> {
    const { signal } = this.#options;
    try {
      while (!signal.aborted && !this.#finished() && this.#failure === undefined) {
        this.#placeWaiting();
        await this.#tick();
        await pause(TICK_MS, signal).catch(() => {});
      }
    } finally {
      this.#writer.end();
      this.#stop.abort();
      for (const controller of this.#placing.values()) controller.abort();
      this.#ahead.wake();
      await this.#drained();
      await Promise.allSettled([...this.#reading, ...this.#placers]);
    }
    if (this.#failure !== undefined) throw this.#failure;
    // What was copied since the last round may have made a cut possible.
    await this.#alignLogStarts(true);
  }

  /** A moment's view. */
  status(): CopyStatus {
    const { control } = this.#options;
    return {
      ...copyStatusOf(this.#partitions, control, this.#former),
      heldBytes: this.#ahead.heldBytes,
      throttledBy:
        control.throttledBy ??
        [...this.#readers.values()].map((r) => r.throttledBy).find((reason) => reason !== undefined) ??
        this.#writer.throttledBy,
    };
  }

  /** The same by topic, with how far each is behind; unknown unless `seeLag` is called every few seconds. */
  topics(): TopicStatus[] {
    return topicStatusesOf(this.#partitions, this.#options.control, this.#ages, this.#former);
  }

  /** Asks the source how far it is ahead of partitions that are not being read. */
  seeLag(): Promise<void> {
    return this.#ages.round(this.#partitions);
  }

  /** Looks for the places of partitions that have none yet, so many at the same time. */
  #placeWaiting(): void {
    while (this.#waiting.length > 0 && this.#placers.size < PLACED_AT_ONCE) {
      const placer = this.#placeInTurn().finally(() => this.#placers.delete(placer));
      this.#placers.add(placer);
    }
  }

  async #placeInTurn(): Promise<void> {
    const { signal } = this.#options;
    for (let next = this.#waiting.shift(); next && !signal.aborted; next = this.#waiting.shift()) {
      await this.#place(next, QUIET_AT_START_MS, 0).catch((error) => this.#fail(error));
    }
  }

  #finished(): boolean {
    if (this.#partitions.length < this.#options.expected()) return false;
    return this.#partitions.every(
      ({ phase, pendingStart }) => phase === 'stopped' || (phase === 'reached' && pendingStart === undefined),
    );
  }

  /** What is looked after every now and then: leaders, recreated topics, log starts, stalls. */
  async #tick(): Promise<void> {
    const { stallTimeoutMs, control, onPaused, isHeld } = this.#options;
    const now = performance.now();
    const held = isHeld();
    if (held && !this.#wasHeld) this.#writer.push(this.#partitions);
    this.#wasHeld = held;
    for (const p of this.#partitions) if (!held && p.isActive) p.noteFailure(NOT_HELD);
    this.#ages.sample(this.#partitions);
    const changes = this.#pauses.look(this.#partitions);
    if (changes.atRest.length + changes.resumed.length > 0) onPaused?.(changes);
    for (const p of this.#partitions) {
      // Nobody expects progress of it.
      if (control.isPaused(p.topic)) p.failing = undefined;
      if (p.phase === 'stopped' || p.failing === undefined) continue;
      const { since, first, last } = p.failing;
      if (now - since > stallTimeoutMs) {
        this.#halt(
          p,
          replicationErrors.REPLICATION_STALLED({
            topic: p.topic,
            partition: p.partition,
            seconds: Math.round((now - since) / 1000),
            reason: first === last ? first : `${first} → ${last}`,
          }),
        );
      }
    }
    const lookForStarts = now - this.#startsFollowedAt > FOLLOW_STARTS_MS;
    if (lookForStarts) this.#startsFollowedAt = now;
    await this.#routeReaders().catch((error) => this.#notePassing(error));
    await this.#alignLogStarts(lookForStarts);
  }

  /** Cuts the target's logs where that is due; `look`: the source is asked where its logs start now. */
  async #alignLogStarts(look: boolean): Promise<void> {
    const { source, target } = this.#options;
    const live = this.#partitions.filter((p) => p.isActive || p.phase === 'reached');
    if (live.length === 0 || !this.#options.isHeld()) return;
    try {
      if (look) await followLogStarts(source, target, live);
      await cutLogStarts(target, live);
    } catch (error) {
      this.#notePassing(error);
    }
  }

  /** Partitions that are concerned notice for themselves; this only must not end the copy of the others. */
  #notePassing(error: unknown): void {
    const coded = codedErrorIn(error);
    if (!coded) throw error;
    for (const p of this.#partitions) if (p.pendingStart !== undefined) p.noteFailure(coded.message);
  }

  /** Gives each partition to the reader of the broker that leads it now. */
  async #routeReaders(): Promise<void> {
    const metadata = await this.#options.source.metadata();
    if (metadata === this.#routedBy) return;
    this.#routedBy = metadata;
    const led = new Map<number, PartitionCopy[]>();
    for (const p of this.#partitions) {
      const topic = metadata.topics.get(p.topic);
      const refusal = this.#identity.refusal(p.topic, topic, performance.now());
      if (refusal) {
        if (p.phase !== 'stopped') this.#halt(p, refusal);
        continue;
      }
      const leader = topic?.partitions[p.partition]?.leader ?? -1;
      if (leader < 0 && p.phase !== 'stopped') {
        p.noteFailure('the source has no leader for it');
        this.#options.source.expireMetadata();
      }
      const others = led.get(leader);
      if (others) others.push(p);
      else led.set(leader, [p]);
    }
    this.#led = led;
    for (const node of led.keys()) {
      if (node >= 0 && !this.#readers.has(node)) this.#startReader(node);
    }
  }

  #startReader(node: number): void {
    const { source, control } = this.#options;
    const reader = new SourceReader(source, this.#limits, this.#ahead, control, {
      queued: (partitions) => this.#writer.push(partitions),
      lost: (partition, reason) => this.#recover(partition, reason),
      stopped: (partition, error) => this.#halt(partition, error),
    });
    this.#readers.set(node, reader);
    const running = reader.run(node, (id) => this.#led.get(id) ?? [], this.#stop.signal);
    this.#reading.push(running.catch((error) => this.#fail(error)));
  }

  #halt(partition: PartitionCopy, error: CodedError): void {
    partition.stop(error);
    this.#stopped(partition);
  }

  #stopped(partition: PartitionCopy): void {
    this.#placing.get(partition)?.abort();
    this.#ahead.release(partition.dropQueue());
    this.#options.onStopped?.(partition);
  }

  /** A partition lost its place: once nothing of it is in flight any more it is looked for again. */
  #recover(partition: PartitionCopy, reason: string, step?: CopyStep): void {
    if (!partition.isActive) return;
    partition.suspend();
    this.#ahead.release(partition.dropQueue());
    partition.noteFailure(reason);
    partition.recoveries += 1;
    partition.failedRounds += 1;
    this.#options.onRecovering?.(partition, reason, step);
    void this.#place(partition, QUIET_AFTER_FAULT_MS, partition.failedRounds).catch((error) =>
      this.#fail(error),
    );
  }

  /** Finds a partition's place and starts it there, trying again while what fails may pass. */
  async #place(partition: PartitionCopy, quietMs: number, failures: number): Promise<void> {
    const { source, target, acceptsGaps, onGap } = this.#options;
    const acceptGap = acceptsGaps?.(partition.topic) ?? false;
    const controller = new AbortController();
    this.#placing.set(partition, controller);
    const { signal } = controller;
    try {
      for (let attempt = failures; !signal.aborted && !this.#stop.signal.aborted; attempt += 1) {
        try {
          if (attempt > 0) {
            source.expireMetadata();
            target.expireMetadata();
            await pause(backoffDelay(attempt), signal);
          }
          while (partition.inFlightCount > 0) await pause(TICK_MS / 4, signal);
          const { isCompacted: compacted, round, sourceEnd, sourceEpoch, copiedTo } = partition;
          const seen = round > 0 ? { to: sourceEnd, epoch: sourceEpoch, copiedTo } : undefined;
          const position = await locate(
            { source, target, ids: this.#ids, quietMs, compacted, acceptGap, seen, signal },
            partition,
          );
          if (position.gap) await onGap?.(position.gap);
          // It was stopped or released meanwhile.
          if (signal.aborted) return;
          partition.startAt(position);
          if (partition.error) return this.#stopped(partition);
          await this.#writer.assign(partition);
          this.#ahead.wake();
          return;
        } catch (error) {
          if (signal.aborted) return;
          const coded = codedErrorIn(error);
          if (!coded) throw error;
          const refusal = await this.#refusalAfter(partition, coded);
          if (refusal) return this.#halt(partition, refusal);
          partition.noteFailure(coded.message);
        }
      }
    } finally {
      this.#placing.delete(partition);
    }
  }

  /**
   * Why a partition cannot go on after this error; undefined when it may pass. Another topic of the same name fails in
   * many ways, and one that is missing is looked for again until it is clear that it is gone.
   */
  async #refusalAfter({ topic }: PartitionCopy, error: CodedError): Promise<CodedError | undefined> {
    if (error.retriable) return undefined;
    const metadata = await this.#options.source.refreshMetadata().catch(() => undefined);
    if (!metadata) return error;
    const shown = metadata.topics.get(topic);
    const refusal = this.#identity.refusal(topic, shown, performance.now());
    return refusal ?? (shown ? error : undefined);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }

  async #drained(): Promise<void> {
    const end = performance.now() + DRAIN_MS;
    while (performance.now() < end && this.#partitions.some(({ inFlightCount }) => inFlightCount > 0)) {
      await pause(TICK_MS / 4);
    }
  }
}
