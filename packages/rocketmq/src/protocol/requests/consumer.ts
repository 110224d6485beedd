import { readConsumerRunningInfo } from '../bodies/consumer-running-info.ts';
import { readMessageQueue } from '../bodies/message-queue.ts';
import { type BodyValue, jsonBody } from '../body-value.ts';
import { defineRequest } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';

const QUEUE = { topic: 'string', queueId: 'int32' } as const;

/** How far a group has consumed a queue. The outcome QUERY_NOT_FOUND is that it never said so. */
export const QUERY_CONSUMER_OFFSET = defineRequest('QUERY_CONSUMER_OFFSET', {
  code: 14,
  to: 'broker',
  fields: {
    consumerGroup: 'string',
    ...QUEUE,
    /** 5.x: “false” spares a group that never said so the 0 that it is told of a queue without much in it. */
    setZeroIfNotFound: 'boolean?',
  },
  answer: { offset: 'int64?' },
  outcomes: [RESPONSE.QUERY_NOT_FOUND],
});

/** Stores how far a group has consumed a queue. */
export const UPDATE_CONSUMER_OFFSET = defineRequest('UPDATE_CONSUMER_OFFSET', {
  code: 15,
  to: 'broker',
  fields: { consumerGroup: 'string', ...QUEUE, commitOffset: 'int64' },
});

/** The first offset of a queue whose message was stored at a time or later. */
export const SEARCH_OFFSET_BY_TIMESTAMP = defineRequest('SEARCH_OFFSET_BY_TIMESTAMP', {
  code: 29,
  to: 'broker',
  fields: { ...QUEUE, timestamp: 'int64' },
  answer: { offset: 'int64' },
});

/** The offset that the next message of a queue will get. */
export const GET_MAX_OFFSET = defineRequest('GET_MAX_OFFSET', {
  code: 30,
  to: 'broker',
  fields: QUEUE,
  answer: { offset: 'int64' },
});

/** The smallest offset of a queue. */
export const GET_MIN_OFFSET = defineRequest('GET_MIN_OFFSET', {
  code: 31,
  to: 'broker',
  fields: QUEUE,
  answer: { offset: 'int64' },
});

/** Sends a message that could not be consumed back: to the retry topic of the group, or to its dead letters. */
export const CONSUMER_SEND_MSG_BACK = defineRequest('CONSUMER_SEND_MSG_BACK', {
  code: 36,
  to: 'broker',
  fields: {
    /** Offset of the message in the commit log. */
    offset: 'int64',
    group: 'string',
    /** 0: one level more each time. Below 0: to the dead letters at once. */
    delayLevel: 'int32',
    originMsgId: 'string?',
    originTopic: 'string?',
    unitMode: 'boolean?',
    maxReconsumeTimes: 'int32?',
  },
});

/** The ids of the clients of a group. */
export const GET_CONSUMER_LIST_BY_GROUP = defineRequest('GET_CONSUMER_LIST_BY_GROUP', {
  code: 38,
  to: 'broker',
  fields: { consumerGroup: 'string' },
  body: jsonBody((value) => value.field('consumerIdList').list((id) => id.text())),
});

/** Locks queues for one client of a group for a minute; the answer names those that are locked for it now. */
export const LOCK_BATCH_MQ = defineRequest('LOCK_BATCH_MQ', {
  code: 41,
  to: 'broker',
  body: jsonBody((value) => value.field('lockOKMQSet').list(readMessageQueue)),
});

/** Gives locks back. */
export const UNLOCK_BATCH_MQ = defineRequest('UNLOCK_BATCH_MQ', { code: 42, to: 'broker' });

/** A broker says that clients of a group have come or gone. */
export const NOTIFY_CONSUMER_IDS_CHANGED = defineRequest('NOTIFY_CONSUMER_IDS_CHANGED', {
  code: 40,
  to: 'client',
  fields: { consumerGroup: 'string' },
});

const offsetsByQueue = (value: BodyValue) =>
  value.keyedEntries((queue, offset) => ({ ...readMessageQueue(queue), offset: offset.int64() }));

/** A broker has a consumer go on from other offsets; they are in the body. */
export const RESET_CONSUMER_CLIENT_OFFSET = defineRequest('RESET_CONSUMER_CLIENT_OFFSET', {
  code: 220,
  to: 'client',
  fields: { topic: 'string', group: 'string', timestamp: 'int64' },
});

/** Reads the body of RESET_CONSUMER_CLIENT_OFFSET. */
export const readResetOffsets = jsonBody(
  (value) => value.field('offsetTable').optional(offsetsByQueue) ?? [],
);

/** A broker asks how far a consumer is. */
export const GET_CONSUMER_STATUS_FROM_CLIENT = defineRequest('GET_CONSUMER_STATUS_FROM_CLIENT', {
  code: 221,
  to: 'client',
  fields: { topic: 'string', group: 'string', clientAddr: 'string?' },
});

/** A broker asks, for an operator, what a consumer does. Operators ask brokers with the same code. */
export const GET_CONSUMER_RUNNING_INFO = defineRequest('GET_CONSUMER_RUNNING_INFO', {
  code: 307,
  to: 'client',
  fields: { consumerGroup: 'string', clientId: 'string', jstackEnable: 'boolean?' },
  body: jsonBody(readConsumerRunningInfo),
});

/** A broker has a consumer consume one message, for an operator. Operators ask brokers with the same code. */
export const CONSUME_MESSAGE_DIRECTLY = defineRequest('CONSUME_MESSAGE_DIRECTLY', {
  code: 309,
  to: 'client',
  fields: {
    consumerGroup: 'string',
    clientId: 'string?',
    msgId: 'string?',
    brokerName: 'string?',
    topic: 'string?',
  },
});
