import { messageIdOf } from '../../message/ids/message-id.ts';
import { splitKeys } from '../../message/keys.ts';
import { PROPERTY } from '../../message/property-names.ts';
import type { StoredMessage } from '../../message/stored-message.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { ClientCore } from '../core/client-core.ts';

/** A message that came to a consumer. */
export class ReceivedMessage {
  /** As the broker stores it. */
  readonly stored: StoredMessage;
  /** Where it was read from; of a message that is delivered again, a queue of the group's retry topic. */
  readonly queue: MessageQueue;
  /** The topic that it was sent to. */
  readonly topic: string;
  /** How often it was consumed in vain. */
  reconsumeTimes: number;

  constructor(core: ClientCore, stored: StoredMessage, queue: MessageQueue) {
    this.stored = stored;
    this.queue = core.unwrapQueue(queue);
    this.topic = core.unwrap(stored.property(PROPERTY.retryTopic) ?? stored.topic);
    this.reconsumeTimes = stored.reconsumeTimes;
  }

  /** The id that its producer gave to it; it stays when it is delivered again. */
  get messageId(): string {
    return messageIdOf(this.stored);
  }

  /** The body, decompressed; throws what `StoredMessage.body` throws. */
  get body(): Buffer {
    return this.stored.body;
  }

  get tag(): string | undefined {
    return this.stored.property(PROPERTY.tags);
  }

  get keys(): string[] {
    return splitKeys(this.stored.property(PROPERTY.keys) ?? '');
  }

  /** The user's own number. */
  get flag(): number {
    return this.stored.flag;
  }

  /** All properties, RocketMQ's own among them. */
  get properties(): ReadonlyMap<string, string> {
    return this.stored.properties;
  }

  /** One property, cheaper than all of them. */
  property(name: string): string | undefined {
    return this.stored.property(name);
  }

  get queueOffset(): bigint {
    return this.stored.queueOffset;
  }

  /** When it was made, in ms since 1970. */
  get bornTimestamp(): number {
    return Number(this.stored.bornTimestamp);
  }

  /** When the broker stored it, in ms since 1970. */
  get storeTimestamp(): number {
    return Number(this.stored.storeTimestamp);
  }
}
