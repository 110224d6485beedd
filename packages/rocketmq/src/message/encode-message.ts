import { messageErrors } from './errors.ts';
import { hostSize, isV6Host, writeHost } from './host.ts';
import {
  AT,
  MAGIC,
  MAX_TOPIC_BYTES,
  PROPERTIES_LENGTH_BYTES,
  STORE_TIMESTAMP_BYTES,
  TO_BODY,
} from './layout.ts';
import { encodeProperties } from './properties.ts';
import type { StoredMessageFields } from './stored-message.ts';
import { SYS_FLAG } from './sys-flag.ts';

/**
 * Encodes a message as a broker stores it; a decoded message gives its own bytes again. The bits of the system flag that
 * say of which kind the hosts are follow from the hosts. Source: MessageDecoder.encode, MessageExtEncoder of 5.x.
 * Throws ROCKETMQ_HOST_INVALID, ROCKETMQ_TOPIC_TOO_LONG, ROCKETMQ_PROPERTIES_TOO_LONG.
 */
export const encodeStoredMessage = (message: StoredMessageFields): Buffer => {
  const { format, storedBody } = message;
  const bornV6 = isV6Host(message.bornHost);
  const storeV6 = isV6Host(message.storeHost);
  const topic = Buffer.from(message.topic);
  if (topic.length > MAX_TOPIC_BYTES[format]) {
    const limit = MAX_TOPIC_BYTES[format];
    throw messageErrors.ROCKETMQ_TOPIC_TOO_LONG({ topic: message.topic, size: topic.length, limit });
  }
  const properties = encodeProperties(message.propertyBytes);
  const size =
    AT.bornHost +
    hostSize(bornV6) +
    STORE_TIMESTAMP_BYTES +
    hostSize(storeV6) +
    TO_BODY.reconsumeTimes +
    storedBody.length +
    format +
    topic.length +
    PROPERTIES_LENGTH_BYTES +
    properties.length;
  const sysFlag =
    (message.sysFlag & ~(SYS_FLAG.bornHostV6 | SYS_FLAG.storeHostV6)) |
    (bornV6 ? SYS_FLAG.bornHostV6 : 0) |
    (storeV6 ? SYS_FLAG.storeHostV6 : 0);

  const data = Buffer.allocUnsafe(size);
  let at = data.writeInt32BE(size, 0);
  at = data.writeInt32BE(MAGIC[format], at);
  at = data.writeInt32BE(message.bodyCrc, at);
  at = data.writeInt32BE(message.queueId, at);
  at = data.writeInt32BE(message.flag, at);
  at = data.writeBigInt64BE(message.queueOffset, at);
  at = data.writeBigInt64BE(message.commitLogOffset, at);
  at = data.writeInt32BE(sysFlag, at);
  at = data.writeBigInt64BE(message.bornTimestamp, at);
  at = writeHost(data, at, message.bornHost);
  at = data.writeBigInt64BE(message.storeTimestamp, at);
  at = writeHost(data, at, message.storeHost);
  at = data.writeInt32BE(message.reconsumeTimes, at);
  at = data.writeBigInt64BE(message.preparedTransactionOffset, at);
  at = data.writeInt32BE(storedBody.length, at);
  at += storedBody.copy(data, at);
  at = format === 1 ? data.writeInt8(topic.length, at) : data.writeInt16BE(topic.length, at);
  at += topic.copy(data, at);
  at = data.writeInt16BE(properties.length, at);
  properties.copy(data, at);
  return data;
};
