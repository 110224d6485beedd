import { DLQ_PREFIX, RETRY_PREFIX } from '@mqferry/rocketmq';
import { mayWrite, ONLY_SOURCE, type RoutingTable, type Side } from '../routing-table.ts';
import type { FrameHead } from './frame-head.ts';

/** What a producer writes. */
export interface Write {
  readonly topic: string;
  readonly group: string | undefined;
}

/** What becomes of a write. */
export type WriteVerdict = 'pass' | 'refuse' | 'hold';

/**
 * The requests that write a topic for a producer, with the header fields for topic and group: SEND_MESSAGE,
 * SEND_MESSAGE_V2 and SEND_BATCH_MESSAGE. Never refused are CONSUMER_SEND_MSG_BACK (36), for a message goes back to where
 * it was consumed, END_TRANSACTION (37), for its half message is there already, and replies (324, 325), which only the
 * broker can pass on to which the asking client is connected.
 */
const WRITES: ReadonlyMap<number, { readonly topic: string; readonly group: string }> = new Map([
  [10, { topic: 'topic', group: 'producerGroup' }],
  [310, { topic: 'b', group: 'a' }],
  [320, { topic: 'b', group: 'a' }],
]);

/** Topic and producer group of a write; undefined for any other request. */
export const writeOf = (head: FrameHead): Write | undefined => {
  const names = WRITES.get(head.code);
  const topic = names && head.field(names.topic);
  return topic === undefined ? undefined : { topic, group: head.field(names!.group) };
};

/** Messages that failed: consumers write these topics themselves where a broker could not take a message back. */
const isOfFailedMessages = (topic: string): boolean =>
  topic.startsWith(RETRY_PREFIX) || topic.startsWith(DLQ_PREFIX);

/** What becomes of a producer's write of a topic on one side. */
export const judgeWrite = ({ topics, held }: RoutingTable, side: Side, topic: string): WriteVerdict => {
  if (isOfFailedMessages(topic)) return 'pass';
  const access = (topics.get(topic) ?? ONLY_SOURCE)[side];
  if (access === 'none') return 'refuse';
  if (held.has(topic)) return 'hold';
  return mayWrite(access) ? 'pass' : 'refuse';
};
