import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { QueueOffset } from '../core/members.ts';
import { queueKey } from '../message-queue.ts';

/** Where offsets stay when the consumer ends. */
export interface OffsetPlace {
  /** The offset that was kept, undefined if there is none. */
  read(queue: MessageQueue): Promise<bigint | undefined>;
  write(offsets: readonly QueueOffset[]): Promise<void>;
}

/** How far a consumer is: in memory, and from time to time in a place where it stays. */
export class OffsetStore {
  readonly #place: OffsetPlace;
  readonly #offsets = new Map<string, QueueOffset>();

  constructor(place: OffsetPlace) {
    this.#place = place;
  }

  /** The offset that was kept for a queue, undefined if there is none. Throws what reading the place throws. */
  async read(queue: MessageQueue): Promise<bigint | undefined> {
    return this.#place.read(queue);
  }

  /** The offset that the consumer has come to. */
  position(queue: MessageQueue): bigint | undefined {
    return this.#offsets.get(queueKey(queue))?.offset;
  }

  set(queue: MessageQueue, offset: bigint): void {
    this.#offsets.set(queueKey(queue), { ...queue, offset });
  }

  /** Sets it unless it is further already: messages are consumed out of order. */
  advance(queue: MessageQueue, offset: bigint): void {
    if (offset > (this.position(queue) ?? -1n)) this.set(queue, offset);
  }

  /** Keeps the offset of one queue, or of all. Throws what writing to the place throws. */
  async keep(queue?: MessageQueue): Promise<void> {
    const offsets = queue === undefined ? [...this.#offsets.values()] : this.#of(queue);
    if (offsets.length > 0) await this.#place.write(offsets);
  }

  forget(queue: MessageQueue): void {
    this.#offsets.delete(queueKey(queue));
  }

  list(topic: string): QueueOffset[] {
    return [...this.#offsets.values()].filter((offset) => offset.topic === topic);
  }

  #of(queue: MessageQueue): QueueOffset[] {
    const offset = this.#offsets.get(queueKey(queue));
    return offset === undefined ? [] : [offset];
  }
}
