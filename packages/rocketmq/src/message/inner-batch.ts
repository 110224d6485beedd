import { decodeBatch } from './batch.ts';
import { bodyCrcOf } from './body-crc.ts';
import { decodeProperties } from './properties.ts';
import { changedMessage, type StoredMessage } from './stored-message.ts';
import { withoutInnerBatch } from './sys-flag.ts';

/**
 * The messages in a batch that a 5.x broker stored as one message, in the queue offsets from that of the whole on. They
 * have their own flag, body and properties, and the rest from the whole. Their system flag does not call them a batch
 * any more, nor compressed: only the whole is. Source: MessageDecoder.decodeMessage(MessageExt, List) and PullAPIWrapper.
 * Throws ROCKETMQ_MESSAGE_MALFORMED and what reading `body` throws.
 */
export const unwrapInnerBatch = (whole: StoredMessage): StoredMessage[] => {
  const sysFlag = withoutInnerBatch(whole.sysFlag);
  return decodeBatch(whole.body).map(({ flag, body, propertyBytes, raw }, i) => {
    const queueOffset = whole.queueOffset + BigInt(i);
    const own = { flag, sysFlag, queueOffset, storedBody: body, bodyCrc: bodyCrcOf(body), propertyBytes };
    const properties = decodeProperties(propertyBytes);
    const property = (name: string) => properties.get(name);
    return { ...changedMessage(whole, own), raw, body, properties, property };
  });
};
