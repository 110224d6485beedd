import { isCodedError } from '@mqferry/core';
import { decodeMessages } from '../../message/decode-messages.ts';
import { PROPERTY } from '../../message/property-names.ts';
import { RETRY_PREFIX } from '../../names/topic-names.ts';
import type { ClientCore } from '../core/client-core.ts';
import type { PullAnswer } from '../pull/pull-request.ts';
import type { ReplicaChoice } from '../pull/replica-choice.ts';
import { isWanted, type Subscription } from '../subscription.ts';
import type { OffsetStore } from './offset-store.ts';
import type { ProcessQueue } from './process-queue.ts';
import { ReceivedMessage } from './received-message.ts';

/** How long a broker may wait for messages. */
const WAIT_MS = 15_000;
/** How long its answer may take beyond that. */
const TIMEOUT_MS = 15_000;
const AFTER_FAILURE_MS = 3_000;
const AFTER_FLOW_CONTROL_MS = 20;

/** What is not to be exceeded by the messages of a queue that wait. */
export interface CacheLimits {
  readonly messages: number;
  readonly bytes: number;
  readonly span: bigint | undefined;
}

/** What the queues of a consumer have in common when they are pulled. */
export interface PullContext {
  readonly core: ClientCore;
  /** As brokers know it. */
  readonly group: string;
  readonly replicas: ReplicaChoice;
  readonly offsets: OffsetStore;
  readonly batchSize: number;
  readonly limits: CacheLimits;
  /** Whether a queue must be locked. */
  readonly locks: boolean;
  isPaused(): boolean;
  subscription(topic: string): Subscription;
  deliver(queue: ProcessQueue, messages: readonly ReceivedMessage[]): void;
  /** The queue does not have the offset that was asked for; the next one is its begin or end. */
  offsetMoved(queue: ProcessQueue, nextOffset: bigint): void;
}

const isFull = (queue: ProcessQueue, { messages, bytes, span }: CacheLimits): boolean =>
  queue.count > messages || queue.bytes > bytes || (span !== undefined && queue.span > span);

const mustWait = (queue: ProcessQueue, context: PullContext): boolean =>
  context.isPaused() || isFull(queue, context.limits) || (context.locks && !queue.isLocked);

const pullOnce = (queue: ProcessQueue, offset: bigint, context: PullContext): Promise<PullAnswer> => {
  const { group, replicas, batchSize: maxMessages } = context;
  const subscription = context.subscription(queue.queue.topic);
  queue.lastPullAt = Date.now();
  return replicas.pull(
    {
      ...{ group, offset, maxMessages, subscription },
      queue: queue.queue,
      waitMs: WAIT_MS,
      sendSubscription: false,
    },
    TIMEOUT_MS,
  );
};

const take = (queue: ProcessQueue, answer: PullAnswer, context: PullContext): void => {
  const { core, offsets } = context;
  const subscription = context.subscription(queue.queue.topic);
  const messages = decodeMessages(answer.data)
    .filter((message) => isWanted(subscription, message.property(PROPERTY.tags)))
    .map((message) => new ReceivedMessage(core, message, queue.queue));
  if (messages.length > 0) {
    queue.put(messages);
    context.deliver(queue, messages);
  } else if (queue.count === 0) {
    // Nothing before the next offset is left to be consumed.
    offsets.advance(queue.queue, answer.nextOffset);
  }
};

/**
 * Pulls a queue from an offset on until it is dropped: as many messages as there is room for, waiting at the broker for
 * those to come (Java: `DefaultMQPushConsumerImpl.pullMessage`). What goes wrong is a problem and tried again.
 */
export const pullWhileOwned = async (
  queue: ProcessQueue,
  startOffset: bigint,
  context: PullContext,
): Promise<void> => {
  let offset = startOffset;
  while (!queue.isDropped) {
    if (mustWait(queue, context)) {
      await queue.changed.wait(AFTER_FAILURE_MS);
      continue;
    }
    try {
      const answer = await pullOnce(queue, offset, context);
      if (queue.isDropped) return;
      if (answer.status === 'offset moved') return context.offsetMoved(queue, answer.nextOffset);
      take(queue, answer, context);
      offset = answer.nextOffset;
    } catch (error) {
      if (queue.isDropped) return;
      const isLimited = isCodedError(error, 'ROCKETMQ_FLOW_CONTROL');
      // The retry topic of a group is there only once something was sent back.
      if (!isLimited && !queue.queue.topic.startsWith(RETRY_PREFIX)) context.core.problem(error as Error);
      await queue.rest(isLimited ? AFTER_FLOW_CONTROL_MS : AFTER_FAILURE_MS);
    }
  }
};
