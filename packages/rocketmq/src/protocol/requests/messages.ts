import { defineRequest, rawBody } from '../request.ts';
import { RESPONSE } from '../response-codes.ts';

/** Stored all the same: only what the producer waited for has not happened. */
const STORED_IN_PART = [
  RESPONSE.FLUSH_DISK_TIMEOUT,
  RESPONSE.SLAVE_NOT_AVAILABLE,
  RESPONSE.FLUSH_SLAVE_TIMEOUT,
] as const;

const SEND_ANSWER = {
  msgId: 'string',
  queueId: 'int32',
  queueOffset: 'int64',
  transactionId: 'string?',
  batchUniqId: 'string?',
  recallHandle: 'string?',
} as const;

/** Stores a message: the header with names in full, which producers wrote before there was the short one. */
export const SEND_MESSAGE = defineRequest('SEND_MESSAGE', {
  code: 10,
  to: 'broker',
  fields: {
    producerGroup: 'string',
    topic: 'string',
    defaultTopic: 'string',
    defaultTopicQueueNums: 'int32',
    queueId: 'int32',
    sysFlag: 'int32',
    bornTimestamp: 'int64',
    flag: 'int32',
    properties: 'string?',
    reconsumeTimes: 'int32?',
    unitMode: 'boolean?',
    batch: 'boolean?',
    maxReconsumeTimes: 'int32?',
  },
  answer: SEND_ANSWER,
  outcomes: STORED_IN_PART,
});

/** The fields of SEND_MESSAGE by letters, as Java's `SendMessageRequestHeaderV2` names them. */
const SHORT_FIELDS = {
  /** Group of the producer. */
  a: 'string',
  /** Topic. */
  b: 'string',
  /** Topic after which the broker makes one that is not there. */
  c: 'string',
  /** Number of queues that such a topic gets. */
  d: 'int32',
  /** Queue. */
  e: 'int32',
  /** System flag. */
  f: 'int32',
  /** Born timestamp. */
  g: 'int64',
  /** The user's flag. */
  h: 'int32',
  /** Properties. */
  i: 'string?',
  /** Reconsume times. */
  j: 'int32?',
  /** Unit mode. */
  k: 'boolean?',
  /** Most reconsume times. */
  l: 'int32?',
  /** Whether the body is a batch. */
  m: 'boolean?',
  /** Name of the broker. */
  n: 'string?',
} as const;

/** Stores a message. */
export const SEND_MESSAGE_V2 = defineRequest('SEND_MESSAGE_V2', {
  code: 310,
  to: 'broker',
  fields: SHORT_FIELDS,
  answer: SEND_ANSWER,
  outcomes: STORED_IN_PART,
});

/** Stores the messages of a batch, see `encodeBatch`. */
export const SEND_BATCH_MESSAGE = defineRequest('SEND_BATCH_MESSAGE', {
  code: 320,
  to: 'broker',
  fields: SHORT_FIELDS,
  answer: SEND_ANSWER,
  outcomes: STORED_IN_PART,
});

/** Hands the reply to a request over to the client that waits for it: the header with names in full. */
export const SEND_REPLY_MESSAGE = defineRequest('SEND_REPLY_MESSAGE', {
  code: 324,
  to: 'broker',
  fields: SEND_MESSAGE.fields,
  answer: SEND_ANSWER,
  outcomes: STORED_IN_PART,
});

/** Hands the reply to a request over to the client that waits for it. A broker that does not store it answers the id “0”. */
export const SEND_REPLY_MESSAGE_V2 = defineRequest('SEND_REPLY_MESSAGE_V2', {
  code: 325,
  to: 'broker',
  fields: SHORT_FIELDS,
  answer: SEND_ANSWER,
  outcomes: STORED_IN_PART,
});

/** A broker hands the reply to a request over. */
export const PUSH_REPLY_MESSAGE_TO_CLIENT = defineRequest('PUSH_REPLY_MESSAGE_TO_CLIENT', {
  code: 326,
  to: 'client',
  fields: {
    producerGroup: 'string',
    topic: 'string',
    queueId: 'int32',
    sysFlag: 'int32',
    bornTimestamp: 'int64',
    flag: 'int32',
    properties: 'string?',
    reconsumeTimes: 'int32?',
    bornHost: 'string?',
    storeHost: 'string?',
    storeTimestamp: 'int64?',
  },
});

const PULL_FIELDS = {
  consumerGroup: 'string',
  topic: 'string',
  queueId: 'int32',
  queueOffset: 'int64',
  maxMsgNums: 'int32',
  /** Bits, see `PULL_FLAG`. */
  sysFlag: 'int32',
  commitOffset: 'int64',
  suspendTimeoutMillis: 'int64',
  subscription: 'string?',
  subVersion: 'int64',
  expressionType: 'string?',
  /** 5.x. */
  maxMsgBytes: 'int32?',
} as const;

const PULL_ANSWER = {
  suggestWhichBrokerId: 'int64',
  nextBeginOffset: 'int64',
  minOffset: 'int64',
  maxOffset: 'int64',
  /** 5.x: to be added to the offsets of the messages, for queues that have moved to another broker. */
  offsetDelta: 'int64?',
} as const;

const NOTHING_PULLED = [
  RESPONSE.PULL_NOT_FOUND,
  RESPONSE.PULL_RETRY_IMMEDIATELY,
  RESPONSE.PULL_OFFSET_MOVED,
] as const;

/** Reads messages of a queue from an offset on; the body has them one behind the other. */
export const PULL_MESSAGE = defineRequest('PULL_MESSAGE', {
  code: 11,
  to: 'broker',
  fields: PULL_FIELDS,
  answer: PULL_ANSWER,
  body: rawBody,
  outcomes: NOTHING_PULLED,
});

/** The same for clients that assign queues to themselves. */
export const LITE_PULL_MESSAGE = defineRequest('LITE_PULL_MESSAGE', {
  code: 361,
  to: 'broker',
  known: { since: '5.0.0' },
  fields: PULL_FIELDS,
  answer: PULL_ANSWER,
  body: rawBody,
  outcomes: NOTHING_PULLED,
});

/** Reads the stored message at an offset of the commit log. */
export const VIEW_MESSAGE_BY_ID = defineRequest('VIEW_MESSAGE_BY_ID', {
  code: 33,
  to: 'broker',
  fields: { topic: 'string?', offset: 'int64' },
  body: rawBody,
});
