import { decodeMessages } from '../../message/decode-messages.ts';
import { PROPERTY } from '../../message/property-names.ts';
import type { StoredMessage } from '../../message/stored-message.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { ClientCore } from '../core/client-core.ts';
import type { ConsumerDescription, ConsumerMember } from '../core/members.ts';
import { maxOffset, minOffset, offsetAt, storedOffset, storeOffset } from '../core/queue-offsets.ts';
import { createSubscription, isWanted, type SubscriptionOptions } from '../subscription.ts';
import type { PullAnswer } from './pull-request.ts';
import { ReplicaChoice } from './replica-choice.ts';

/** How a pull consumer behaves. */
export interface PullConsumerOptions {
  readonly group: string;
  /**
   * Whether brokers are told that the group has this client, which makes them create its retry topic. True unless given;
   * without it one can read a cluster and leave hardly a trace there.
   */
  readonly registered?: boolean | undefined;
}

/** What is pulled. */
export interface PullOptions extends Omit<SubscriptionOptions, 'topic'> {
  /** At most so many messages; 32, and brokers have limits of their own. */
  readonly maxMessages?: number | undefined;
  /** At most so many bytes, as far as 5.x goes by it. */
  readonly maxBytes?: number | undefined;
  /** How long the broker waits for messages if there are none, in milliseconds; it does not unless given. */
  readonly waitMs?: number | undefined;
  /** How long the answer may take beyond that, in milliseconds; 10 s. */
  readonly timeoutMs?: number | undefined;
}

/** What was pulled. */
export interface PullResult extends PullAnswer {
  /** Those of the tags that were asked for. They, and the data, are views on one piece of memory. */
  readonly messages: readonly StoredMessage[];
}

/**
 * Reads chosen queues from chosen offsets. Made by `RocketmqClient.pullConsumer`. Its methods throw the error of the broker's
 * answer (see `brokerErrors`), what connections throw, ROCKETMQ_BROKER_UNKNOWN and ROCKETMQ_CLIENT_CLOSED.
 */
export class PullConsumer implements ConsumerMember {
  readonly #core: ClientCore;
  readonly #group: string;
  readonly #replicas: ReplicaChoice;

  /** For `RocketmqClient`, which lets it join. */
  constructor(core: ClientCore, { group }: PullConsumerOptions) {
    this.#core = core;
    this.#group = core.wrap(group);
    this.#replicas = new ReplicaChoice(core);
  }

  /** The queues of a topic that can be read; none when it is not there. */
  async queues(topic: string): Promise<MessageQueue[]> {
    const queues = await this.#core.routes.queuesToRead(this.#core.wrap(topic));
    return queues.map((queue) => this.#core.unwrapQueue(queue));
  }

  /**
   * Reads a queue from an offset on, at the replica that brokers suggest. Throws also what `decodeMessages` throws.
   */
  async pull(queue: MessageQueue, offset: bigint, options: PullOptions = {}): Promise<PullResult> {
    const answer = await this.pullData(queue, offset, options);
    const messages = answer.data.length === 0 ? [] : decodeMessages(answer.data);
    const { tags } = options;
    if (tags === undefined) return { ...answer, messages };
    const subscription = createSubscription({ tags }, queue.topic);
    const wanted = messages.filter((message) => isWanted(subscription, message.property(PROPERTY.tags)));
    return { ...answer, messages: wanted };
  }

  /**
   * As `pull`, without decoding the messages. With tags there can be others among them, with the same hash.
   */
  async pullData(queue: MessageQueue, offset: bigint, options: PullOptions = {}): Promise<PullAnswer> {
    const wrapped = this.#core.wrapQueue(queue);
    const { maxMessages = 32, maxBytes, waitMs = 0, timeoutMs = 10_000 } = options;
    return this.#replicas.pull(
      {
        ...{ group: this.#group, queue: wrapped, offset, maxMessages, maxBytes, waitMs },
        subscription: createSubscription(options, wrapped.topic),
        sendSubscription: true,
      },
      timeoutMs,
    );
  }

  /** The smallest offset of a queue. */
  minOffset(queue: MessageQueue): Promise<bigint> {
    return minOffset(this.#core, this.#core.wrapQueue(queue));
  }

  /** The offset that the next message of a queue will get. */
  maxOffset(queue: MessageQueue): Promise<bigint> {
    return maxOffset(this.#core, this.#core.wrapQueue(queue));
  }

  /**
   * The first offset of a queue whose message was stored at a time or later, in ms since 1970. Behind the last message 5.x
   * gives the end of the queue and 4.9 the offset of that message.
   */
  offsetAt(queue: MessageQueue, time: number): Promise<bigint> {
    return offsetAt(this.#core, this.#core.wrapQueue(queue), time);
  }

  /**
   * How far the group has consumed a queue: the offset to go on from. Undefined if it has never said so; 4.9 says 0 then for a
   * queue whose first message is still in memory.
   */
  storedOffset(queue: MessageQueue): Promise<bigint | undefined> {
    return storedOffset(this.#core, this.#group, this.#core.wrapQueue(queue), false);
  }

  /** Stores at the broker how far the group has consumed a queue. */
  storeOffset(queue: MessageQueue, offset: bigint): Promise<void> {
    return storeOffset(this.#core, this.#group, this.#core.wrapQueue(queue), offset);
  }

  /** Takes leave of the brokers. */
  async close(): Promise<void> {
    await this.#core.leaveConsumer(this.#group, this);
  }

  /** For brokers. */
  describe(): ConsumerDescription {
    return {
      ...{ groupName: this.#group, consumeType: 'CONSUME_ACTIVELY', messageModel: 'CLUSTERING' },
      ...{ consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET', subscriptions: [] },
    };
  }
}
