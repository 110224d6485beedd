import { type CodedError, codedErrorIn, pause } from '@mqferry/core';
import { partitionText, type TopicPartition } from '@mqferry/kafka';
import { Blanks } from './blanks.ts';
import { type CopierLimits, type CopierOptions, type CopyTask, DEFAULT_LIMITS } from './copier-options.ts';
import type { CopyStatus, TopicStatus } from './copy-status.ts';
import type { CopyStep } from './copy-step.ts';
import type { Copying } from './copying.ts';
import { createFillerSource } from './filler.ts';
import { LagAges } from './lag-ages.ts';
import { cutLogStarts, followLogStarts } from './log-starts.ts';
import { PartitionCopy } from './partition-copy.ts';
import { PauseWatch } from './pause-watch.ts';
import { Placement } from './placement.ts';
import { producerIdMap } from './producer-ids.ts';
import { ReadAhead } from './read-ahead.ts';
import { SourceReader } from './source-reader.ts';
import { SourceReaders } from './source-readers.ts';
import { stallOf } from './stalls.ts';
import { copyStatusOf, type FormerTotals, noteFormer, phaseOf, topicStatusesOf } from './statuses.ts';
import { TargetWriter } from './target-writer.ts';
import { TopicIdentity } from './topic-identity.ts';

const TICK_MS = 200;
const FOLLOW_STARTS_MS = 30_000;
const DRAIN_MS = 10_000;
const NOT_HELD = 'the coordinator of the target does not confirm that it is ours';

/**
 * Copies partitions with identical offsets: readers (one for each source broker) fill bounded queues, the writer
 * empties them, and every partition that loses its place finds it again from the two logs.
 */
export class Copier implements Copying {
  readonly #options: CopierOptions;
  readonly #partitions: PartitionCopy[] = [];
  readonly #ids;
  readonly #filler = createFillerSource();
  readonly #identity = new TopicIdentity();
  readonly #placement: Placement;
  readonly #readers: SourceReaders;
  readonly #writer: TargetWriter;
  readonly #ages: LagAges;
  readonly #pauses: PauseWatch;
  readonly #limits: CopierLimits;
  readonly #ahead: ReadAhead;
  #failure: unknown;
  #wasHeld = true;
  /** Of partitions that were released. */
  readonly #former: FormerTotals = new Map();
  #startsFollowedAt = performance.now();

  constructor(options: CopierOptions) {
    const { source, control } = options;
    this.#options = options;
    this.#ids = producerIdMap(options.sourceClusterId);
    this.#ages = new LagAges(source);
    this.#pauses = new PauseWatch(control);
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#ahead = new ReadAhead(this.#limits.totalBytes);
    const [stopped, failed] = [this.#halt.bind(this), this.#fail.bind(this)];
    const blanks = new Blanks(options.target, options.sourceClusterId);
    this.#placement = new Placement(options, this.#ids, this.#identity, blanks, {
      placed: async (partition) => {
        await this.#writer.assign(partition);
        this.#ahead.wake();
      },
      stopped,
      failed,
    });
    const readerOf = () => this.#createReader();
    this.#readers = new SourceReaders({ source, identity: this.#identity, readerOf, stopped, failed });
    this.#writer = new TargetWriter(options.target, control, blanks, {
      mayWrite: options.isHeld,
      freed: (bytes) => this.#ahead.release(bytes),
      lost: (partition, reason, step) => this.#recover(partition, reason, step),
      stopped: (partition) => this.#stopped(partition),
    });
    control.onChange(() => {
      this.#ahead.wake();
      this.#writer.push(this.#partitions);
    });
  }

  add(tasks: readonly CopyTask[]): void {
    const context = { ids: this.#ids, filler: this.#filler };
    const added = tasks.map((task) => new PartitionCopy(task, context, task));
    for (const { topic, sourceTopicId } of tasks) this.#identity.expect(topic, sourceTopicId);
    this.#partitions.push(...added);
    this.#readers.reroute();
    this.#placement.add(added);
  }

  async release(partitions: readonly TopicPartition[]): Promise<void> {
    const keys = new Set(partitions.map(partitionText));
    const released = this.#partitions.filter((p) => keys.has(partitionText(p)));
    for (const p of released) {
      this.#partitions.splice(this.#partitions.indexOf(p), 1);
      p.suspend();
      this.#writer.leave(p);
      this.#placement.forget(p);
      this.#ahead.release(p.dropQueue());
    }
    noteFormer(this.#former, released);
    this.#readers.reroute();
    while (released.some(({ inFlightCount }) => inFlightCount > 0)) await pause(TICK_MS / 4);
  }

  async run(): Promise<void> {
    const { signal } = this.#options;
    try {
      while (!signal.aborted && !this.#finished() && this.#failure === undefined) {
        this.#placement.placeWaiting();
        await this.#tick();
        await pause(TICK_MS, signal).catch(() => {});
      }
    } finally {
      this.#writer.end();
      const ended = [this.#readers.end(), this.#placement.end()];
      this.#ahead.wake();
      await this.#drained();
      await Promise.all(ended);
    }
    if (this.#failure !== undefined) throw this.#failure;
    // What was copied since the last round may have made a cut possible.
    await this.#alignLogStarts(true);
  }

  status(): CopyStatus {
    const { control } = this.#options;
    return {
      ...copyStatusOf(this.#partitions, control, this.#former),
      heldBytes: this.#ahead.heldBytes,
      throttledBy: control.throttledBy ?? this.#readers.throttledBy ?? this.#writer.throttledBy,
    };
  }

  topics(): TopicStatus[] {
    return topicStatusesOf(this.#partitions, this.#options.control, this.#ages, this.#former);
  }

  seeLag(): Promise<void> {
    return this.#ages.round(this.#partitions);
  }

  /** How many partitions have nothing left to do. */
  get doneCount(): number {
    return this.#partitions.filter(isDone).length;
  }

  #finished(): boolean {
    return this.#partitions.length >= this.#options.expected() && this.#partitions.every(isDone);
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
    const changes = this.#pauses.look(
      this.#partitions.map((p) => ({ topic: p.topic, phase: phaseOf(p, control) })),
    );
    if (changes.atRest.length + changes.resumed.length > 0) onPaused?.(changes);
    for (const p of this.#partitions) {
      // Nobody expects progress of it.
      if (control.isPaused(p.topic)) p.failing = undefined;
      const stall = p.phase === 'stopped' ? undefined : stallOf(p, stallTimeoutMs);
      if (stall) this.#halt(p, stall);
    }
    const lookForStarts = now - this.#startsFollowedAt > FOLLOW_STARTS_MS;
    if (lookForStarts) this.#startsFollowedAt = now;
    await this.#readers.route(this.#partitions).catch((error) => this.#notePassing(error));
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

  #createReader(): SourceReader {
    const { source, control } = this.#options;
    return new SourceReader(source, this.#limits, this.#ahead, control, {
      queued: (partitions) => this.#writer.push(partitions),
      lost: (partition, reason) => this.#recover(partition, reason),
      stopped: (partition, error) => this.#halt(partition, error),
    });
  }

  #halt(partition: PartitionCopy, error: CodedError): void {
    partition.stop(error);
    this.#stopped(partition);
  }

  #stopped(partition: PartitionCopy): void {
    this.#placement.forget(partition);
    this.#ahead.release(partition.dropQueue());
    this.#options.onStopped?.(partition, partition.error);
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
    this.#placement.again(partition);
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

const isDone = ({ phase, pendingStart }: PartitionCopy): boolean =>
  phase === 'stopped' || (phase === 'reached' && pendingStart === undefined);
