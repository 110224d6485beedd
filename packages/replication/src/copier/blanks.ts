import { pause } from '@mqferry/core';
import {
  EmptyTransactions,
  type KafkaClient,
  listOffsets,
  logEndOffsets,
  OFFSET_LATEST,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import type { CopyBlank } from './copy-step.ts';

const SHOWN_POLL_MS = 2;
const SHOWN_TIMEOUT_MS = 20_000;

/**
 * The transactional id under which blanks of a partition are written. Each partition has its own, so that whoever copies
 * it next takes the id as well, and what its former owner still has on its way is refused.
 */
export const blanksId = (sourceClusterId: string | undefined, { topic, partition }: TopicPartition): string =>
  `mqferry-${sourceClusterId ?? ''}-${topic}-${partition}`;

/**
 * Writes blanks, offsets of which no reader is shown anything: each is the abort marker of an empty transaction of the
 * copier's own (docs/adr/0010).
 */
export class Blanks {
  readonly #target: KafkaClient;
  readonly #sourceClusterId: string | undefined;
  readonly #taken = new Map<string, EmptyTransactions>();

  constructor(target: KafkaClient, sourceClusterId: string | undefined) {
    this.#target = target;
    this.#sourceClusterId = sourceClusterId;
  }

  /** Takes a partition's id: from here on no blank of an earlier round, or of another process, comes any more. */
  async take(where: TopicPartition, signal: AbortSignal): Promise<void> {
    const id = blanksId(this.#sourceClusterId, where);
    this.#taken.set(partitionText(where), await EmptyTransactions.take(this.#target, id, signal));
  }

  /**
   * Writes the blanks of a step one after the other, as long as `mayWrite`, and gives where the target's log ends when
   * all in-sync replicas have them. When it rejects it is not known how many were written.
   */
  async write(where: TopicPartition, step: CopyBlank, mayWrite: () => boolean): Promise<bigint> {
    const transactions = this.#taken.get(partitionText(where))!;
    let at = step.baseOffset;
    for (; at < step.nextOffset && mayWrite(); at += 1n) await transactions.make(where);
    return this.#shownEnd(where, at);
  }

  /** The log end once it is shown and not before `due`, or too late. */
  async #shownEnd(where: TopicPartition, due: bigint): Promise<bigint> {
    const deadline = performance.now() + SHOWN_TIMEOUT_MS;
    const key = partitionText(where);
    for (;;) {
      const end = (await logEndOffsets(this.#target, [where])).get(key)!;
      const shown = (await listOffsets(this.#target, [where], OFFSET_LATEST)).get(key)!;
      if ((end >= due && shown === end) || performance.now() > deadline) return end;
      await pause(SHOWN_POLL_MS);
    }
  }
}
