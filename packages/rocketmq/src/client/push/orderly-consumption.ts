import type { ClientCore } from '../core/client-core.ts';
import type { DirectConsumption } from '../core/members.ts';
import { type Consumption, tryDirectly } from './consumption.ts';
import type { OffsetStore } from './offset-store.ts';
import type { ProcessQueue } from './process-queue.ts';
import type { OrderlyOptions, Suspend } from './push-options.ts';
import { lockQueues } from './queue-locks.ts';
import type { ReceivedMessage } from './received-message.ts';
import { type SendBack, sendAgain } from './send-back.ts';
import { Slots } from './slots.ts';

/** Bounds of how long messages wait before they come again, and how long they do unless the program says. */
const SUSPEND_MS = { least: 10, most: 30_000, usual: 1_000 };
/** When a lock is asked for again that somebody else has. */
const LOCK_AGAIN_MS = 1_000;

/** What orderly consumption works with. */
export interface OrderlyContext {
  readonly core: ClientCore;
  readonly options: OrderlyOptions;
  readonly offsets: OffsetStore;
  readonly sendBack: SendBack;
}

/**
 * Consumes the messages of each queue one after the other, while its broker has locked it for this client (Java:
 * `ConsumeMessageOrderlyService`).
 */
export class OrderlyConsumption implements Consumption {
  readonly #context: OrderlyContext;
  readonly #slots: Slots;
  readonly #running = new Map<ProcessQueue, Promise<void>>();
  #ended = false;

  constructor(context: OrderlyContext) {
    this.#context = context;
    this.#slots = new Slots(context.options.concurrency ?? 20);
  }

  take(queue: ProcessQueue): void {
    if (this.#running.has(queue)) return;
    const running = this.#run(queue)
      .catch(this.#context.core.problem)
      .finally(() => this.#running.delete(queue));
    this.#running.set(queue, running);
  }

  async released(queue: ProcessQueue): Promise<void> {
    await this.#running.get(queue);
  }

  directly(message: ReceivedMessage): Promise<DirectConsumption> {
    const { onMessages } = this.#context.options;
    return tryDirectly(
      true,
      async () => onMessages([message]),
      (suspend) => suspend !== undefined,
    );
  }

  async end(): Promise<void> {
    this.#ended = true;
    for (const queue of this.#running.keys()) queue.changed.notify();
    await Promise.all(this.#running.values());
  }

  async #run(queue: ProcessQueue): Promise<void> {
    const { options, core, sendBack } = this.#context;
    const isOver = () => this.#ended;
    while (!this.#ended && !queue.isDropped) {
      if (!options.broadcast && !queue.isLocked) {
        await lockQueues(core, sendBack.group, [queue]);
        if (!queue.isLocked) await queue.rest(LOCK_AGAIN_MS, isOver);
        continue;
      }
      const messages = queue.peek(options.batchSize ?? 1);
      if (messages.length === 0) return;
      const restMs = await this.#slots.run(() => this.#consume(queue, messages));
      await queue.rest(restMs, isOver);
    }
  }

  /** Consumes messages, and gives how long the queue rests then. */
  async #consume(queue: ProcessQueue, messages: readonly ReceivedMessage[]): Promise<number> {
    if (this.#ended || queue.isDropped) return 0;
    const suspend = await this.#handOver(messages);
    if (queue.isDropped) return 0;
    if (suspend !== undefined && !(await this.#giveUp(messages))) {
      const { least, most } = SUSPEND_MS;
      return Math.min(Math.max(suspend.suspendMs, least), most);
    }
    const offset = queue.remove(messages);
    if (offset !== undefined && !queue.isDropped) this.#context.offsets.set(queue.queue, offset);
    return 0;
  }

  async #handOver(messages: readonly ReceivedMessage[]): Promise<Suspend | undefined> {
    try {
      return (await this.#context.options.onMessages(messages)) ?? undefined;
    } catch (error) {
      this.#context.core.problem(error as Error);
      return { suspendMs: SUSPEND_MS.usual };
    }
  }

  /**
   * Counts that messages were consumed in vain, and sends those to the dead letters that were so too often. Whether none is
   * left to be consumed again.
   */
  async #giveUp(messages: readonly ReceivedMessage[]): Promise<boolean> {
    const { core, sendBack } = this.#context;
    let left = 0;
    for (const message of messages) {
      const isTooOften = message.reconsumeTimes >= sendBack.maxReconsumeTimes;
      const isGone =
        isTooOften &&
        (await sendAgain(sendBack, message).then(
          () => true,
          (error) => core.problem(error),
        ));
      if (isGone) continue;
      message.reconsumeTimes += 1;
      left += 1;
    }
    return left === 0;
  }
}
