import { decodeBatch, MAX_BATCH_ENTRIES } from './batch.ts';
import { bodyCrcOf } from './body-crc.ts';
import { compressionOf } from './compression.ts';
import { messageErrors } from './errors.ts';
import { decodeProperties } from './properties.ts';
import { changedMessage, type StoredMessage } from './stored-message.ts';
import { withoutInnerBatch } from './sys-flag.ts';

/**
 * The messages in a batch that a 5.x broker stored as one message, in the queue offsets from that of the whole on. They
 * have their own flag, body and properties, and the rest from the whole. Their system flag does not call them a batch
 * any more, nor compressed: only the whole is. Source: MessageDecoder.decodeMessage(MessageExt, List) and PullAPIWrapper.
 * Throws ROCKETMQ_MESSAGE_MALFORMED, also for more than `limit` messages, and what reading `body` throws.
 */
export const unwrapInnerBatch = (
  whole: StoredMessage,
  limit: number = MAX_BATCH_ENTRIES,
): StoredMessage[] => {
  const shared = changedMessage(whole, { sysFlag: withoutInnerBatch(whole.sysFlag) });
  return decodeBatch(whole.body, limit).map(({ flag, body, propertyBytes, raw }, i) => {
    const queueOffset = whole.queueOffset + BigInt(i);
    const own = { flag, queueOffset, storedBody: body, bodyCrc: bodyCrcOf(body), propertyBytes };
    let properties: ReadonlyMap<string, string> | undefined;
    return {
      ...shared,
      ...own,
      raw,
      body,
      get properties() {
        properties ??= decodeProperties(propertyBytes);
        return properties;
      },
      property(name) {
        return this.properties.get(name);
      },
    };
  });
};

/**
 * Takes inner batches apart that come together, as in the answer to one pull. However many there are, together they give
 * no more messages than one may have, and compressed ones no more bytes than `decompressedLimit`: a few kilobytes could
 * become any number of either. Throws as `unwrapInnerBatch` does.
 */
export const createUnwrapper = (decompressedLimit: number): ((whole: StoredMessage) => StoredMessage[]) => {
  let messagesLeft = MAX_BATCH_ENTRIES;
  let bytesLeft = decompressedLimit;
  return (whole) => {
    const compression = compressionOf(whole.sysFlag);
    if (compression !== undefined) bytesLeft -= whole.body.length;
    if (compression !== undefined && bytesLeft < 0) {
      throw messageErrors.ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED({ compression, limit: decompressedLimit });
    }
    const messages = unwrapInnerBatch(whole, messagesLeft);
    messagesLeft -= messages.length;
    return messages;
  };
};
