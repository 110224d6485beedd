import type { BodyValue } from '../body-value.ts';
import { type MessageQueue, readMessageQueue } from './message-queue.ts';
import { positive, readInt64 } from './values.ts';

/** How far a group is in one queue: Java's `OffsetWrapper`. */
export interface QueueProgress extends MessageQueue {
  /** The offset that the next message of the queue gets. */
  readonly brokerOffset: bigint;
  /** Where the group goes on; 0 also where it never said so. */
  readonly consumerOffset: bigint;
  /** Up to where the group has taken messages (from 5.0 on). */
  readonly pullOffset: bigint | undefined;
  /** When the last message that it has consumed was stored, in milliseconds since 1970; undefined where that is not known. */
  readonly lastConsumedStoredAt: bigint | undefined;
}

/** How far a group is at one broker: Java's `ConsumeStats`. */
export interface ConsumeStats {
  readonly queues: readonly QueueProgress[];
  /** Messages a second. */
  readonly consumeTps: number;
}

export const readConsumeStats = (value: BodyValue): ConsumeStats => ({
  queues: value.field('offsetTable').keyedEntries((queue, progress) => ({
    ...readMessageQueue(queue),
    brokerOffset: progress.field('brokerOffset').int64(),
    consumerOffset: progress.field('consumerOffset').int64(),
    pullOffset: progress.field('pullOffset').optional(readInt64),
    lastConsumedStoredAt: positive(progress.field('lastTimestamp').int64()),
  })),
  consumeTps: value.field('consumeTps').number(),
});
