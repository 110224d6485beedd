import { codedErrorIn, inParallel, pause } from '@mqferry/core';
import {
  type KafkaClient,
  lastStableOffsets,
  listOffsets,
  OFFSET_EARLIEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import type { PartitionStatus } from '../copier/copy-status.ts';
import { type ComparedLogs, earlier, later } from './compare-stretches.ts';
import type { DigestedLog } from './digest-reader.ts';
import { namesOf } from './names-of.ts';
import { paceOf } from './pace.ts';
import { RollingPartition } from './rolling-partition.ts';
import type {
  RollingCheckpoint,
  RollingProgress,
  RollingStatus,
  VerifiedPartition,
} from './rolling-status.ts';

/** What it needs. */
export interface RollingOptions {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  /** Where the copy stands. */
  readonly copied: () => readonly Pick<PartitionStatus, 'topic' | 'partition' | 'phase' | 'copiedTo'>[];
  /** Those of these topics whose logs either side may compact. */
  readonly compacted: (topics: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Topics of which only what was committed is copied. */
  readonly committedOnly: () => Promise<ReadonlySet<string>>;
  readonly checkpoint: RollingCheckpoint;
  /** Read from both sides together; Infinity: as fast as it goes. */
  readonly bytesPerSecond: number;
  /** Told of each partition once it differs, and once it cannot be compared any further. */
  readonly onFinding: (partition: VerifiedPartition) => void;
}

const PARTITIONS_AT_ONCE = 2;
const ROUND_MS = 1_000;
const SAVE_MS = 5_000;

/**
 * Compares what was copied while the copy goes on, so that a verdict is never far behind: records of both sides are
 * read up to where the target has confirmed them, as `verify` does. Memory is bounded by what a few partitions read at
 * a time. How far it came is kept beyond the process.
 */
export class RollingVerification {
  readonly #options: RollingOptions;
  readonly #partitions = new Map<string, RollingPartition>();
  readonly #leftOut = new Set<string>();
  #known: Readonly<Record<string, RollingProgress>> = {};
  #savedAt = performance.now();
  #isSaved = true;

  constructor(options: RollingOptions) {
    this.#options = options;
  }

  /** Compares until `signal` aborts, then saves how far it came. Throws what does not pass by itself. */
  async run(signal: AbortSignal): Promise<void> {
    const { source, target, checkpoint, bytesPerSecond } = this.#options;
    this.#known = await checkpoint.load();
    const pace = paceOf({ bytesPerSecond, signal });
    let names: ComparedLogs['names'] | undefined;
    const round = async () => {
      names ??= await namesOf(source, target);
      return this.#round({ source, target, names, pace }, signal);
    };
    while (!signal.aborted) {
      const more = await round().catch((error: unknown) => {
        if (!signal.aborted && !codedErrorIn(error)) throw error;
        return false;
      });
      if (performance.now() - this.#savedAt > SAVE_MS) await this.#save();
      if (!more) await pause(ROUND_MS, signal).catch(() => {});
    }
    await this.#save();
  }

  /** A moment's view. */
  status(): RollingStatus {
    const copied = this.#options.copied().map(partitionText);
    return {
      // What this process does not copy any more another one compares.
      partitions: copied.flatMap((key) => this.#partitions.get(key)?.status ?? []),
      leftOut: [...this.#leftOut],
    };
  }

  /** What was compared, for a verification of all to go on from. */
  progress(): Record<string, RollingProgress> {
    return Object.fromEntries(
      [...this.#partitions.values()].flatMap(({ progress }) => (progress ? [progress] : [])),
    );
  }

  /** One turn for each partition that is behind; true when some still are. */
  async #round(logs: Omit<ComparedLogs, keyof DigestedLog>, signal: AbortSignal): Promise<boolean> {
    const { source, target, onFinding } = this.#options;
    const behind = (await this.#follow()).filter((p) => p.isBehind);
    // What transactions that are open on either side come to is compared when it is decided.
    const [ours, theirs] = await Promise.all(
      [source, target].map((client) => lastStableOffsets(client, behind)),
    );
    const stableEndOf = (p: TopicPartition) =>
      earlier(ours!.get(partitionText(p))!, theirs!.get(partitionText(p))!);
    const due = behind.filter((p) => p.verifiedTo < stableEndOf(p));
    if (due.length > 0) this.#isSaved = false;
    const committedTopics = due.length > 0 ? await this.#options.committedOnly() : new Set();
    const more = await inParallel(due, PARTITIONS_AT_ONCE, async (p) => {
      if (signal.aborted) return false;
      const { topic, partition, status: before } = p;
      const stableEnd = stableEndOf(p);
      const goesOn = await p.advance(
        { ...logs, topic, partition, stableEnd, committedOnly: committedTopics.has(topic) },
        this.#startOf,
      );
      const { differences, error } = p.status;
      if (error || (differences.length > 0 && before.differences.length === 0)) onFinding(p.status);
      return goesOn;
    });
    return more.includes(true);
  }

  /** Notes how far the copy is, and takes in what has come to it; gives what can be compared. */
  async #follow(): Promise<RollingPartition[]> {
    const placed = this.#options.copied().filter(({ phase }) => phase !== 'waiting' && phase !== 'stopped');
    const added = placed.filter(
      (p) => !this.#partitions.has(partitionText(p)) && !this.#leftOut.has(p.topic),
    );
    await this.#add(added);
    return placed.flatMap((p) => {
      const followed = this.#partitions.get(partitionText(p));
      followed?.follow(p.copiedTo);
      return followed ?? [];
    });
  }

  async #add(added: readonly TopicPartition[]): Promise<void> {
    if (added.length === 0) return;
    const { source, target } = this.#options;
    const compacted = await this.#options.compacted([...new Set(added.map(({ topic }) => topic))]);
    const [onSource, onTarget] = await Promise.all([source.metadata(), target.metadata()]);
    for (const where of added) {
      const { topic } = where;
      if (compacted.has(topic)) {
        this.#leftOut.add(topic);
        continue;
      }
      const ids = {
        sourceTopicId: onSource.topics.get(topic)?.topicId,
        targetTopicId: onTarget.topics.get(topic)?.topicId,
      };
      const key = partitionText(where);
      this.#partitions.set(key, new RollingPartition(where, ids, this.#known[key]));
    }
  }

  /** Where both logs of a partition have something. */
  readonly #startOf = async (where: TopicPartition): Promise<bigint> => {
    const { source, target } = this.#options;
    const starts = await Promise.all(
      [source, target].map((client) => listOffsets(client, [where], OFFSET_EARLIEST)),
    );
    const [ours, theirs] = starts.map((start) => start.get(partitionText(where))!);
    return later(ours!, theirs!);
  };

  async #save(): Promise<void> {
    if (this.#isSaved) return;
    this.#savedAt = performance.now();
    this.#isSaved = true;
    await this.#options.checkpoint.save({ ...this.#known, ...this.progress() });
  }
}
