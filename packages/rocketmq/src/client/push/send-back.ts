import { call } from '../../connection/call.ts';
import { PROPERTY } from '../../message/property-names.ts';
import { retryTopic } from '../../names/topic-names.ts';
import { CONSUMER_SEND_MSG_BACK } from '../../protocol/requests/consumer.ts';
import type { ClientCore } from '../core/client-core.ts';
import { prepareMessage, USUAL_PREPARATION } from '../producer/prepared-message.ts';
import { sendTo } from '../producer/sender.ts';
import type { ReceivedMessage } from './received-message.ts';

/** The group in whose name Java's clients send such messages. */
const INNER_PRODUCER = 'CLIENT_INNER_PRODUCER';
const TIMEOUT_MS = 5_000;
/** The level of the first retry. */
const FIRST_LEVEL = 3;

/** Sends messages back that a group could not consume. */
export interface SendBack {
  readonly core: ClientCore;
  /** As brokers know it. */
  readonly group: string;
  readonly maxReconsumeTimes: number;
}

/**
 * Has the broker put a message into the retry topic of the group, or to its dead letters when it came too often. Throws the
 * errors of the broker and of the connection.
 */
export const sendBack = async (
  { core, group, maxReconsumeTimes }: SendBack,
  { stored, queue, topic, messageId }: ReceivedMessage,
  delayLevel: number,
): Promise<void> => {
  const connection = await core.connect(await core.masterOf(core.wrapQueue(queue)));
  await call(
    connection,
    CONSUMER_SEND_MSG_BACK,
    {
      ...{ group, delayLevel, maxReconsumeTimes, originMsgId: messageId, originTopic: core.wrap(topic) },
      offset: stored.commitLogOffset,
    },
    { timeoutMs: TIMEOUT_MS },
  );
};

/**
 * Writes a message to the retry topic of the group as a message of its own: when its broker does not take it back, and from
 * orderly consumers, where brokers must not look after the count. Throws what sending throws. Source:
 * DefaultMQPushConsumerImpl.sendMessageBackAsNormalMessage.
 */
export const sendAgain = async (
  { core, group, maxReconsumeTimes }: SendBack,
  { stored, topic, messageId, reconsumeTimes }: ReceivedMessage,
): Promise<void> => {
  const properties = new Map(stored.properties);
  properties.delete(PROPERTY.transactionPrepared);
  if (!properties.has(PROPERTY.originMessageId)) properties.set(PROPERTY.originMessageId, messageId);
  properties.set(PROPERTY.retryTopic, core.wrap(topic));
  properties.set(PROPERTY.reconsumeTimes, String(reconsumeTimes + 1));
  properties.set(PROPERTY.maxReconsumeTimes, String(maxReconsumeTimes));
  const message = prepareMessage(
    core,
    {
      topic: retryTopic(group),
      body: stored.body,
      flag: stored.flag,
      delayLevel: FIRST_LEVEL + reconsumeTimes,
      systemProperties: properties,
    },
    { ...USUAL_PREPARATION, group: INNER_PRODUCER },
  );
  const queues = await core.routes.queuesToWrite(message.topic);
  await sendTo(core, message, queues[Math.floor(Math.random() * queues.length)]!, TIMEOUT_MS);
};
