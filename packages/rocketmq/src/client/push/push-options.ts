import type { SubscriptionOptions } from '../subscription.ts';
import type { ReceivedMessage } from './received-message.ts';

/** Messages that are to be delivered again, all from one on. */
export interface Retry {
  /** Place of the first one among those that were handed over. */
  readonly retryFrom: number;
  /**
   * After how long: a delay level. One more each time, from level 3 on, unless given or 0; -1 sends them to the dead letters
   * at once.
   */
  readonly delayLevel?: number;
}

/** Messages of an orderly consumer that are to be consumed again, before all others of their queue. */
export interface Suspend {
  /** After how many milliseconds, from 10 to 30,000. */
  readonly suspendMs: number;
}

interface Common {
  readonly group: string;
  readonly subscriptions: readonly SubscriptionOptions[];
  /**
   * Whether each client of the group gets every message. Offsets are kept in a file, below `offsetFolder`, by the id of the
   * client: give the client an `instanceName` to have it go on where it was.
   */
  readonly broadcast?: boolean | undefined;
  /** Java's clients use the same, `.rocketmq_offsets` in the home folder. */
  readonly offsetFolder?: string | undefined;
  /**
   * Where to begin in queues of which the group has consumed nothing yet: `last` unless given, or a time in ms since 1970.
   * Where the first message of a queue is in a broker's memory still, it begins there nevertheless, as in every language.
   */
  readonly consumeFrom?: 'first' | 'last' | number | undefined;
  /** How many messages are handed over at most together; 1. */
  readonly batchSize?: number | undefined;
  /** How many batches are consumed at the same time; 20. */
  readonly concurrency?: number | undefined;
  /** How many messages are pulled at most at a time; 32. */
  readonly pullBatchSize?: number | undefined;
  /** No more is pulled for a queue of which so many messages wait; 1000. */
  readonly maxCachedMessages?: number | undefined;
  /** No more is pulled for a queue of which so many bytes wait; 100 MiB. */
  readonly maxCachedBytes?: number | undefined;
  /** How often offsets are stored; 5 s. */
  readonly storeOffsetsMs?: number | undefined;
  /** How often queues are shared anew, apart from when brokers say that clients have come or gone; 20 s. */
  readonly rebalanceMs?: number | undefined;
}

/** A consumer of messages in no order. */
export interface ConcurrentOptions extends Common {
  readonly orderly?: false | undefined;
  /**
   * Consumes messages of one topic. They are delivered again, later, when it throws or says so; in a broadcasting group they
   * are not, as nobody knows which clients there are.
   */
  readonly onMessages: (
    messages: readonly ReceivedMessage[],
    // biome-ignore lint/suspicious/noConfusingVoidType: for functions that return nothing
  ) => Promise<Retry | undefined | void> | Retry | undefined | void;
  /** How often a message is delivered again before it goes to the dead letters; 16. */
  readonly maxReconsumeTimes?: number | undefined;
  /** A message with which nothing has happened for so long is sent back for others to consume; 15 min. */
  readonly consumeTimeoutMs?: number | undefined;
  /** No more is pulled for a queue in which the last message that waits is so far from the first one; 2000. */
  readonly maxSpan?: number | undefined;
}

/** A consumer of messages in the order of their queues. */
export interface OrderlyOptions extends Common {
  readonly orderly: true;
  /**
   * Consumes messages of one queue, and no others of it come before it has ended. They come again at once when it throws or
   * says so, after a second or when it says.
   */
  readonly onMessages: (
    messages: readonly ReceivedMessage[],
    // biome-ignore lint/suspicious/noConfusingVoidType: for functions that return nothing
  ) => Promise<Suspend | undefined | void> | Suspend | undefined | void;
  /** How often messages come again before they go to the dead letters; without end unless given. */
  readonly maxReconsumeTimes?: number | undefined;
}

/** What a push consumer is and does; what is left out is as in Java's `DefaultMQPushConsumer`. */
export type PushConsumerOptions = ConcurrentOptions | OrderlyOptions;
