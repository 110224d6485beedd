import { decodeBatch } from './batch.ts';
import { bodyCrcOf } from './body-crc.ts';
import { decodeProperties } from './properties.ts';
import type { StoredMessage } from './stored-message.ts';
import { withoutInnerBatch } from './sys-flag.ts';

/**
 * The messages in a batch that a 5.x broker stored as one message, in the queue offsets from that of the whole on. They
 * have their own flag, body and properties, and the rest from the whole. Their system flag does not call them a batch
 * any more, nor compressed: only the whole is. Source: MessageDecoder.decodeMessage(MessageExt, List) and PullAPIWrapper.
 * Throws ROCKETMQ_MESSAGE_MALFORMED and what reading `body` throws.
 */
export const unwrapInnerBatch = (whole: StoredMessage): StoredMessage[] => {
  const { format, queueId, commitLogOffset, bornTimestamp, bornHost, storeTimestamp, storeHost } = whole;
  const { queueOffset, reconsumeTimes, preparedTransactionOffset, topic } = whole;
  const sysFlag = withoutInnerBatch(whole.sysFlag);
  return decodeBatch(whole.body).map(({ flag, body, propertyBytes, raw }, i) => ({
    format,
    bodyCrc: bodyCrcOf(body),
    queueId,
    flag,
    queueOffset: queueOffset + BigInt(i),
    commitLogOffset,
    sysFlag,
    bornTimestamp,
    bornHost,
    storeTimestamp,
    storeHost,
    reconsumeTimes,
    preparedTransactionOffset,
    storedBody: body,
    body,
    topic,
    propertyBytes,
    properties: decodeProperties(propertyBytes),
    raw,
  }));
};
