import { joinKeys } from '../../message/keys.ts';
import { PROPERTY, SYSTEM_PROPERTIES } from '../../message/property-names.ts';
import { clientErrors } from '../errors.ts';

/** Properties by name. */
export type PropertyInput = Readonly<Record<string, string>> | ReadonlyMap<string, string>;

/** A message to be sent. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly body: Buffer;
  /** Consumers can choose by it; one only. */
  readonly tag?: string | undefined;
  /** By which the message can be looked up; without spaces in them. */
  readonly keys?: readonly string[] | undefined;
  /** The user's own number; RocketMQ does nothing with it. */
  readonly flag?: number | undefined;
  /** The user's own properties. */
  readonly properties?: PropertyInput | undefined;
  /** Delivered later, by a level of the broker's from 1 on, see `DEFAULT_DELAY_LEVELS`. */
  readonly delayLevel?: number | undefined;
  /** 5.x: delivered so many milliseconds later. */
  readonly delayMs?: number | undefined;
  /** 5.x: delivered at this time, in ms since 1970. */
  readonly deliverAt?: number | undefined;
  /** False: the answer does not wait until the message is on disk and on a replica, where the broker would. */
  readonly waitStored?: boolean | undefined;
  /**
   * Properties of RocketMQ's own, for whoever copies messages: they are sent as they are, such as UNIQ_KEY, which is
   * made up otherwise.
   */
  readonly systemProperties?: PropertyInput | undefined;
  /**
   * The system flag that belongs to the body, for whoever copies messages: the body is sent as it is then, and only the bits
   * for compression and multiple tags count. Source: SYS_FLAG.
   */
  readonly sysFlag?: number | undefined;
}

const entriesOf = (properties: PropertyInput): Iterable<[string, string]> =>
  properties instanceof Map ? properties : Object.entries(properties);

const put = (
  properties: Map<string, string>,
  name: string,
  value: string | number | boolean | undefined,
): void => {
  if (value !== undefined) properties.set(name, String(value));
};

/**
 * All properties of a message, with its fields that are properties and with a unique key. Throws ROCKETMQ_PROPERTY_RESERVED
 * for a property of the user that has the name of one of RocketMQ's own.
 */
export const propertiesOf = (
  message: OutgoingMessage,
  nextUniqueKey: () => string,
  instanceId: string | undefined,
): Map<string, string> => {
  const { keys, delayMs, deliverAt } = message;
  const properties = new Map<string, string>();
  if (message.properties) {
    for (const [name, value] of entriesOf(message.properties)) {
      if (SYSTEM_PROPERTIES.has(name)) throw clientErrors.ROCKETMQ_PROPERTY_RESERVED({ name });
      properties.set(name, value);
    }
  }
  if (message.systemProperties) {
    for (const [name, value] of entriesOf(message.systemProperties)) properties.set(name, value);
  }
  put(properties, PROPERTY.tags, message.tag || undefined);
  if (keys !== undefined && keys.length > 0) properties.set(PROPERTY.keys, joinKeys(keys));
  put(properties, PROPERTY.delayLevel, message.delayLevel);
  put(properties, PROPERTY.timerDelayMs, delayMs);
  put(properties, PROPERTY.timerDeliverMs, deliverAt);
  put(properties, PROPERTY.waitStored, message.waitStored);
  put(properties, PROPERTY.instanceId, instanceId);
  if (!properties.has(PROPERTY.uniqueKey)) properties.set(PROPERTY.uniqueKey, nextUniqueKey());
  return properties;
};
