/** How a request ended: Java's `ResponseCode` and `RemotingSysResponseCode`, as far as clients and operators meet them. */
export const RESPONSE = {
  SUCCESS: 0,
  SYSTEM_ERROR: 1,
  SYSTEM_BUSY: 2,
  REQUEST_CODE_NOT_SUPPORTED: 3,
  TRANSACTION_FAILED: 4,
  FLUSH_DISK_TIMEOUT: 10,
  SLAVE_NOT_AVAILABLE: 11,
  FLUSH_SLAVE_TIMEOUT: 12,
  MESSAGE_ILLEGAL: 13,
  SERVICE_NOT_AVAILABLE: 14,
  VERSION_NOT_SUPPORTED: 15,
  NO_PERMISSION: 16,
  TOPIC_NOT_EXIST: 17,
  PULL_NOT_FOUND: 19,
  PULL_RETRY_IMMEDIATELY: 20,
  PULL_OFFSET_MOVED: 21,
  QUERY_NOT_FOUND: 22,
  SUBSCRIPTION_PARSE_FAILED: 23,
  SUBSCRIPTION_NOT_EXIST: 24,
  SUBSCRIPTION_NOT_LATEST: 25,
  SUBSCRIPTION_GROUP_NOT_EXIST: 26,
  INVALID_PARAMETER: 29,
  CONSUMER_NOT_ONLINE: 206,
  CONSUME_MSG_TIMEOUT: 207,
  NO_MESSAGE: 208,
  BROADCAST_CONSUMPTION: 213,
  FLOW_CONTROL: 215,
  GO_AWAY: 1500,
  USER_NOT_EXIST: 3001,
  POLICY_NOT_EXIST: 3002,
} as const;

/** The name of a response code. */
export type ResponseName = keyof typeof RESPONSE;

const NAMES: ReadonlyMap<number, ResponseName> = new Map(
  Object.entries(RESPONSE).map(([name, code]) => [code, name as ResponseName]),
);

/** The name of a response code, or undefined when it is none of those. */
export const responseName = (code: number): ResponseName | undefined => NAMES.get(code);
