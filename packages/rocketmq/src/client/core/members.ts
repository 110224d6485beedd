import type { StoredMessage } from '../../message/stored-message.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { FieldValues } from '../../protocol/fields.ts';
import type { CHECK_TRANSACTION_STATE } from '../../protocol/requests/transactions.ts';
import type { Subscription } from '../subscription.ts';

/** Where a consumer begins in a queue of which its group has consumed nothing yet. */
export type ConsumeFrom = 'CONSUME_FROM_LAST_OFFSET' | 'CONSUME_FROM_FIRST_OFFSET' | 'CONSUME_FROM_TIMESTAMP';

/** What brokers are told of a consumer. */
export interface ConsumerDescription {
  readonly groupName: string;
  readonly consumeType: 'CONSUME_ACTIVELY' | 'CONSUME_PASSIVELY';
  readonly messageModel: 'CLUSTERING' | 'BROADCASTING';
  readonly consumeFromWhere: ConsumeFrom;
  readonly subscriptions: readonly Subscription[];
}

/** What a broker asks about the transaction of a half message. */
export interface TransactionCheck {
  readonly fields: FieldValues<(typeof CHECK_TRANSACTION_STATE)['fields']>;
  readonly message: StoredMessage;
  /** The broker that asks. */
  readonly broker: string;
}

/** A producer, as its client sees it. */
export interface ProducerMember {
  /** Whether it can say what became of a transaction; then all brokers must know it, for any may have a half message. */
  readonly canCheck: boolean;
  /** Answers to the broker by itself. */
  checkTransaction(check: TransactionCheck): Promise<void>;
  close(): Promise<void>;
}

/** A queue with an offset in it. */
export interface QueueOffset extends MessageQueue {
  readonly offset: bigint;
}

/** How an operator's order to consume one message ended: Java's `CMResult`. */
export type DirectResult =
  | 'CR_SUCCESS'
  | 'CR_LATER'
  | 'CR_ROLLBACK'
  | 'CR_COMMIT'
  | 'CR_THROW_EXCEPTION'
  | 'CR_RETURN_NULL';

/** A consumer, as its client sees it; topics and groups are named as brokers know them. */
export interface ConsumerMember {
  describe(): ConsumerDescription;
  /** What one does that has its queues and messages come to it. */
  readonly served?: ServedConsumer;
  close(): Promise<void>;
}

/** A consumer that brokers, and through them operators, have something to ask. */
export interface ServedConsumer {
  /** Members of the group have come or gone, or a topic lies elsewhere now. */
  membersChanged(): void;
  /** Goes on from these offsets. */
  resetOffsets(topic: string, offsets: readonly QueueOffset[]): Promise<void>;
  /** How far it has consumed. */
  offsets(topic: string): readonly QueueOffset[];
  runningInfo(): RunningInfo;
  consumeDirectly(message: StoredMessage, brokerName: string | undefined): Promise<DirectConsumption>;
}

/** The body of the answer to CONSUME_MESSAGE_DIRECTLY: Java's `ConsumeMessageDirectlyResult`. */
export interface DirectConsumption {
  readonly order: boolean;
  readonly autoCommit: boolean;
  readonly consumeResult: DirectResult;
  readonly remark?: string;
  readonly spentTimeMills: number;
}

/** What a consumer does with a queue: Java's `ProcessQueueInfo`. */
export interface QueueInfo {
  readonly commitOffset: bigint;
  readonly cachedMsgMinOffset: bigint;
  readonly cachedMsgMaxOffset: bigint;
  readonly cachedMsgCount: number;
  readonly cachedMsgSizeInMiB: number;
  readonly locked: boolean;
  readonly lastLockTimestamp: number;
  readonly droped: boolean;
  readonly lastPullTimestamp: number;
  readonly lastConsumeTimestamp: number;
}

/** What a consumer does: Java's `ConsumerRunningInfo`. */
export interface RunningInfo {
  readonly properties: Readonly<Record<string, string>>;
  readonly queues: readonly { readonly queue: MessageQueue; readonly info: QueueInfo }[];
}
