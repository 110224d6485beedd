import type { BodyValue } from '../body-value.ts';
import { readSubscriptionData, type SubscriptionData } from './clients.ts';
import { type MessageQueue, readMessageQueue } from './message-queue.ts';
import { readText } from './values.ts';

/** A queue that a consumer has: Java's `ProcessQueueInfo`. */
export interface ConsumedQueue extends MessageQueue {
  /** Where it goes on. */
  readonly commitOffset: bigint;
  /** Messages that it has in its memory. */
  readonly cachedMessages: number;
  /** Whether it has locked the queue, to consume in order. */
  readonly locked: boolean;
}

/** What a consumer says of itself: Java's `ConsumerRunningInfo`. */
export interface ConsumerRunningInfo {
  /** PROP_CONSUMER_START_TIMESTAMP, PROP_CONSUMEORDERLY and the like. */
  readonly properties: ReadonlyMap<string, string>;
  readonly subscriptions: readonly SubscriptionData[];
  readonly queues: readonly ConsumedQueue[];
  /** The stacks of its threads, if they were asked for. */
  readonly jstack: string | undefined;
}

export const readConsumerRunningInfo = (value: BodyValue): ConsumerRunningInfo => ({
  properties: new Map(value.field('properties').entries(readText)),
  subscriptions: value.field('subscriptionSet').list(readSubscriptionData),
  queues: value.field('mqTable').keyedEntries((queue, state) => ({
    ...readMessageQueue(queue),
    commitOffset: state.field('commitOffset').int64(),
    cachedMessages: state.field('cachedMsgCount').int32(),
    locked: state.field('locked').boolean(),
  })),
  jstack: value.field('jstack').optional(readText),
});
