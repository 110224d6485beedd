import type { SocketAddress } from '@mqferry/core';
import { connectionErrors } from './errors.ts';

const ADDRESS = /^(?:\[([^\]]+)\]|([^:[\]\s]+)|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)):(\d{1,5})$/;

/**
 * Reads `host:port`. An IPv6 address is in brackets or, as brokers register it, bare.
 * Throws ROCKETMQ_ADDRESS_INVALID.
 */
export const parseAddress = (text: string): SocketAddress => {
  const found = ADDRESS.exec(text.trim());
  const port = Number(found?.[4]);
  if (!found || port < 1 || port > 65_535) throw connectionErrors.ROCKETMQ_ADDRESS_INVALID({ value: text });
  return { host: (found[1] ?? found[2] ?? found[3])!, port };
};

/** Reads addresses that are separated by `;`, as RocketMQ writes lists of name servers. Throws ROCKETMQ_ADDRESS_INVALID. */
export const parseNameServers = (text: string): readonly SocketAddress[] => {
  const addresses = text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map(parseAddress);
  if (addresses.length === 0) throw connectionErrors.ROCKETMQ_ADDRESS_INVALID({ value: text });
  return addresses;
};

/** The address of the second listener of a broker, which serves no pulls of slow consumers (`MixAll.brokerVIPChannel`). */
export const vipAddress = ({ host, port }: SocketAddress): SocketAddress => ({ host, port: port - 2 });
