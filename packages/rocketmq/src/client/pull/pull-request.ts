import { call } from '../../connection/call.ts';
import type { RemotingConnection } from '../../connection/remoting-connection.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import { PULL_MESSAGE } from '../../protocol/requests/messages.ts';
import { RESPONSE } from '../../protocol/response-codes.ts';
import type { Subscription } from '../subscription.ts';

/**
 * Bits of a pull's system flag: Java's `PullSysFlag`. With another one (0x1) Java stores offsets by pulls as well; a busy broker may
 * come to such a pull only after the queue has another owner, and has the group go back.
 */
const PULL_FLAG = { suspend: 0x2, subscription: 0x4 } as const;

/** 5.x takes absence for a limit of its own. */
const MAX_INT32 = 0x7fff_ffff;

/** What is asked for in a pull; names are those that brokers know. */
export interface PullRequest {
  readonly group: string;
  readonly queue: MessageQueue;
  readonly offset: bigint;
  readonly maxMessages: number;
  /** 5.x. */
  readonly maxBytes?: number | undefined;
  /** How long the broker may wait for messages if there are none, in milliseconds. */
  readonly waitMs: number;
  readonly subscription: Subscription;
  /** Whether the broker takes the subscription from here; else from the last heartbeat. */
  readonly sendSubscription: boolean;
}

/**
 * `found`; `no new messages` at the end of the queue; `no matching messages`: none of those that were looked at, go on from
 * the next offset; `offset moved`: the queue does not have this offset, the next one is its begin or end.
 */
export type PullStatus = 'found' | 'no new messages' | 'no matching messages' | 'offset moved';

const STATUS: ReadonlyMap<number, PullStatus> = new Map([
  [RESPONSE.SUCCESS, 'found'],
  [RESPONSE.PULL_NOT_FOUND, 'no new messages'],
  [RESPONSE.PULL_RETRY_IMMEDIATELY, 'no matching messages'],
  [RESPONSE.PULL_OFFSET_MOVED, 'offset moved'],
]);

/** What a broker answers to a pull. */
export interface PullAnswer {
  readonly status: PullStatus;
  /** Stored messages one behind the other, see `decodeMessages`; empty unless found. */
  readonly data: Buffer;
  /** From where to go on. */
  readonly nextOffset: bigint;
  /** Smallest offset of the queue. */
  readonly minOffset: bigint;
  /** The offset that the queue's next message will get. */
  readonly maxOffset: bigint;
  /** Id of the replica that should be asked next: 0 is the master. */
  readonly suggestedBrokerId: number;
}

const NOTHING = Buffer.alloc(0);

/** Asks for messages of a queue. Throws the error of the broker's answer, and what connections throw. */
export const pull = async (
  connection: RemotingConnection,
  request: PullRequest,
  timeoutMs: number,
): Promise<PullAnswer> => {
  const { group, queue, subscription } = request;
  const { code, fields, body } = await call(
    connection,
    PULL_MESSAGE,
    {
      consumerGroup: group,
      topic: queue.topic,
      queueId: queue.queueId,
      queueOffset: request.offset,
      maxMsgNums: request.maxMessages,
      sysFlag:
        (request.waitMs > 0 ? PULL_FLAG.suspend : 0) |
        (request.sendSubscription ? PULL_FLAG.subscription : 0),
      commitOffset: 0n,
      suspendTimeoutMillis: BigInt(request.waitMs),
      subscription: request.sendSubscription ? subscription.expression : undefined,
      subVersion: BigInt(subscription.version),
      expressionType: subscription.type,
      maxMsgBytes: request.maxBytes ?? MAX_INT32,
    },
    { timeoutMs },
  );
  return {
    status: STATUS.get(code)!,
    data: body ?? NOTHING,
    nextOffset: fields.nextBeginOffset,
    minOffset: fields.minOffset,
    maxOffset: fields.maxOffset,
    suggestedBrokerId: Number(fields.suggestWhichBrokerId),
  };
};
