import { decodeMessages } from '../message/decode-messages.ts';
import { splitKeys } from '../message/keys.ts';
import { PROPERTY } from '../message/property-names.ts';
import type { StoredMessage } from '../message/stored-message.ts';
import { QUERY_MESSAGE } from '../protocol/requests/queries.ts';
import { readableBrokersOfTopic } from './brokers-of-topic.ts';
import { type MessageSearch, searchOf } from './found-messages.ts';
import { onBrokers } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';

/** When messages were stored, in milliseconds since 1970, both ends included; an end that is left out is open. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What is looked for in the index of a broker. */
interface Query extends TimeRange {
  readonly topic: string;
  readonly key: string;
  readonly limit: number;
  readonly isUniqueKey: boolean;
}

const ALWAYS = (1n << 63n) - 1n;
/** As many as a broker finds at once unless told otherwise (`maxMsgsNumBatch`). */
const DEFAULT_LIMIT = 64;

const hasKey = ({ topic, key, isUniqueKey }: Query, message: StoredMessage): boolean => {
  if (message.topic !== topic) return false;
  if (isUniqueKey) return message.property(PROPERTY.uniqueKey) === key;
  return splitKeys(message.property(PROPERTY.keys) ?? '').includes(key);
};

/** The index goes by hashes: others that have the same one are left out here. */
const queryBroker = async (admin: RocketmqAdmin, address: string, query: Query): Promise<StoredMessage[]> => {
  const { topic, key, from, to, limit, isUniqueKey } = query;
  const { body } = await ask(admin, address, QUERY_MESSAGE, {
    ...{ topic, key, maxNum: limit },
    beginTimestamp: BigInt(from ?? 0),
    endTimestamp: to === undefined ? ALWAYS : BigInt(to),
    ...(isUniqueKey ? { _UNIQUE_KEY_QUERY: true } : {}),
  });
  return body === undefined ? [] : decodeMessages(body).filter((message) => hasKey(query, message));
};

const search = async (admin: RocketmqAdmin, query: Query): Promise<MessageSearch> =>
  searchOf(
    await onBrokers(await readableBrokersOfTopic(admin, query.topic), ({ address }) =>
      queryBroker(admin, address, query),
    ),
  );

/**
 * Messages of a topic with a key, at most `limit` of each broker, the newest of them: brokers build their index a moment
 * after a message was stored. Throws ROCKETMQ_TOPIC_UNKNOWN, and what `NameServers.call` throws.
 */
export const messagesByKey = (
  admin: RocketmqAdmin,
  topic: string,
  key: string,
  { limit = DEFAULT_LIMIT, ...range }: TimeRange & { readonly limit?: number } = {},
): Promise<MessageSearch> => search(admin, { topic, key, limit, ...range, isUniqueKey: false });

/**
 * Messages of a topic with the id that their producer gave them (UNIQ_KEY): one, or several where it was sent again.
 * Throws ROCKETMQ_TOPIC_UNKNOWN, and what `NameServers.call` throws.
 */
export const messagesByUniqueKey = (
  admin: RocketmqAdmin,
  topic: string,
  key: string,
  range: TimeRange = {},
): Promise<MessageSearch> => search(admin, { topic, key, limit: DEFAULT_LIMIT, ...range, isUniqueKey: true });
