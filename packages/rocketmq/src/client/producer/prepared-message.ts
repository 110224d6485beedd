import { encodeBatch } from '../../message/batch.ts';
import { compressBody, type MessageCompression, withCompression } from '../../message/compression.ts';
import { propertyText } from '../../message/properties.ts';
import { PROPERTY } from '../../message/property-names.ts';
import { SYS_FLAG, withTransactionState } from '../../message/sys-flag.ts';
import { AUTO_CREATE_TOPIC } from '../../names/system-names.ts';
import { RETRY_PREFIX } from '../../names/topic-names.ts';
import type { FieldValues } from '../../protocol/fields.ts';
import type { SEND_MESSAGE_V2 } from '../../protocol/requests/messages.ts';
import type { ClientCore } from '../core/client-core.ts';
import { DEFAULT_TOPIC_QUEUES } from '../core/routes.ts';
import { type OutgoingMessage, propertiesOf } from './outgoing-message.ts';

/** Bits of the system flag that belong to the body rather than to its way. */
const BODY_FLAGS = SYS_FLAG.compressed | SYS_FLAG.compressionType | SYS_FLAG.multiTags;

/** Fields of the request, without queue and broker. */
type PreparedFields = Omit<FieldValues<(typeof SEND_MESSAGE_V2)['fields']>, 'e' | 'n'>;

/** A message as it will be sent, whichever queue it goes to. */
export interface PreparedMessage {
  /** As brokers know it. */
  readonly topic: string;
  readonly kind: 'message' | 'batch' | 'reply';
  readonly fields: PreparedFields;
  readonly body: Buffer;
  readonly messageId: string;
  /**
   * Property for the batch as a whole: 5.x wants it where a batch is stored as one message. 4.9 appends the properties of
   * a batch to those of each message in it, which then would lose their own.
   */
  readonly batchKey?: string;
}

/** How messages are prepared. */
export interface PrepareOptions {
  /** As brokers know it. */
  readonly group: string;
  readonly compression: MessageCompression;
  readonly compressFromBytes: number;
  readonly createTopicLike: string;
  readonly createTopicQueues: number;
}

/** As Java's producers prepare them. */
export const USUAL_PREPARATION = {
  compression: 'zlib',
  compressFromBytes: 4096,
  createTopicLike: AUTO_CREATE_TOPIC,
  createTopicQueues: DEFAULT_TOPIC_QUEUES,
} as const;

interface Parts {
  readonly topic: string;
  readonly sysFlag: number;
  readonly flag: number | undefined;
  readonly properties: ReadonlyMap<string, string>;
  readonly batch: boolean;
  readonly reconsumeTimes?: number;
  readonly maxReconsumeTimes?: number | undefined;
}

const fieldsOf = (options: PrepareOptions, parts: Parts): PreparedFields => ({
  a: options.group,
  b: parts.topic,
  c: options.createTopicLike,
  d: options.createTopicQueues,
  f: parts.sysFlag,
  g: BigInt(Date.now()),
  h: parts.flag ?? 0,
  // 4.9 reads an empty text in a binary header as none, and then verifies a signature over the word “null”.
  i: propertyText(parts.properties) || undefined,
  j: parts.reconsumeTimes ?? 0,
  k: false,
  l: parts.maxReconsumeTimes,
  m: parts.batch,
});

const compressed = (
  { body, sysFlag }: OutgoingMessage,
  options: PrepareOptions,
): { body: Buffer; sysFlag: number } => {
  if (sysFlag !== undefined) return { body, sysFlag: sysFlag & BODY_FLAGS };
  if (body.length < options.compressFromBytes) return { body, sysFlag: 0 };
  const { compression } = options;
  return { body: compressBody(body, compression), sysFlag: withCompression(0, compression) };
};

const takeNumber = (properties: Map<string, string>, name: string): number | undefined => {
  const value = properties.get(name);
  properties.delete(name);
  return value === undefined ? undefined : Number(value);
};

const isReply = (properties: ReadonlyMap<string, string>): boolean =>
  properties.get(PROPERTY.messageType) === 'reply';

/**
 * What a message is sent as: its properties as a text, large bodies compressed. Throws ROCKETMQ_PROPERTY_RESERVED and
 * ROCKETMQ_PROPERTY_INVALID. Source: DefaultMQProducerImpl.sendKernelImpl.
 */
export const prepareMessage = (
  core: ClientCore,
  message: OutgoingMessage,
  options: PrepareOptions,
): PreparedMessage => {
  const topic = core.wrap(message.topic);
  const properties = propertiesOf(message, core.nextUniqueKey, core.namespace);
  const { body, sysFlag } = compressed(message, options);
  const isHalf = properties.get(PROPERTY.transactionPrepared) === 'true';
  // What a client itself puts into a retry topic bears the counts in the header.
  const isRetry = topic.startsWith(RETRY_PREFIX);
  const counts = isRetry && {
    reconsumeTimes: takeNumber(properties, PROPERTY.reconsumeTimes) ?? 0,
    maxReconsumeTimes: takeNumber(properties, PROPERTY.maxReconsumeTimes),
  };
  return {
    topic,
    kind: isReply(properties) ? 'reply' : 'message',
    fields: fieldsOf(options, {
      ...{ topic, flag: message.flag, properties, batch: false },
      sysFlag: isHalf ? withTransactionState(sysFlag, 'prepared') : sysFlag,
      ...counts,
    }),
    body,
    messageId: properties.get(PROPERTY.uniqueKey)!,
  };
};

/**
 * What messages are sent as together; their bodies are not compressed. Throws what `encodeBatch` throws and
 * ROCKETMQ_PROPERTY_RESERVED. Source: DefaultMQProducer.batch.
 */
export const prepareBatch = (
  core: ClientCore,
  messages: readonly OutgoingMessage[],
  options: PrepareOptions,
): PreparedMessage => {
  const batch = messages.map((message) => ({
    topic: core.wrap(message.topic),
    flag: message.flag ?? 0,
    body: message.body,
    properties: propertiesOf(message, core.nextUniqueKey, core.namespace),
  }));
  const body = encodeBatch(batch);
  const { topic, properties: first } = batch[0]!;
  const waits = first.get(PROPERTY.waitStored);
  const properties = new Map(waits === undefined ? [] : [[PROPERTY.waitStored, waits]]);
  return {
    topic,
    kind: 'batch',
    fields: fieldsOf(options, { topic, sysFlag: 0, flag: 0, properties, batch: true }),
    body,
    messageId: batch.map((message) => message.properties.get(PROPERTY.uniqueKey)).join(','),
    batchKey: propertyText(new Map([[PROPERTY.uniqueKey, core.nextUniqueKey()]])),
  };
};
