import type { MessageCompression } from '../../message/compression.ts';
import type { StoredMessage } from '../../message/stored-message.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { ClientCore } from '../core/client-core.ts';
import type { ProducerMember } from '../core/members.ts';
import type { ReplyMessage } from '../core/reply-message.ts';
import { QueueTurns, queueForKey } from './choose-queue.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import {
  type PreparedMessage,
  type PrepareOptions,
  prepareBatch,
  prepareMessage,
  USUAL_PREPARATION,
} from './prepared-message.ts';
import { replyMessage, requestMessage } from './request-reply.ts';
import { isSentAgain } from './retriable.ts';
import type { SendResult } from './send-result.ts';
import { sendTo, tellTo } from './sender.ts';
import type { TransactionOutcome } from './transaction-end.ts';
import {
  answerCheck,
  halfMessage,
  settleTransaction,
  type TransactionChecker,
  type TransactionResult,
} from './transactions.ts';

/** How a producer behaves; what is left out is as in Java's `DefaultMQProducer`. */
export interface ProducerOptions {
  /** Brokers ask any member of it what became of a transaction. */
  readonly group: string;
  /** How long a send may take with all its attempts, in milliseconds; 3 s. */
  readonly sendTimeoutMs?: number | undefined;
  /** How often a message is sent again that was not taken, without a queue of its own; 2. */
  readonly retries?: number | undefined;
  /** Bodies of so many bytes and more are compressed; 4096. */
  readonly compressFromBytes?: number | undefined;
  /** zlib, which every consumer reads; lz4 and zstd need clients from 5.0 or 4.9.3 on. */
  readonly compression?: MessageCompression | undefined;
  /**
   * Says what became of a transaction when a broker asks, such as after the end of the process that began it; without it they
   * stay unknown. All brokers of the cluster are told then that the group has this client, from its start on.
   */
  readonly checkTransaction?: TransactionChecker | undefined;
}

/** Where a message goes, and how long it may take. Without queue and key, queues take turns. */
export interface SendOptions {
  /** To this queue and no other; not sent again by itself. */
  readonly queue?: MessageQueue | undefined;
  /** Messages with the same key go to the same queue, in order; not sent again by itself. */
  readonly orderBy?: string | undefined;
  /** In milliseconds, instead of the producer's. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Sends messages. Any number of sends can be under way at once. Made by `RocketmqClient.producer`.
 *
 * Everything that sends throws the error of the broker's answer (see `brokerErrors`), what connections throw,
 * ROCKETMQ_ROUTE_NOT_FOUND, ROCKETMQ_TOPIC_NOT_WRITABLE, ROCKETMQ_BROKER_UNKNOWN, ROCKETMQ_PROPERTY_RESERVED,
 * ROCKETMQ_PROPERTY_INVALID, ROCKETMQ_CLIENT_CLOSED.
 */
export class Producer implements ProducerMember {
  readonly #core: ClientCore;
  readonly #options: ProducerOptions;
  readonly #prepare: PrepareOptions;
  readonly #turns = new QueueTurns();

  /** For `RocketmqClient`, which lets it join. */
  constructor(core: ClientCore, options: ProducerOptions) {
    this.#core = core;
    this.#options = options;
    this.#prepare = {
      ...USUAL_PREPARATION,
      group: core.wrap(options.group),
      compression: options.compression ?? USUAL_PREPARATION.compression,
      compressFromBytes: options.compressFromBytes ?? USUAL_PREPARATION.compressFromBytes,
    };
  }

  /** The queues of a topic that can be written to, in the order in which a key chooses among them. */
  async queues(topic: string): Promise<MessageQueue[]> {
    const queues = await this.#core.routes.queuesToWrite(this.#core.wrap(topic));
    return queues.map((queue) => this.#core.unwrapQueue(queue));
  }

  /**
   * Sends a message and resolves when the broker has stored it. One that was not taken is sent again to a queue of another
   * broker where there is one, as in Java: so it may be stored twice.
   */
  async send(message: OutgoingMessage, options?: SendOptions): Promise<SendResult> {
    return this.#send(prepareMessage(this.#core, message, this.#prepare), options);
  }

  /** Sends a message and waits for no answer: it may be lost. Resolves when it was handed to the connection. */
  async sendOneway(message: OutgoingMessage, options: SendOptions = {}): Promise<void> {
    const prepared = prepareMessage(this.#core, message, this.#prepare);
    await tellTo(this.#core, prepared, await this.#queueFor(prepared.topic, options));
  }

  /**
   * Sends messages of one topic as one, which are stored in one queue or none at all. Throws also what `checkBatch` throws.
   */
  async sendBatch(messages: readonly OutgoingMessage[], options?: SendOptions): Promise<SendResult> {
    return this.#send(prepareBatch(this.#core, messages, this.#prepare), options);
  }

  /**
   * Sends a message that is delivered if `execute` says commit, and never if it says rollback. If it says unknown or throws,
   * and if this process ends before, the broker asks a member of the group later, see `checkTransaction`. What `execute`
   * throws is thrown on. Throws also ROCKETMQ_TRANSACTION_DELAYED.
   */
  async sendInTransaction(
    message: OutgoingMessage,
    execute: (sent: SendResult) => Promise<TransactionOutcome> | TransactionOutcome,
  ): Promise<TransactionResult> {
    const { group } = this.#prepare;
    const prepared = prepareMessage(this.#core, halfMessage(message, group), this.#prepare);
    const sent = await this.#send(prepared);
    let outcome: TransactionOutcome = sent.status === 'ok' ? 'unknown' : 'rollback';
    try {
      if (sent.status === 'ok') outcome = await execute(sent);
    } finally {
      await settleTransaction(this.#core, { topic: prepared.topic, group }, sent, outcome);
    }
    return { ...sent, outcome };
  }

  /**
   * Sends a message to which a consumer replies, and gives the reply. `timeoutMs` is for both together, 3 s unless given.
   * Throws also ROCKETMQ_REPLY_TIMEOUT.
   */
  async request(message: OutgoingMessage, options: SendOptions = {}): Promise<ReplyMessage> {
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    // The reply may come through any broker of the cluster, and each must know this client by then.
    const topic = this.#core.wrap(message.topic);
    if (this.#core.routes.knownQueuesToWrite(topic) === undefined) {
      await this.#core.routes.queuesToWrite(topic);
      await this.#core.beat();
    }
    const { correlationId, message: asked } = requestMessage(message, this.#core.clientId, timeoutMs);
    const reply = this.#core.replies.wait(correlationId, message.topic, timeoutMs);
    // It may time out while the request is still being sent, and is waited for only after that.
    reply.catch(() => undefined);
    await this.send(asked, { ...options, timeoutMs }).catch((error) =>
      this.#core.replies.drop(correlationId, error),
    );
    return reply;
  }

  /** Replies to a request that was consumed. Throws also ROCKETMQ_NOT_A_REQUEST. */
  async reply(request: StoredMessage, reply: Omit<OutgoingMessage, 'topic'>): Promise<SendResult> {
    return this.send(replyMessage(request, reply));
  }

  /** For brokers. */
  get canCheck(): boolean {
    return this.#options.checkTransaction !== undefined;
  }

  /** For brokers. */
  async checkTransaction(check: Parameters<ProducerMember['checkTransaction']>[0]): Promise<void> {
    const { checkTransaction = () => 'unknown' } = this.#options;
    await answerCheck(this.#core, this.#prepare.group, checkTransaction, check);
  }

  /** Takes leave of the brokers. What is under way still ends. */
  async close(): Promise<void> {
    await this.#core.leaveProducer(this.#prepare.group, this);
  }

  get #timeoutMs(): number {
    return this.#options.sendTimeoutMs ?? 3_000;
  }

  async #queueFor(
    topic: string,
    { queue, orderBy }: SendOptions,
    lastBroker?: string,
  ): Promise<MessageQueue> {
    if (queue !== undefined) return this.#core.wrapQueue(queue);
    const { routes } = this.#core;
    const known = routes.knownQueuesToWrite(topic);
    const queues = known?.length ? known : await routes.queuesToWrite(topic);
    return orderBy === undefined ? this.#turns.next(topic, queues, lastBroker) : queueForKey(queues, orderBy);
  }

  async #send(message: PreparedMessage, options: SendOptions = {}): Promise<SendResult> {
    const { timeoutMs = this.#timeoutMs } = options;
    const isFixed = options.queue !== undefined || options.orderBy !== undefined;
    const attempts = isFixed ? 1 : 1 + (this.#options.retries ?? 2);
    const deadline = performance.now() + timeoutMs;
    let lastBroker: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const queue = await this.#queueFor(message.topic, options, lastBroker);
      try {
        return await sendTo(this.#core, message, queue, Math.ceil(deadline - performance.now()));
      } catch (error) {
        const isLast = attempt >= attempts || performance.now() >= deadline;
        if (isLast || !isSentAgain(error)) throw error;
        lastBroker = queue.brokerName;
      }
    }
  }
}
