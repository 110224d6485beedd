import { isCodedError } from '@mqferry/core';

/** Another broker may take the message: codes 1, 14, 16 and 17 of brokers, and a broker that cannot be reached. */
const RETRIED: ReadonlySet<string> = new Set([
  'ROCKETMQ_SYSTEM_ERROR',
  'ROCKETMQ_SERVICE_NOT_AVAILABLE',
  'ROCKETMQ_NO_PERMISSION',
  'ROCKETMQ_TOPIC_NOT_EXIST',
  'ROCKETMQ_GO_AWAY',
  'ROCKETMQ_BROKER_UNKNOWN',
  'ROCKETMQ_CONNECT_FAILED',
  'ROCKETMQ_TLS_FAILED',
  'ROCKETMQ_DISCONNECTED',
  'ROCKETMQ_TIMEOUT',
]);

/** NO_BUYER_ID and NOT_IN_CURRENT_UNIT, which have no error of their own. */
const RETRIED_CODES: ReadonlySet<unknown> = new Set([204, 205]);

/** Whether a message that was not taken is sent again, to another queue (`DefaultMQProducer.retryResponseCodes`). */
export const isSentAgain = (error: unknown): boolean =>
  isCodedError(error) &&
  (RETRIED.has(error.code) ||
    (error.code === 'ROCKETMQ_UNKNOWN_RESPONSE' && RETRIED_CODES.has(error.parameters.code)));
