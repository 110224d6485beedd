import { RETRY_PREFIX } from '../names/topic-names.ts';
import { messageErrors } from './errors.ts';
import { type MessageProperties, propertiesByName } from './properties.ts';
import { PROPERTY } from './property-names.ts';

/** Properties that delay a message, if they are above 0. */
const DELAYS = [
  PROPERTY.delayLevel,
  PROPERTY.timerDelayMs,
  PROPERTY.timerDelaySeconds,
  PROPERTY.timerDeliverMs,
] as const;

interface Checked {
  readonly topic: string;
  readonly properties: MessageProperties;
}

/** Whether the producer waits until the message is stored. As in Java, which takes everything but “true” for false. */
const waitsStored = (properties: ReadonlyMap<string, string>): boolean => {
  const value = properties.get(PROPERTY.waitStored);
  return value === undefined || value.toLowerCase() === 'true';
};

/**
 * Checks what Java's clients check before they send messages as one batch, by the stricter rules of 5.x: brokers store
 * delayed messages of a batch at once, without a word. Throws ROCKETMQ_BATCH_EMPTY, ROCKETMQ_BATCH_DELAYED,
 * ROCKETMQ_BATCH_RETRY_TOPIC, ROCKETMQ_BATCH_TOPICS_DIFFER and ROCKETMQ_BATCH_WAIT_DIFFERS.
 * Source: MessageBatch.generateFromList.
 */
export const checkBatch = (messages: readonly Checked[]): void => {
  const first = messages[0];
  if (first === undefined) throw messageErrors.ROCKETMQ_BATCH_EMPTY({});
  if (first.topic.startsWith(RETRY_PREFIX)) {
    throw messageErrors.ROCKETMQ_BATCH_RETRY_TOPIC({ topic: first.topic });
  }
  const waits = waitsStored(propertiesByName(first.properties));
  for (const { topic, properties } of messages) {
    const byName = propertiesByName(properties);
    const property = DELAYS.find((name) => Number(byName.get(name) ?? 0) > 0);
    if (property) throw messageErrors.ROCKETMQ_BATCH_DELAYED({ topic, property });
    if (topic !== first.topic) {
      throw messageErrors.ROCKETMQ_BATCH_TOPICS_DIFFER({ first: first.topic, other: topic });
    }
    if (waitsStored(byName) !== waits) throw messageErrors.ROCKETMQ_BATCH_WAIT_DIFFERS({ topic });
  }
};
