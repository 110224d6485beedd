import { isIPv4, isIPv6 } from 'node:net';
import type { SocketAddress } from '@mqferry/core';
import { messageErrors } from './errors.ts';

const V4_BYTES = 4;
const V6_BYTES = 16;
const PORT_BYTES = 4;

/** Bytes that an address with its port takes. */
export const hostSize = (isV6: boolean): number => (isV6 ? V6_BYTES : V4_BYTES) + PORT_BYTES;

/** Whether a host is an IPv6 address. Throws ROCKETMQ_HOST_INVALID for what is no address at all. */
export const isV6Host = ({ host }: SocketAddress): boolean => {
  if (isIPv4(host)) return false;
  if (isIPv6(host) && !host.includes('%')) return true;
  throw messageErrors.ROCKETMQ_HOST_INVALID({ host });
};

/** Where the longest run of at least two zero groups begins and ends. Source: RFC 5952. */
const longestZeros = (groups: readonly number[]): readonly [from: number, to: number] => {
  let longest: readonly [number, number] = [0, 0];
  for (let from = 0; from < groups.length; from += 1) {
    let to = from;
    while (groups[to] === 0) to += 1;
    if (to - from > Math.max(longest[1] - longest[0], 1)) longest = [from, to];
    from = to;
  }
  return longest;
};

const v6Text = (data: Buffer, at: number): string => {
  const groups = Array.from({ length: V6_BYTES / 2 }, (_, i) => data.readUInt16BE(at + 2 * i));
  const [from, to] = longestZeros(groups);
  const texts = groups.map((group) => group.toString(16));
  return to === 0 ? texts.join(':') : `${texts.slice(0, from).join(':')}::${texts.slice(to).join(':')}`;
};

/** The last 32 bits of an IPv6 address may be written as an IPv4 address. */
const withoutDots = (host: string): string =>
  host.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [a * 256 + Number(b), c * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );

const v6Groups = (host: string): number[] => {
  const [head, tail] = withoutDots(host)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = tail === undefined ? 0 : V6_BYTES / 2 - head!.length - tail.length;
  return [...head!, ...Array<string>(zeros).fill('0'), ...(tail ?? [])].map((group) =>
    Number.parseInt(group, 16),
  );
};

/** Reads an address and its port; the address must be whole. */
export const readHost = (data: Buffer, at: number, isV6: boolean): SocketAddress =>
  isV6
    ? { host: v6Text(data, at), port: data.readInt32BE(at + V6_BYTES) }
    : {
        host: `${data[at]}.${data[at + 1]}.${data[at + 2]}.${data[at + 3]}`,
        port: data.readInt32BE(at + V4_BYTES),
      };

/** Writes an address and its port, and gives the offset behind them. Throws ROCKETMQ_HOST_INVALID. */
export const writeHost = (data: Buffer, at: number, address: SocketAddress): number => {
  let end = at;
  if (isV6Host(address)) for (const group of v6Groups(address.host)) end = data.writeUInt16BE(group, end);
  else for (const byte of address.host.split('.')) end = data.writeUInt8(Number(byte), end);
  return data.writeInt32BE(address.port, end);
};
