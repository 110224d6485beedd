import { PROPERTY } from '../../message/property-names.ts';
import { clientErrors } from '../errors.ts';
import type { ReplyMessage } from './reply-message.ts';

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly resolve: (reply: ReplyMessage) => void;
  readonly reject: (error: Error) => void;
}

/** Who waits for which reply. */
export class Replies {
  readonly #waiting = new Map<string, Waiting>();

  /** The reply to the request with this id. Rejects with ROCKETMQ_REPLY_TIMEOUT after `ms` milliseconds. */
  wait(correlationId: string, topic: string, ms: number): Promise<ReplyMessage> {
    return new Promise((resolve, reject) => {
      const expire = () => this.drop(correlationId, clientErrors.ROCKETMQ_REPLY_TIMEOUT({ topic, ms }));
      this.#waiting.set(correlationId, { timer: setTimeout(expire, ms), resolve, reject });
    });
  }

  /** Hands a reply over; one that nobody waits for any more is dropped. */
  settle(reply: ReplyMessage): void {
    this.#take(reply.properties.get(PROPERTY.correlationId) ?? '')?.resolve(reply);
  }

  /** Nobody needs to wait for this reply any more. */
  drop(correlationId: string, reason: Error): void {
    this.#take(correlationId)?.reject(reason);
  }

  dropAll(reason: Error): void {
    for (const correlationId of [...this.#waiting.keys()]) this.drop(correlationId, reason);
  }

  #take(correlationId: string): Waiting | undefined {
    const waiting = this.#waiting.get(correlationId);
    clearTimeout(waiting?.timer);
    this.#waiting.delete(correlationId);
    return waiting;
  }
}
