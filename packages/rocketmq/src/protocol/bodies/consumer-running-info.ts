import type { BodyValue } from '../body-value.ts';
import { readSubscriptionData, type SubscriptionData } from './clients.ts';
import { type MessageQueue, readMessageQueue } from './message-queue.ts';
import { listOrEmpty, readBoolean, readInt32, readText } from './values.ts';

/** A queue that a consumer has: Java's `ProcessQueueInfo`. */
export interface ConsumedQueue extends MessageQueue {
  /** Where it goes on. */
  readonly commitOffset: bigint;
  /** Messages that it has in its memory. */
  readonly cachedMessages: number | undefined;
  /** Whether it has locked the queue, to consume in order. */
  readonly locked: boolean | undefined;
}

/** What a consumer says of itself: Java's `ConsumerRunningInfo`. Clients in other languages leave out what they do not know. */
export interface ConsumerRunningInfo {
  /** PROP_CONSUMER_START_TIMESTAMP, PROP_CONSUMEORDERLY and the like. */
  readonly properties: ReadonlyMap<string, string>;
  readonly subscriptions: readonly SubscriptionData[];
  readonly queues: readonly ConsumedQueue[];
  /** The stacks of its threads, if they were asked for. */
  readonly jstack: string | undefined;
}

const readQueues = (value: BodyValue): ConsumedQueue[] =>
  value.keyedEntries((queue, state) => ({
    ...readMessageQueue(queue),
    commitOffset: state.field('commitOffset').int64(),
    cachedMessages: state.field('cachedMsgCount').optional(readInt32),
    locked: state.field('locked').optional(readBoolean),
  }));

export const readConsumerRunningInfo = (value: BodyValue): ConsumerRunningInfo => ({
  properties: new Map(value.field('properties').optional((properties) => properties.entries(readText))),
  subscriptions: listOrEmpty(value.field('subscriptionSet'), readSubscriptionData),
  queues: value.field('mqTable').optional(readQueues) ?? [],
  jstack: value.field('jstack').optional(readText),
});
