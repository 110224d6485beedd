/**
 * Names of properties that RocketMQ's clients and brokers write. What is not listed here is the user's.
 * Source: MessageConst of 4.9.7 and 5.5.0; “5.x” marks those that 4.9.7 does not know.
 */
export const PROPERTY = {
  /** Keys by which the message can be looked up, joined by spaces; see `splitKeys`. */
  keys: 'KEYS',
  /** The tag. One only, though it is called tags. */
  tags: 'TAGS',
  /** “false”: the producer does not wait until the message is on disk and on a replica. */
  waitStored: 'WAIT',
  /** Delay level from 1 on; see `DEFAULT_DELAY_LEVELS`. */
  delayLevel: 'DELAY',
  /** Of a message in a retry topic: the topic it is from. */
  retryTopic: 'RETRY_TOPIC',
  /** 5.x: the group whose retry topic the message was in. */
  originGroup: 'ORIGIN_GROUP',
  /** Of a delayed or half message: the topic it is for. */
  realTopic: 'REAL_TOPIC',
  /** Of a delayed or half message: the queue it is for. */
  realQueueId: 'REAL_QID',
  /** “true”: a half message of a transaction. */
  transactionPrepared: 'TRAN_MSG',
  /** Of a half message: the group of producers that can be asked about the transaction. */
  producerGroup: 'PGROUP',
  /** Smallest offset of the queue; set by a client that has pulled, never stored by one that sends. */
  minOffset: 'MIN_OFFSET',
  /** The offset that the queue's next message will get; set likewise. */
  maxOffset: 'MAX_OFFSET',
  buyerId: 'BUYER_ID',
  /** Of a message that was sent back: its first id. Stays through all retries. */
  originMessageId: 'ORIGIN_MESSAGE_ID',
  transferFlag: 'TRANSFER_FLAG',
  correctionFlag: 'CORRECTION_FLAG',
  mq2Flag: 'MQ2_FLAG',
  /** How often it was consumed in vain, when a client itself sends it to the retry topic. */
  reconsumeTimes: 'RECONSUME_TIME',
  /** Region of the broker, for message traces. */
  region: 'MSG_REGION',
  /** Whether it is to be traced. */
  traceSwitch: 'TRACE_ON',
  /** The id that its producer gave to it; see `createUniqueKeys`. */
  uniqueKey: 'UNIQ_KEY',
  /** 5.x */
  transactionOffset: 'TRANS_OFFSET',
  /** 5.x */
  extendUniqueInfo: 'EXTEND_UNIQ_INFO',
  /** How often it may be consumed in vain before it goes to the dead-letter queue. */
  maxReconsumeTimes: 'MAX_RECONSUME_TIMES',
  /** When a consumer began with it, in ms since 1970; set by a consumer for itself. */
  consumeStartTime: 'CONSUME_START_TIME',
  /** 5.x: priority from 0 on. */
  priority: '_SYS_MSG_PRIORITY_',
  /** 5.x: of an inner batch: how many messages are in it. */
  innerCount: 'INNER_NUM',
  /** 5.x: of an inner batch: its first queue offset. */
  innerBase: 'INNER_BASE',
  /** 5.x */
  duplicateInfo: 'DUP_INFO',
  /** For how many seconds a half message is not asked about. */
  checkImmunitySeconds: 'CHECK_IMMUNITY_TIME_IN_SECONDS',
  /** Of a half message that was put back: where it was first. */
  preparedQueueOffset: 'TRAN_PREPARED_QUEUE_OFFSET',
  /** 5.x: id of the transaction. */
  transactionId: '__transactionId__',
  /** How often its producers were asked about a half message. */
  transactionCheckTimes: 'TRANSACTION_CHECK_TIMES',
  /** The namespace that the producer works in. */
  instanceId: 'INSTANCE_ID',
  /** Of a request and its reply: joins the two. */
  correlationId: 'CORRELATION_ID',
  /** Of a request: the client that waits for the reply. */
  replyToClient: 'REPLY_TO_CLIENT',
  /** Of a request: for how many ms its reply is waited for. */
  timeToLive: 'TTL',
  /** Of a reply: when it came to the broker. */
  replyArriveTime: 'ARRIVE_TIME',
  /** Of a reply: when the broker handed it on. */
  replyPushTime: 'PUSH_REPLY_TIME',
  /** The cluster that the message is in. */
  cluster: 'CLUSTER',
  /** “reply” for replies. */
  messageType: 'MSG_TYPE',
  /** 5.x: handle of a message got by POP, for its acknowledgement. */
  popCheckpoint: 'POP_CK',
  /** 5.x */
  popCheckpointOffset: 'POP_CK_OFFSET',
  /** 5.x: when it was got by POP for the first time. */
  firstPopTime: '1ST_POP_TIME',
  /** 5.x: messages of equal value go to one queue. */
  shardingKey: '__SHARDINGKEY',
  /** 5.x */
  liteTopic: '__LITE_TOPIC',
  /** 5.x */
  forwardQueueId: 'PROPERTY_FORWARD_QUEUE_ID',
  /** 5.x */
  redirect: 'REDIRECT',
  /** Further queues that the message is put into by reference (light message queues), joined by commas. */
  multiDispatch: 'INNER_MULTI_DISPATCH',
  /** Its offsets in them, joined by commas. */
  multiQueueOffset: 'INNER_MULTI_QUEUE_OFFSET',
  /** 5.x */
  traceContext: 'TRACE_CONTEXT',
  /** 5.x: deliver after so many seconds. */
  timerDelaySeconds: 'TIMER_DELAY_SEC',
  /** 5.x: deliver after so many ms. */
  timerDelayMs: 'TIMER_DELAY_MS',
  /** 5.x: deliver at this time, in ms since 1970. */
  timerDeliverMs: 'TIMER_DELIVER_MS',
  /** 5.x: when the broker put it into its timer. */
  timerEnqueueMs: 'TIMER_ENQUEUE_MS',
  /** 5.x: when the broker took it out of there. */
  timerDequeueMs: 'TIMER_DEQUEUE_MS',
  /** 5.x: how often it was put back, for its time was beyond the timer's reach. */
  timerRollTimes: 'TIMER_ROLL_TIMES',
  /** 5.x: when it has to come out of the broker's timer. */
  timerOutMs: 'TIMER_OUT_MS',
  /** 5.x: of a message that cancels one in the timer: the unique key of that. */
  timerDeleteUniqueKey: 'TIMER_DEL_UNIQKEY',
  /** 5.x */
  timerRollLabel: 'TIMER_ROLL_LABEL',
  /** 5.x: delay level of a message that the timer keeps. */
  timerDelayLevel: 'TIMER_DELAY_LEVEL',
  /** 5.x: born host, when a proxy has sent the message. */
  bornHost: '__BORNHOST',
  /** 5.x: born timestamp, likewise. */
  bornTimestamp: 'BORN_TIMESTAMP',
  /** 5.x: of a message in a dead-letter queue: the topic it is from. */
  dlqOriginTopic: 'DLQ_ORIGIN_TOPIC',
  /** 5.x: of a message in a dead-letter queue: its first id. */
  dlqOriginMessageId: 'DLQ_ORIGIN_MESSAGE_ID',
  /** 5.x: checksum of the whole message, added by a broker with enabledAppendPropCRC. Not to be sent on. */
  crc32: '__CRC32#',
} as const;

/** 5.x: properties with names that begin so are for one client alone; brokers do not store them. */
export const TRANSIENT_PROPERTY_PREFIX = '__RMQ.TRANSIENT.';

/** Names that Java's clients do not let a user set. Source: MessageConst.STRING_HASH_SET of 5.5.0, which has all of 4.9.7's. */
export const SYSTEM_PROPERTIES: ReadonlySet<string> = new Set([
  PROPERTY.traceSwitch,
  PROPERTY.region,
  PROPERTY.keys,
  PROPERTY.tags,
  PROPERTY.waitStored,
  PROPERTY.delayLevel,
  PROPERTY.retryTopic,
  PROPERTY.originGroup,
  PROPERTY.realTopic,
  PROPERTY.realQueueId,
  PROPERTY.transactionPrepared,
  PROPERTY.producerGroup,
  PROPERTY.minOffset,
  PROPERTY.maxOffset,
  PROPERTY.buyerId,
  PROPERTY.originMessageId,
  PROPERTY.transferFlag,
  PROPERTY.correctionFlag,
  PROPERTY.mq2Flag,
  PROPERTY.reconsumeTimes,
  PROPERTY.uniqueKey,
  PROPERTY.maxReconsumeTimes,
  PROPERTY.consumeStartTime,
  PROPERTY.popCheckpoint,
  PROPERTY.popCheckpointOffset,
  PROPERTY.firstPopTime,
  PROPERTY.preparedQueueOffset,
  PROPERTY.duplicateInfo,
  PROPERTY.extendUniqueInfo,
  PROPERTY.instanceId,
  PROPERTY.correlationId,
  PROPERTY.replyToClient,
  PROPERTY.timeToLive,
  PROPERTY.replyArriveTime,
  PROPERTY.replyPushTime,
  PROPERTY.cluster,
  PROPERTY.messageType,
  PROPERTY.multiQueueOffset,
  PROPERTY.timerDelayMs,
  PROPERTY.timerDelaySeconds,
  PROPERTY.timerDeliverMs,
  PROPERTY.timerEnqueueMs,
  PROPERTY.timerDequeueMs,
  PROPERTY.timerRollTimes,
  PROPERTY.timerOutMs,
  PROPERTY.timerDeleteUniqueKey,
  PROPERTY.timerDelayLevel,
  PROPERTY.bornHost,
  PROPERTY.bornTimestamp,
  PROPERTY.dlqOriginTopic,
  PROPERTY.dlqOriginMessageId,
  PROPERTY.crc32,
  PROPERTY.priority,
  PROPERTY.liteTopic,
]);
