import type { MessageQueue } from '../protocol/bodies/message-queue.ts';

/** A text that is the same for the same queue only: no name contains the separator. */
export const queueKey = ({ topic, brokerName, queueId }: MessageQueue): string =>
  `${topic} ${brokerName} ${queueId}`;

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which all clients of a group must see queues to share them without overlap (`MessageQueue.compareTo`). */
export const compareQueues = (a: MessageQueue, b: MessageQueue): number =>
  compareTexts(a.topic, b.topic) || compareTexts(a.brokerName, b.brokerName) || a.queueId - b.queueId;
