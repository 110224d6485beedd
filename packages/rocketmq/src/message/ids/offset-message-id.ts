import type { SocketAddress } from '@mqferry/core';
import { messageErrors } from '../errors.ts';
import { hostSize, isV6Host, readHost, writeHost } from '../host.ts';

const OFFSET_BYTES = 8;
const OFFSET_ID = /^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{56})$/;

/** Where a stored message is: what `offsetMsgId` in the answer to a send says. */
export interface MessageLocation {
  /** The broker that stored it. */
  readonly storeHost: SocketAddress;
  readonly commitLogOffset: bigint;
}

/**
 * The id of a stored message: the broker's address and the offset in its commit log, in hexadecimal; 32 digits with an
 * IPv4 address, 56 with IPv6. Throws ROCKETMQ_HOST_INVALID. Source: MessageDecoder.createMessageId.
 */
export const offsetMessageId = ({ storeHost, commitLogOffset }: MessageLocation): string => {
  const bytes = Buffer.allocUnsafe(hostSize(isV6Host(storeHost)) + OFFSET_BYTES);
  bytes.writeBigInt64BE(commitLogOffset, writeHost(bytes, 0, storeHost));
  return bytes.toString('hex').toUpperCase();
};

/** Reads what `offsetMessageId` gives. Throws ROCKETMQ_MESSAGE_ID_MALFORMED. Source: MessageDecoder.decodeMessageId. */
export const parseOffsetMessageId = (id: string): MessageLocation => {
  if (!OFFSET_ID.test(id)) throw messageErrors.ROCKETMQ_MESSAGE_ID_MALFORMED({ id });
  const bytes = Buffer.from(id, 'hex');
  const hostEnd = bytes.length - OFFSET_BYTES;
  return {
    storeHost: readHost(bytes, 0, hostEnd === hostSize(true)),
    commitLogOffset: bytes.readBigInt64BE(hostEnd),
  };
};
