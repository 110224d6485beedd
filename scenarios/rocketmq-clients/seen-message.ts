import { type OutgoingMessage, PROPERTY, type ReceivedMessage } from '@mqferry/rocketmq';

/** A message as a consumer in some language saw it. */
export interface SeenMessage {
  readonly topic: string;
  readonly body: Buffer;
  readonly flag: number;
  readonly properties: ReadonlyMap<string, string>;
  readonly reconsumeTimes: number;
  readonly queueId: number;
  readonly queueOffset: bigint;
  readonly messageId: string;
}

/** What one of our consumers saw. */
export const seenOf = (message: ReceivedMessage): SeenMessage => ({
  topic: message.topic,
  body: message.body,
  flag: message.flag,
  properties: message.properties,
  reconsumeTimes: message.reconsumeTimes,
  queueId: message.queue.queueId,
  queueOffset: message.queueOffset,
  messageId: message.messageId,
});

const OWN: ReadonlySet<string> = new Set(Object.values(PROPERTY));

/** What must be the same of a message at both ends; bodies as texts, for they are easier to read when they differ. */
export const contentOf = ({ topic, body, flag, properties }: SeenMessage) => ({
  topic,
  body: body.toString('latin1'),
  flag,
  tag: properties.get(PROPERTY.tags),
  keys: properties.get(PROPERTY.keys),
  properties: Object.fromEntries([...properties].filter(([name]) => !OWN.has(name)).sort()),
});

/** What a message that is sent must be seen as. */
export const expectedOf = ({ topic, body, flag = 0, tag, keys, properties = {} }: OutgoingMessage) => ({
  topic,
  body: body.toString('latin1'),
  flag,
  tag,
  keys: keys?.join(' '),
  properties: Object.fromEntries(Object.entries(properties).sort()),
});
