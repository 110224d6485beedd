import type { BodyValue } from '../body-value.ts';
import { type MessageQueue, readMessageQueue } from './message-queue.ts';
import { positive, readNumber } from './values.ts';

/** What a queue holds: Java's `TopicOffset`. */
export interface QueueStats extends MessageQueue {
  readonly minOffset: bigint;
  /** The offset that the next message gets. */
  readonly maxOffset: bigint;
  /** When the last message was stored, in milliseconds since 1970; undefined where there is none. */
  readonly lastStoredAt: bigint | undefined;
}

/** What a topic holds at one broker: Java's `TopicStatsTable`. */
export interface TopicStats {
  readonly queues: readonly QueueStats[];
  /** Messages a second that are written (from 5.x on). */
  readonly putTps: number | undefined;
}

export const readTopicStats = (value: BodyValue): TopicStats => ({
  queues: value.field('offsetTable').keyedEntries((queue, stats) => ({
    ...readMessageQueue(queue),
    minOffset: stats.field('minOffset').int64(),
    maxOffset: stats.field('maxOffset').int64(),
    lastStoredAt: positive(stats.field('lastUpdateTimestamp').int64()),
  })),
  putTps: value.field('topicPutTps').optional(readNumber),
});
