import type { SocketAddress } from '@mqferry/core';
import type { MessageFormat } from './layout.ts';

/** What is needed to write a stored message. */
export interface StoredMessageFields {
  /** 2 for topics of more than 127 bytes, which only 5.x stores. */
  readonly format: MessageFormat;
  /** Checksum of `storedBody`, see `bodyCrcOf`. */
  readonly bodyCrc: number;
  readonly queueId: number;
  /** The user's own number. RocketMQ does nothing with it. */
  readonly flag: number;
  readonly queueOffset: bigint;
  readonly commitLogOffset: bigint;
  /** Bits, see `SYS_FLAG`. */
  readonly sysFlag: number;
  /** When the producer made the message, in ms since 1970 by its clock. */
  readonly bornTimestamp: bigint;
  /** The producer as the broker saw it. */
  readonly bornHost: SocketAddress;
  /** When the broker stored the message, in ms since 1970 by its clock. */
  readonly storeTimestamp: bigint;
  /** The broker that stored it. */
  readonly storeHost: SocketAddress;
  /** How often the message was sent back by a consumer. */
  readonly reconsumeTimes: number;
  /** Of a message that ends a transaction: where the half message is. */
  readonly preparedTransactionOffset: bigint;
  /** The body as it is stored, maybe compressed. */
  readonly storedBody: Buffer;
  readonly topic: string;
  /** The properties as they are stored. */
  readonly propertyBytes: Buffer;
}

/**
 * A message as a broker stores and sends it. Buffers are views on the data it was read from, so they keep all of that in
 * memory. Fields are read from there when they are asked for, which spreading an object does not: see `changedMessage`.
 */
export interface StoredMessage extends StoredMessageFields {
  /** The whole message, as it is stored. */
  readonly raw: Buffer;
  /**
   * The body, decompressed. Throws ROCKETMQ_MESSAGE_UNKNOWN_COMPRESSION, ROCKETMQ_MESSAGE_DECOMPRESSION_FAILED and
   * ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED.
   */
  readonly body: Buffer;
  /** The properties by name, see `decodeProperties`. */
  readonly properties: ReadonlyMap<string, string>;
  /** One of them, which takes less than all of them to be read. */
  property(name: string): string | undefined;
}

/** The fields of a message with some of them changed, to be encoded. */
export const changedMessage = (
  message: StoredMessageFields,
  changes: Partial<StoredMessageFields>,
): StoredMessageFields => ({
  format: message.format,
  bodyCrc: message.bodyCrc,
  queueId: message.queueId,
  flag: message.flag,
  queueOffset: message.queueOffset,
  commitLogOffset: message.commitLogOffset,
  sysFlag: message.sysFlag,
  bornTimestamp: message.bornTimestamp,
  bornHost: message.bornHost,
  storeTimestamp: message.storeTimestamp,
  storeHost: message.storeHost,
  reconsumeTimes: message.reconsumeTimes,
  preparedTransactionOffset: message.preparedTransactionOffset,
  storedBody: message.storedBody,
  topic: message.topic,
  propertyBytes: message.propertyBytes,
  ...changes,
});
