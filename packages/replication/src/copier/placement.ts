import { backoffDelay, type CodedError, codedErrorIn, pause } from '@mqferry/core';
import { locateMapped } from '../mapped/locate-mapped.ts';
import { MapFolder } from '../mapped/map-folder.ts';
import type { Blanks } from './blanks.ts';
import type { CopierOptions } from './copier-options.ts';
import { locate } from './locate.ts';
import type { PartitionCopy } from './partition-copy.ts';
import type { ProducerIdMap } from './producer-ids.ts';
import type { TopicIdentity } from './topic-identity.ts';

/** What becomes of partitions whose places are looked for. */
export interface PlacementEvents {
  /** It may go on from where it stands now. */
  readonly placed: (partition: PartitionCopy) => Promise<void>;
  readonly stopped: (partition: PartitionCopy, error: CodedError) => void;
  /** A defect of this program. */
  readonly failed: (error: unknown) => void;
}

type PlacementOptions = Pick<
  CopierOptions,
  'source' | 'target' | 'signal' | 'isHeld' | 'mapsFolder' | 'acceptsGaps' | 'onGap' | 'onFirstTransaction'
>;

const PLACED_AT_ONCE = 256;
const POLL_MS = 50;
/** After a fault the target's log end must stand still this long; at the start nothing of ours is on its way. */
const QUIET_AFTER_FAULT_MS = 500;
const QUIET_AT_START_MS = 200;

/** Finds the places of partitions on both logs, trying again while what fails may pass. */
export class Placement {
  readonly #options: PlacementOptions;
  readonly #ids: ProducerIdMap;
  readonly #maps: MapFolder;
  readonly #identity: TopicIdentity;
  readonly #blanks: Blanks;
  readonly #events: PlacementEvents;
  /** Partitions whose place was never looked for, and who looks for them. */
  readonly #waiting: PartitionCopy[] = [];
  readonly #placers = new Set<Promise<void>>();
  readonly #placing = new Map<PartitionCopy, AbortController>();
  #hasEnded = false;

  constructor(
    options: PlacementOptions,
    ids: ProducerIdMap,
    identity: TopicIdentity,
    blanks: Blanks,
    events: PlacementEvents,
  ) {
    this.#options = options;
    this.#ids = ids;
    this.#maps = new MapFolder(options.mapsFolder);
    this.#identity = identity;
    this.#blanks = blanks;
    this.#events = events;
  }

  /** These are looked for when `placeWaiting` is called, for the first time. */
  add(partitions: readonly PartitionCopy[]): void {
    this.#waiting.push(...partitions);
  }

  /** Looks for the places of those that have none yet, so many at the same time. */
  placeWaiting(): void {
    while (this.#waiting.length > 0 && this.#placers.size < PLACED_AT_ONCE) {
      const placer = this.#placeInTurn().finally(() => this.#placers.delete(placer));
      this.#placers.add(placer);
    }
  }

  /** Finds the place of one that has lost it, once nothing of it is in flight any more. */
  again(partition: PartitionCopy): void {
    void this.#place(partition, QUIET_AFTER_FAULT_MS, partition.failedRounds).catch(this.#events.failed);
  }

  /** Gives up looking for one. */
  forget(partition: PartitionCopy): void {
    const at = this.#waiting.indexOf(partition);
    if (at >= 0) this.#waiting.splice(at, 1);
    this.#placing.get(partition)?.abort();
  }

  /** Gives up looking for all of them. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#waiting.length = 0;
    for (const controller of this.#placing.values()) controller.abort();
    await Promise.allSettled(this.#placers);
  }

  async #placeInTurn(): Promise<void> {
    const { signal } = this.#options;
    for (let next = this.#waiting.shift(); next && !signal.aborted; next = this.#waiting.shift()) {
      await this.#place(next, QUIET_AT_START_MS, 0).catch(this.#events.failed);
    }
  }

  async #place(partition: PartitionCopy, quietMs: number, failures: number): Promise<void> {
    const { source, target, acceptsGaps, onGap, onFirstTransaction } = this.#options;
    const acceptGap = acceptsGaps?.(partition.topic) ?? false;
    const controller = new AbortController();
    this.#placing.set(partition, controller);
    const { signal } = controller;
    try {
      for (let attempt = failures; !signal.aborted && !this.#hasEnded; attempt += 1) {
        try {
          if (attempt > 0) {
            source.expireMetadata();
            target.expireMetadata();
            await pause(backoffDelay(attempt), signal);
          }
          while (partition.inFlightCount > 0) await pause(POLL_MS, signal);
          const { firstTransaction } = partition;
          if (firstTransaction) {
            const manner = (await onFirstTransaction?.(partition.topic)) ?? 'none';
            if (manner === 'none') return this.#events.stopped(partition, firstTransaction);
            partition.carryTransactions(manner);
          }
          if (partition.transactions === 'committed') await this.#takeBlanks(partition, signal);
          const { isCompacted: compacted, round, sourceEnd, sourceEpoch, copiedTo, transactions } = partition;
          const seen = round > 0 ? { to: sourceEnd, epoch: sourceEpoch, copiedTo } : undefined;
          const looking = {
            source,
            target,
            ids: this.#ids,
            quietMs,
            compacted,
            transactions,
            acceptGap,
            seen,
            signal,
          };
          const position = partition.isMapped
            ? await locateMapped(looking, this.#maps, partition)
            : await locate(looking, partition);
          if (position.gap) await onGap?.(position.gap);
          // It was stopped or released meanwhile.
          if (signal.aborted) return;
          partition.startAt(position);
          if (partition.error) return this.#events.stopped(partition, partition.error);
          return await this.#events.placed(partition);
        } catch (error) {
          if (signal.aborted) return;
          const coded = codedErrorIn(error);
          if (!coded) throw error;
          const refusal = await this.#refusalAfter(partition, coded);
          if (refusal) return this.#events.stopped(partition, refusal);
          partition.noteFailure(coded.message);
        }
      }
    } finally {
      this.#placing.delete(partition);
    }
  }

  /** Before the log end is asked for, so that nothing moves it afterwards. From an owner nothing is taken. */
  async #takeBlanks(partition: PartitionCopy, signal: AbortSignal): Promise<void> {
    while (!this.#options.isHeld()) await pause(POLL_MS, signal);
    await this.#blanks.take(partition, signal);
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
}
