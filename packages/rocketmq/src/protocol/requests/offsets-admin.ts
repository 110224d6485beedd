import { readConsumeStats } from '../bodies/consume-stats.ts';
import { readMessageQueue } from '../bodies/message-queue.ts';
import { readConsumerOffsets, readDelayOffsets } from '../bodies/offset-tables.ts';
import { readTimerMetrics } from '../bodies/timers.ts';
import { jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';

/** Where every group goes on, at a broker. */
export const GET_ALL_CONSUMER_OFFSET = defineRequest('GET_ALL_CONSUMER_OFFSET', {
  code: 43,
  to: 'broker',
  body: jsonBody(readConsumerOffsets),
});

/** Up to where the messages of each delay level are delivered, by level. */
export const GET_ALL_DELAY_OFFSET = defineRequest('GET_ALL_DELAY_OFFSET', {
  code: 45,
  to: 'broker',
  body: jsonBody(readDelayOffsets),
});

/** How many messages with a time of delivery wait, by topic. */
export const GET_TIMER_METRICS = defineRequest('GET_TIMER_METRICS', {
  code: 61,
  to: 'broker',
  known: { since: '5.0.0' },
  body: jsonBody(readTimerMetrics),
});

/** When the first message of a queue was stored, in milliseconds since 1970; -1 where there is none. */
export const GET_EARLIEST_MSG_STORETIME = defineRequest('GET_EARLIEST_MSG_STORETIME', {
  code: 32,
  to: 'broker',
  fields: { topic: 'string', queueId: 'int32' },
  answer: { timestamp: 'int64' },
});

/** How far a group is at a broker: in one topic, or in all it has offsets of. */
export const GET_CONSUME_STATS = defineRequest('GET_CONSUME_STATS', {
  code: 208,
  to: 'broker',
  fields: { consumerGroup: 'string', topic: 'string?' },
  body: jsonBody(readConsumeStats),
});

/**
 * Sets where a group goes on in a topic to a time, -1 for the end. A broker of 4.x tells the clients of the group, which
 * do it, and answers CONSUMER_NOT_ONLINE when there are none. One of 5.x does it itself (`useServerSideResetOffset`).
 */
export const INVOKE_BROKER_TO_RESET_OFFSET = defineRequest('INVOKE_BROKER_TO_RESET_OFFSET', {
  code: 222,
  to: 'broker',
  fields: { topic: 'string', group: 'string', timestamp: 'int64', isForce: 'boolean' },
  body: jsonBody((value) =>
    value
      .field('offsetTable')
      .keyedEntries((queue, offset) => ({ ...readMessageQueue(queue), offset: offset.int64() })),
  ),
});

/** Has a group go on in a topic where another one does. Without a topic nothing happens, whatever the answer says. */
export const CLONE_GROUP_OFFSET = defineRequest('CLONE_GROUP_OFFSET', {
  code: 314,
  to: 'broker',
  fields: { srcGroup: 'string', destGroup: 'string', topic: 'string', offline: 'boolean' },
});
