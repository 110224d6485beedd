import { textHash } from '../../message/text-hash.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';

/** The queue for a key: the same one for each producer in any language that chooses by it (`SelectMessageQueueByHash`). */
export const queueForKey = (queues: readonly MessageQueue[], key: string): MessageQueue =>
  queues[Math.abs(textHash(key) % queues.length)]!;

/** Takes the queues of each topic in turn, from a random one on (`TopicPublishInfo.selectOneMessageQueue`). */
export class QueueTurns {
  readonly #next = new Map<string, number>();

  /** The next queue of a topic; after a failure one of another broker than the last, if there is any. */
  next(topic: string, queues: readonly MessageQueue[], lastBroker?: string): MessageQueue {
    let turn = this.#next.get(topic) ?? Math.floor(Math.random() * queues.length);
    let chosen = queues[turn % queues.length]!;
    for (let tried = 1; chosen.brokerName === lastBroker && tried < queues.length; tried += 1) {
      turn += 1;
      chosen = queues[turn % queues.length]!;
    }
    this.#next.set(topic, (turn + 1) % queues.length);
    return chosen;
  }
}
