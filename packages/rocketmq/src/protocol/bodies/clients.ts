import type { BodyValue } from '../body-value.ts';
import { readText, readTextList } from './values.ts';

/** A client that is connected to a broker: Java's `Connection`. */
export interface ClientConnection {
  readonly clientId: string;
  /** `host:port` as the broker sees it. */
  readonly clientAddr: string;
  /** As Java's `LanguageCode` names it: `JAVA`, `GO`; undefined where the broker does not know it. */
  readonly language: string | undefined;
  /** The release of the client, see `releaseName`. */
  readonly version: number;
}

/** What a group subscribes to: Java's `SubscriptionData`. */
export interface SubscriptionData {
  readonly topic: string;
  /** The expression; undefined where the client filters by a class of its own (until 4.9). */
  readonly subString: string | undefined;
  /** TAG or SQL92. */
  readonly expressionType: string | undefined;
  readonly tags: readonly string[];
  readonly subVersion: bigint;
}

/** The clients of a consumer group at one broker: Java's `ConsumerConnection`. */
export interface ConsumerConnections {
  readonly connections: readonly ClientConnection[];
  readonly subscriptions: readonly SubscriptionData[];
  /** CONSUME_PASSIVELY (push), CONSUME_ACTIVELY (pull) or CONSUME_POP. */
  readonly consumeType: string | undefined;
  /** CLUSTERING or BROADCASTING. */
  readonly messageModel: string | undefined;
  /** CONSUME_FROM_LAST_OFFSET and the like. */
  readonly consumeFromWhere: string | undefined;
}

/** A producer that is connected to a broker: Java's `ProducerInfo`. */
export interface ProducerClient {
  readonly clientId: string;
  /** `host:port` as the broker sees it. */
  readonly clientAddr: string;
  readonly language: string | undefined;
  readonly version: number;
  /** When it was last heard of, in milliseconds since 1970. */
  readonly lastSeenAt: bigint;
}

const readConnection = (value: BodyValue): ClientConnection => ({
  clientId: value.field('clientId').text(),
  clientAddr: value.field('clientAddr').text(),
  language: value.field('language').optional(readText),
  version: value.field('version').int32(),
});

export const readSubscriptionData = (value: BodyValue): SubscriptionData => ({
  topic: value.field('topic').text(),
  subString: value.field('subString').optional(readText),
  expressionType: value.field('expressionType').optional(readText),
  tags: value.field('tagsSet').optional(readTextList) ?? [],
  subVersion: value.field('subVersion').int64(),
});

export const readConsumerConnections = (value: BodyValue): ConsumerConnections => ({
  connections: value.field('connectionSet').list(readConnection),
  subscriptions: value
    .field('subscriptionTable')
    .entries(readSubscriptionData)
    .map(([, subscription]) => subscription),
  consumeType: value.field('consumeType').optional(readText),
  messageModel: value.field('messageModel').optional(readText),
  consumeFromWhere: value.field('consumeFromWhere').optional(readText),
});

export const readProducerConnections = (value: BodyValue): ClientConnection[] =>
  value.field('connectionSet').list(readConnection);

const readProducer = (value: BodyValue): ProducerClient => ({
  clientId: value.field('clientId').text(),
  // With a slash before it, as Java writes a socket's address.
  clientAddr: value.field('remoteIP').text().replace(/^\//, ''),
  language: value.field('language').optional(readText),
  version: value.field('version').int32(),
  lastSeenAt: value.field('lastUpdateTimestamp').int64(),
});

/** All producers by group: Java's `ProducerTableInfo`. */
export const readProducers = (value: BodyValue): ReadonlyMap<string, readonly ProducerClient[]> =>
  new Map(value.field('data').entries((producers) => producers.list(readProducer)));
