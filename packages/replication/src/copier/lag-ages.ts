import { codedErrorIn } from '@mqferry/core';
import { type KafkaClient, listOffsets, OFFSET_LATEST, partitionText } from '@mqferry/kafka';
import { readBatches } from '../read-log.ts';
import type { PartitionCopy } from './partition-copy.ts';
import { firstTimestamp } from './step-maker.ts';

/** What was seen of the source is true for so long. */
const FRESH_MS = 10_000;
/** An end that the readers have not seen for so long is asked for. */
const STALE_MS = 4_000;
/** Batches that are read in a round only to see how old they are, and their bytes. */
const MOST_LOOKS = 50;
const MOST_BYTES = 8 * 1024 * 1024;

interface Seen {
  readonly offset: bigint;
  /** Of the record at the offset, in milliseconds. */
  readonly timestamp: bigint;
  /** When this was the oldest that the target did not have (`performance.now()`), and how old it was then. */
  readonly at: number;
  readonly ageMs: number;
}

/**
 * Knows how far behind the source each partition is in time: the age, by its timestamp, of the oldest record that the
 * target does not have. Of what is fetched and not yet confirmed the batch tells it. Only of partitions that lag and
 * have nothing fetched (paused, waiting for their turn or for the target) one batch is read from the source, once for
 * each offset at which they stand. Ends that no reader sees meanwhile are asked for, all of a broker at once.
 */
export class LagAges {
  readonly #source: KafkaClient;
  readonly #seen = new WeakMap<PartitionCopy, Seen>();
  /** When the source was last seen to have nothing more than the target (`performance.now()`). */
  readonly #hadAll = new WeakMap<PartitionCopy, number>();

  constructor(source: KafkaClient) {
    this.#source = source;
  }

  /** Remembers what the fetched batches tell, and who has everything; to be called several times a second. */
  sample(partitions: readonly PartitionCopy[]): void {
    for (const p of partitions) {
      const timestamp = p.oldestTimestamp;
      if (timestamp !== undefined) this.#note(p, p.copiedTo, timestamp);
      else if (this.ageMs(p) === 0) this.#hadAll.set(p, p.sourceEndAt);
    }
  }

  /** Asks the source for what nobody has seen lately; what cannot be asked now stays unknown. */
  async round(partitions: readonly PartitionCopy[]): Promise<void> {
    try {
      await this.#seeEnds(partitions.filter((p) => isPlaced(p) && ageOfEnd(p) > STALE_MS));
      await this.#seeOldest(partitions.filter((p) => isPlaced(p) && this.ageMs(p) === undefined));
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
    }
  }

  /**
   * How old the oldest record is that the target does not have, in milliseconds; 0 when it has all of them. Of one that
   * nobody has looked at yet it is told how long ago it came at most, where that is not long.
   */
  ageMs(p: PartitionCopy): number | undefined {
    if (!this.isEndKnown(p)) return undefined;
    if (p.phase === 'reached' || p.copiedTo >= (p.stopAt ?? p.sourceEnd)) return 0;
    const seen = this.#seen.get(p);
    if (seen?.offset === p.copiedTo) return ageOf(seen.timestamp);
    const [sinceSeen, sinceAll] = [sinceOf(seen?.at), sinceOf(this.#hadAll.get(p))];
    if (sinceAll < FRESH_MS && sinceAll < sinceSeen) return Math.max(1, Math.ceil(sinceAll));
    return sinceSeen < FRESH_MS ? seen?.ageMs : undefined;
  }

  /** Whether it is known what the target has of a partition, and was seen lately what the source has. */
  isEndKnown(p: PartitionCopy): boolean {
    return p.phase === 'reached' || (isPlaced(p) && ageOfEnd(p) < FRESH_MS);
  }

  async #seeEnds(stale: readonly PartitionCopy[]): Promise<void> {
    if (stale.length === 0) return;
    const ends = await listOffsets(this.#source, stale, OFFSET_LATEST);
    for (const p of stale) p.seeEnd(ends.get(partitionText(p))!);
  }

  async #seeOldest(unknown: readonly PartitionCopy[]): Promise<void> {
    let bytes = 0;
    for (const p of unknown.slice(0, MOST_LOOKS)) {
      if (bytes > MOST_BYTES) return;
      const { copiedTo } = p;
      const [batch] = await readBatches(this.#source, p, p.readFrom, 1, 'lag');
      bytes += batch?.bytes.length ?? 0;
      const timestamp = batch && firstTimestamp(batch.header);
      if (timestamp !== undefined && timestamp >= 0n) this.#note(p, copiedTo, timestamp);
    }
  }

  #note(p: PartitionCopy, offset: bigint, timestamp: bigint): void {
    this.#seen.set(p, { offset, timestamp, at: performance.now(), ageMs: ageOf(timestamp) });
  }
}

/** Whether it is known what the target has of a partition, and the source can be asked for the rest. */
const isPlaced = ({ phase }: PartitionCopy): boolean => phase !== 'waiting' && phase !== 'stopped';

const ageOfEnd = ({ sourceEndAt }: PartitionCopy): number => sinceOf(sourceEndAt);

const sinceOf = (at: number | undefined): number =>
  at === undefined ? Number.POSITIVE_INFINITY : performance.now() - at;

/** Never 0, which means that nothing is missing; clocks of producers may be ahead. */
const ageOf = (timestamp: bigint): number => Math.max(1, Date.now() - Number(timestamp));
