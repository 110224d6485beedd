import { Signal } from '@mqferry/core';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { QueueInfo } from '../core/members.ts';
import type { ReceivedMessage } from './received-message.ts';

const MIB = 1024 * 1024;
/** A lock that was not renewed for so long is not relied upon any more: the broker gives it away after twice the time. */
const LOCK_LIVES_MS = 30_000;

/**
 * What a consumer has of one queue: the messages that were pulled and are not consumed yet (Java: `ProcessQueue`). When the
 * queue goes to another client it is dropped, and what still happens with its messages does not count any more.
 */
export class ProcessQueue {
  readonly queue: MessageQueue;
  /** Tells when there is room again, or the queue was locked or dropped. */
  readonly changed = new Signal();
  /** In the order of their offsets, in which they are put in. */
  readonly #messages = new Map<bigint, ReceivedMessage>();
  #bytes = 0;
  #lastOffset = -1n;
  #dropped = false;
  #locked = false;
  #lockedAt = 0;
  lastPullAt = Date.now();
  lastConsumeAt = Date.now();

  constructor(queue: MessageQueue) {
    this.queue = queue;
  }

  get isDropped(): boolean {
    return this.#dropped;
  }

  drop(): void {
    this.#dropped = true;
    this.changed.notify();
  }

  /** Whether a broker has locked the queue for this client, as far as that can be relied upon. */
  get isLocked(): boolean {
    return this.#locked && Date.now() - this.#lockedAt < LOCK_LIVES_MS;
  }

  setLocked(locked: boolean): void {
    this.#locked = locked;
    if (!locked) return;
    this.#lockedAt = Date.now();
    this.changed.notify();
  }

  get count(): number {
    return this.#messages.size;
  }

  /** Bytes of the bodies, as they are stored. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How far the last message is from the first one. */
  get span(): bigint {
    const first = this.firstOffset;
    return first === undefined ? 0n : this.#lastOffset - first;
  }

  get firstOffset(): bigint | undefined {
    return this.#messages.keys().next().value;
  }

  has(message: ReceivedMessage): boolean {
    return this.#messages.has(message.queueOffset);
  }

  first(): ReceivedMessage | undefined {
    return this.#messages.values().next().value;
  }

  put(messages: readonly ReceivedMessage[]): void {
    for (const message of messages) {
      const { queueOffset, stored } = message;
      this.#messages.set(queueOffset, message);
      this.#bytes += stored.storedBody.length;
      this.#lastOffset = queueOffset;
    }
  }

  /**
   * Takes messages out that were consumed, and gives the offset up to which all were: from there on the group goes on.
   * Undefined when nothing was there.
   */
  remove(messages: readonly ReceivedMessage[]): bigint | undefined {
    this.lastConsumeAt = Date.now();
    if (this.#messages.size === 0) return undefined;
    for (const { queueOffset, stored } of messages) {
      if (this.#messages.delete(queueOffset)) this.#bytes -= stored.storedBody.length;
    }
    this.changed.notify();
    return this.firstOffset ?? this.#lastOffset + 1n;
  }

  /** The first messages, at most so many; they stay. */
  peek(count: number): ReceivedMessage[] {
    const messages: ReceivedMessage[] = [];
    for (const message of this.#messages.values()) if (messages.push(message) >= count) break;
    return messages;
  }

  /** Waits so long, or until it is over, at the latest when the queue is dropped. */
  async rest(ms: number, isOver: () => boolean = () => false): Promise<void> {
    const end = performance.now() + ms;
    for (let left = ms; left > 0 && !this.#dropped && !isOver(); left = end - performance.now()) {
      await this.changed.wait(left);
    }
  }

  /** For operators. */
  info(commitOffset: bigint | undefined): QueueInfo {
    const isEmpty = this.#messages.size === 0;
    return {
      commitOffset: commitOffset ?? -1n,
      cachedMsgMinOffset: this.firstOffset ?? 0n,
      cachedMsgMaxOffset: isEmpty ? 0n : this.#lastOffset,
      cachedMsgCount: this.#messages.size,
      cachedMsgSizeInMiB: Math.floor(this.#bytes / MIB),
      locked: this.#locked,
      lastLockTimestamp: this.#lockedAt,
      droped: this.#dropped,
      lastPullTimestamp: this.lastPullAt,
      lastConsumeTimestamp: this.lastConsumeAt,
    };
  }
}
