import { tagCode } from '../message/keys.ts';

/** Which messages of a topic a consumer wants. */
export interface Subscription {
  readonly topic: string;
  /** `*`, tags joined by `||`, or an expression of SQL92. */
  readonly expression: string;
  readonly type: 'TAG' | 'SQL92';
  /** Goes up with each change, so that brokers know the newest: ms since 1970. */
  readonly version: number;
  /** The tags; none when every message is wanted, or the expression is no list of tags. */
  readonly tags: ReadonlySet<string>;
}

/** A choice of messages, as a program writes it. */
export interface SubscriptionOptions {
  readonly topic: string;
  /** Tags of which a message has one; every message unless given. */
  readonly tags?: readonly string[] | undefined;
  /** An expression of SQL92 over properties, instead of tags. Brokers need enablePropertyFilter. */
  readonly sql?: string | undefined;
}

export const ALL_TAGS = '*';

/** Reads a choice as brokers are told of it (`FilterAPI.buildSubscriptionData`). */
export const createSubscription = (
  { tags = [], sql }: Omit<SubscriptionOptions, 'topic'>,
  topic: string,
): Subscription => {
  const version = Date.now();
  if (sql !== undefined) return { topic, expression: sql, type: 'SQL92', version, tags: new Set() };
  const wanted = tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
  const all = wanted.length === 0 || wanted.includes(ALL_TAGS);
  return {
    ...{ topic, expression: all ? ALL_TAGS : wanted.join(' || '), type: 'TAG', version },
    tags: new Set(all ? [] : wanted),
  };
};

/**
 * Whether a message that a broker has found by the hash of its tag is one of those that are wanted: other tags can have
 * the same hash.
 */
export const isWanted = ({ tags }: Subscription, tag: string | undefined): boolean =>
  tags.size === 0 || (tag !== undefined && tags.has(tag));

/** A subscription as it stands in a heartbeat: Java's `SubscriptionData`. */
export const subscriptionData = ({ topic, expression, type, version, tags }: Subscription) => ({
  classFilterMode: false,
  topic,
  subString: expression,
  tagsSet: [...tags],
  codeSet: [...tags].map(tagCode),
  subVersion: version,
  expressionType: type,
});
