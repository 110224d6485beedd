import type { ClientCore } from '../core/client-core.ts';
import type { DirectConsumption } from '../core/members.ts';
import { Repeated } from '../core/repeated.ts';
import { type Consumption, tryDirectly } from './consumption.ts';
import type { OffsetStore } from './offset-store.ts';
import type { ProcessQueue } from './process-queue.ts';
import type { ConcurrentOptions, Retry } from './push-options.ts';
import type { ReceivedMessage } from './received-message.ts';
import { type SendBack, sendAgain, sendBack } from './send-back.ts';
import { Slots } from './slots.ts';

/** When messages that could not be sent back are consumed once more. */
const STUCK_MS = 5_000;
const CONSUME_TIMEOUT_MS = 15 * 60_000;
/** The delay level of messages with which nothing happened for too long. */
const EXPIRED_LEVEL = 3;

/** What concurrent consumption works with. */
export interface ConcurrentContext {
  readonly core: ClientCore;
  readonly options: ConcurrentOptions;
  readonly offsets: OffsetStore;
  readonly sendBack: SendBack;
  readonly queues: ReadonlyMap<string, ProcessQueue>;
}

/** Consumes messages in no order; those that fail are sent back to their brokers (Java: `ConsumeMessageConcurrentlyService`). */
export class ConcurrentConsumption implements Consumption {
  readonly #context: ConcurrentContext;
  readonly #slots: Slots;
  readonly #begun = new WeakMap<ReceivedMessage, number>();
  readonly #stuck = new Set<NodeJS.Timeout>();
  readonly #expiry: Repeated;

  constructor(context: ConcurrentContext) {
    const { consumeTimeoutMs = CONSUME_TIMEOUT_MS, concurrency = 20 } = context.options;
    this.#context = context;
    this.#slots = new Slots(concurrency);
    this.#expiry = new Repeated(
      consumeTimeoutMs,
      () => this.#expire(Date.now() - consumeTimeoutMs),
      context.core.problem,
    );
    if (!context.options.broadcast) this.#expiry.start();
  }

  take(queue: ProcessQueue, messages: readonly ReceivedMessage[]): void {
    const { batchSize = 1 } = this.#context.options;
    for (let at = 0; at < messages.length; at += batchSize) {
      const batch = messages.slice(at, at + batchSize);
      this.#slots.run(() => this.#consume(queue, batch)).catch(this.#context.core.problem);
    }
  }

  async released(): Promise<void> {}

  directly(message: ReceivedMessage): Promise<DirectConsumption> {
    const { onMessages } = this.#context.options;
    return tryDirectly(
      false,
      async () => onMessages([message]),
      (retry) => retry !== undefined,
    );
  }

  async end(): Promise<void> {
    for (const timer of this.#stuck) clearTimeout(timer);
    await Promise.all([this.#expiry.stop(), this.#slots.end()]);
  }

  async #consume(queue: ProcessQueue, messages: readonly ReceivedMessage[]): Promise<void> {
    if (queue.isDropped) return;
    const retry = await this.#handOver(messages);
    if (queue.isDropped) return;
    const failed = retry === undefined ? [] : messages.slice(retry.retryFrom);
    const stuck = await this.#giveBack(queue, failed, retry?.delayLevel ?? 0);
    this.#finish(
      queue,
      messages.filter((message) => !stuck.includes(message)),
    );
    if (stuck.length > 0) this.#takeLater(queue, stuck);
  }

  async #handOver(messages: readonly ReceivedMessage[]): Promise<Retry | undefined> {
    const now = Date.now();
    for (const message of messages) this.#begun.set(message, now);
    try {
      return (await this.#context.options.onMessages(messages)) ?? undefined;
    } catch (error) {
      this.#context.core.problem(error as Error);
      return { retryFrom: 0 };
    }
  }

  /** Gives messages back to be delivered later, and returns those with which this did not work. */
  async #giveBack(
    queue: ProcessQueue,
    messages: readonly ReceivedMessage[],
    delayLevel: number,
  ): Promise<ReceivedMessage[]> {
    if (this.#context.options.broadcast) return [];
    const stuck: ReceivedMessage[] = [];
    for (const message of messages) {
      // It may have been sent back already for having taken too long.
      if (!queue.has(message) || (await this.#sendBack(message, delayLevel))) continue;
      message.reconsumeTimes += 1;
      stuck.push(message);
    }
    return stuck;
  }

  async #sendBack(message: ReceivedMessage, delayLevel: number): Promise<boolean> {
    const { core, sendBack: target } = this.#context;
    try {
      await sendBack(target, message, delayLevel);
      return true;
    } catch (error) {
      core.problem(error as Error);
    }
    try {
      await sendAgain(target, message);
      return true;
    } catch (error) {
      core.problem(error as Error);
      return false;
    }
  }

  #finish(queue: ProcessQueue, messages: readonly ReceivedMessage[]): void {
    const offset = queue.remove(messages);
    if (offset !== undefined && !queue.isDropped) this.#context.offsets.advance(queue.queue, offset);
  }

  #takeLater(queue: ProcessQueue, messages: readonly ReceivedMessage[]): void {
    const timer = setTimeout(() => {
      this.#stuck.delete(timer);
      this.take(queue, messages);
    }, STUCK_MS);
    this.#stuck.add(timer);
  }

  /** Sends messages back with which nothing has happened since that time: they hold up the offset of their queue. */
  async #expire(since: number): Promise<void> {
    for (const queue of this.#context.queues.values()) {
      for (let first = queue.first(); first !== undefined && !queue.isDropped; first = queue.first()) {
        const begun = this.#begun.get(first);
        if (begun === undefined || begun > since || !(await this.#sendBack(first, EXPIRED_LEVEL))) break;
        this.#finish(queue, [first]);
      }
    }
  }
}
