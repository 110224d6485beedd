import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import { RESPONSE } from '../../protocol/response-codes.ts';

/**
 * `ok`, or else the message is stored, but what the producer waited for has not happened: it was not flushed to disk in
 * time, did not come to a slave in time, or there is no slave.
 */
export type SendStatus = 'ok' | 'flush disk timeout' | 'flush slave timeout' | 'slave not available';

const STATUS: ReadonlyMap<number, SendStatus> = new Map([
  [RESPONSE.SUCCESS, 'ok'],
  [RESPONSE.FLUSH_DISK_TIMEOUT, 'flush disk timeout'],
  [RESPONSE.FLUSH_SLAVE_TIMEOUT, 'flush slave timeout'],
  [RESPONSE.SLAVE_NOT_AVAILABLE, 'slave not available'],
]);

export const sendStatusOf = (code: number): SendStatus => STATUS.get(code)!;

/** What became of a message that was sent. */
export interface SendResult {
  readonly status: SendStatus;
  /** The unique key of the message; of a batch those of all its messages, joined by commas. */
  readonly messageId: string;
  /** Names the broker and the offset in its commit log, see `parseOffsetMessageId`; of a batch joined likewise. */
  readonly offsetMessageId: string;
  readonly queue: MessageQueue;
  /** Offset in the queue; of a batch that of its first message. */
  readonly queueOffset: bigint;
  readonly transactionId: string | undefined;
  /** 5.x: with it a delayed message can be called back. */
  readonly recallHandle: string | undefined;
}
