import type { BodyValue } from '../body-value.ts';

/** One queue: Java's `MessageQueue`. */
export interface MessageQueue {
  readonly topic: string;
  readonly brokerName: string;
  readonly queueId: number;
}

export const readMessageQueue = (value: BodyValue): MessageQueue => ({
  topic: value.field('topic').text(),
  brokerName: value.field('brokerName').text(),
  queueId: value.field('queueId').int32(),
});
