import { type WireMessage, withField } from './wire-message.ts';

/**
 * What the gateway knows of RocketMQ's gRPC protocol: the numbers of the fields that it reads or changes, from
 * apache/rocketmq/v2/definition.proto and service.proto of apache/rocketmq-apis. All others pass as they are.
 */

/** The service whose methods clients call. */
const SERVICE = '/apache.rocketmq.v2.MessagingService/';

/** The name of a method of the service; undefined where a path is of none. */
export const methodOf = (path: string): string | undefined =>
  path.startsWith(SERVICE) ? path.slice(SERVICE.length) : undefined;

export const pathOf = (method: string): string => SERVICE + method;

export const RESOURCE = { name: 2 } as const;
export const ENDPOINTS = { scheme: 1, addresses: 2 } as const;
export const ADDRESS = { host: 1, port: 2 } as const;
export const BROKER = { name: 1, endpoints: 3 } as const;
export const QUEUE = { permission: 3, broker: 4 } as const;
export const ASSIGNMENT = { queue: 1 } as const;

/** Of every answer. */
export const ANSWER = { status: 1 } as const;
export const STATUS = { code: 1, message: 2 } as const;

export const QUERY_ROUTE = { topic: 1, endpoints: 2, queues: 2 } as const;
export const QUERY_ASSIGNMENT = { topic: 1, group: 2, endpoints: 3, assignments: 2 } as const;
export const SEND = { messages: 1, entries: 2 } as const;
export const SENT = { recallHandle: 5 } as const;
export const MESSAGE = { topic: 1 } as const;
export const RECEIVE = { queue: 2 } as const;
export const RECALL = { topic: 1, handle: 2 } as const;
export const SYNC_LITE = { topic: 2 } as const;

export const TELEMETRY = { settings: 2 } as const;
export const SETTINGS = { clientType: 1, publishing: 5, subscription: 6 } as const;
export const PUBLISHING = { topics: 1 } as const;
export const SUBSCRIPTION = { group: 1, entries: 2 } as const;
export const SUBSCRIPTION_ENTRY = { topic: 1 } as const;

/** `AddressScheme`. */
export const SCHEME = { IPv4: 1, IPv6: 2, DOMAIN_NAME: 3 } as const;

/** `Permission`. */
export const PERMISSION = { NONE: 1, READ: 2, WRITE: 3, READ_WRITE: 4 } as const;

/** `ClientType`: those that ask for messages themselves. */
export const CLIENT_TYPE = { SIMPLE_CONSUMER: 3, LITE_SIMPLE_CONSUMER: 6 } as const;

/** `Code`. */
export const CODE = {
  OK: 20_000,
  FORBIDDEN: 40_300,
  TOPIC_NOT_FOUND: 40_402,
  UNSUPPORTED: 50_500,
} as const;

/** An answer that has nothing but a status. */
export const statusAnswer = (code: number, text: string): WireMessage =>
  withField([], ANSWER.status, withField(withField([], STATUS.code, code), STATUS.message, text));
