/**
 * The requests that applications make of brokers (Java's `DefaultMQProducer`, `DefaultMQPushConsumer`, `DefaultLitePullConsumer`
 * and what they implement of `MQAdmin`, without creating topics). All others are those of administrators and brokers, some of
 * which change how a broker runs (CVE-2023-33246): they go to a broker itself.
 */
const CLIENT_CODES: ReadonlySet<number> = new Set([
  /** SEND_MESSAGE, SEND_MESSAGE_V2, SEND_BATCH_MESSAGE, SEND_REPLY_MESSAGE, SEND_REPLY_MESSAGE_V2, RECALL_MESSAGE */
  ...[10, 310, 320, 324, 325, 370],
  /** PULL_MESSAGE, LITE_PULL_MESSAGE, QUERY_MESSAGE, VIEW_MESSAGE_BY_ID */
  ...[11, 361, 12, 33],
  /** QUERY_CONSUMER_OFFSET, UPDATE_CONSUMER_OFFSET */
  ...[14, 15],
  /** SEARCH_OFFSET_BY_TIMESTAMP, GET_MAX_OFFSET, GET_MIN_OFFSET, GET_EARLIEST_MSG_STORETIME */
  ...[29, 30, 31, 32],
  /** HEART_BEAT, UNREGISTER_CLIENT, CHECK_CLIENT_CONFIG, GET_CONSUMER_LIST_BY_GROUP, QUERY_ASSIGNMENT */
  ...[34, 35, 46, 38, 400],
  /** CONSUMER_SEND_MSG_BACK, END_TRANSACTION, LOCK_BATCH_MQ, UNLOCK_BATCH_MQ */
  ...[36, 37, 41, 42],
  /** POP_MESSAGE, ACK_MESSAGE, PEEK_MESSAGE, CHANGE_MESSAGE_INVISIBLETIME, NOTIFICATION, POLLING_INFO, BATCH_ACK_MESSAGE */
  ...[200_050, 200_051, 200_052, 200_053, 200_054, 200_055, 200_151],
]);

/** Whether an application may ask this of a broker. */
export const isOfClients = (code: number): boolean => CLIENT_CODES.has(code);
