import { RETRY_PREFIX } from '../../names/topic-names.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import { queueKey } from '../message-queue.ts';
import type { Consumption } from './consumption.ts';
import type { OffsetStore } from './offset-store.ts';
import { ProcessQueue } from './process-queue.ts';
import { type PullContext, pullWhileOwned } from './pull-loop.ts';
import { lockQueues, unlockQueues } from './queue-locks.ts';
import type { QueueShare } from './queue-share.ts';
import { type ConsumeFrom, startOffset } from './start-offset.ts';

/** When a lock is asked for again that somebody else has. */
const LOCK_AGAIN_MS = 1_000;

/** What the queues of a consumer work with. */
export interface OwnershipContext {
  readonly pulls: Omit<PullContext, 'offsetMoved' | 'deliver'>;
  readonly offsets: OffsetStore;
  readonly consumption: Consumption;
  readonly share: QueueShare;
  readonly consumeFrom: ConsumeFrom;
  /** Has the queues shared anew, in so many milliseconds at the latest. */
  readonly rebalance: (withinMs: number) => void;
}

/** The queues that a consumer has now: which come and which go (Java: `RebalanceImpl`). Topics and groups are as brokers know them. */
export class OwnedQueues {
  readonly queues: Map<string, ProcessQueue>;
  readonly #context: OwnershipContext;
  readonly #pulls: PullContext;
  /** Those that are no longer this client's, but of which something is still being consumed. */
  readonly #leaving = new Map<string, Promise<void>>();

  constructor(context: OwnershipContext, queues: Map<string, ProcessQueue>) {
    this.#context = context;
    this.queues = queues;
    this.#pulls = {
      ...context.pulls,
      deliver: (queue, messages) => context.consumption.take(queue, messages),
      offsetMoved: (queue, offset) => void this.restart(queue, offset).catch(context.pulls.core.problem),
    };
  }

  /** Takes what is this client's and gives up what is not, topic by topic. What goes wrong is a problem, and waits for the next time. */
  async share(topics: readonly string[]): Promise<void> {
    const { core } = this.#context.pulls;
    for (const topic of topics) {
      try {
        const own = await this.#context.share(topic);
        if (own !== undefined) await this.#change(topic, own);
      } catch (error) {
        if (!topic.startsWith(RETRY_PREFIX)) core.problem(error as Error);
      }
    }
    const others = [...this.queues.values()].filter(({ queue }) => !topics.includes(queue.topic));
    for (const queue of others) void this.#giveUp(queue);
  }

  /** Begins again with a queue at another offset; what was pulled of it is forgotten. */
  async restart(queue: ProcessQueue, offset: bigint): Promise<void> {
    queue.drop();
    const { offsets, consumption } = this.#context;
    await consumption.released(queue);
    offsets.set(queue.queue, offset);
    await this.#giveUp(queue);
    this.#context.rebalance(0);
  }

  /** Renews the locks of all queues. */
  async renewLocks(): Promise<void> {
    const { core, group } = this.#context.pulls;
    await lockQueues(core, group, [...this.queues.values()]);
  }

  /** Drops all queues, with their offsets kept and their locks given back. */
  async giveUpAll(): Promise<void> {
    const { core, group, locks } = this.#context.pulls;
    const queues = [...this.queues.values()];
    for (const queue of queues) queue.drop();
    this.queues.clear();
    await Promise.all(this.#leaving.values());
    await this.#context.offsets.keep();
    if (locks) await unlockQueues(core, group, queues);
  }

  async #change(topic: string, own: readonly MessageQueue[]): Promise<void> {
    const keys = new Set(own.map(queueKey));
    for (const [key, queue] of this.queues) {
      if (queue.queue.topic === topic && !keys.has(key)) void this.#giveUp(queue);
    }
    const isNew = (queue: MessageQueue) =>
      !this.queues.has(queueKey(queue)) && !this.#leaving.has(queueKey(queue));
    await this.#takeOver(own.filter(isNew).map((queue) => new ProcessQueue(queue)));
  }

  async #takeOver(queues: readonly ProcessQueue[]): Promise<void> {
    const { core, group, locks } = this.#context.pulls;
    if (queues.length > 0 && locks) await lockQueues(core, group, queues);
    await Promise.all(
      queues
        .filter((queue) => !locks || queue.isLocked)
        .map((queue) => this.#begin(queue).catch(core.problem)),
    );
    // Somebody else consumes what is left of the others, and will give them up in a moment.
    if (locks && queues.some(({ isLocked }) => !isLocked)) this.#context.rebalance(LOCK_AGAIN_MS);
  }

  async #begin(queue: ProcessQueue): Promise<void> {
    const { offsets, consumeFrom } = this.#context;
    const { core } = this.#pulls;
    offsets.forget(queue.queue);
    const offset = await startOffset(core, offsets, queue.queue, consumeFrom);
    offsets.set(queue.queue, offset);
    this.queues.set(queueKey(queue.queue), queue);
    void pullWhileOwned(queue, offset, this.#pulls);
  }

  /** Gives a queue up when nothing of it is being consumed any more whose order matters. */
  #giveUp(queue: ProcessQueue): Promise<void> {
    const key = queueKey(queue.queue);
    queue.drop();
    this.queues.delete(key);
    const left = this.#leave(queue)
      .catch(this.#pulls.core.problem)
      .finally(() => this.#leaving.delete(key));
    this.#leaving.set(key, left);
    return left;
  }

  async #leave(queue: ProcessQueue): Promise<void> {
    const { offsets, consumption } = this.#context;
    const { core, group, locks, replicas } = this.#pulls;
    await consumption.released(queue);
    await offsets.keep(queue.queue);
    offsets.forget(queue.queue);
    replicas.forget(queue.queue);
    if (locks) await unlockQueues(core, group, [queue]);
  }
}
