import { randomInt } from 'node:crypto';
import { hostSize, isV6Host, readHost, writeHost } from '../host.ts';
import { ownAddress } from './own-address.ts';

/** Behind the address: process 2, class loader 4, time 4, counter 2. */
const REST_BYTES = 12;
const V6_ID_BYTES = 16 + REST_BYTES;
const PORT_BYTES = 4;

/** Where a producer's unique keys come from. */
export interface UniqueKeySource {
  /** An IP address of this machine. */
  readonly address: string;
  /** Of the process; its lower 16 bits are used. */
  readonly pid: number;
  /** Tells two sources in one process apart; in Java the hash of the class loader. */
  readonly loaderHash: number;
  /** The time, in ms since 1970. */
  readonly now: () => number;
}

/** What can be read from a unique key. */
export interface UniqueKeyParts {
  readonly address: string;
  readonly pid: number;
  readonly loaderHash: number;
  /** Time since the month began, in ms, by the producer's clock and time zone. */
  readonly sinceMonthStartMs: number;
  readonly counter: number;
}

const monthStart = (time: number, months = 0): number => {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime();
};

const hostBytes = (address: string): Buffer => {
  const host = { host: address, port: 0 };
  const bytes = Buffer.alloc(hostSize(isV6Host(host)));
  writeHost(bytes, 0, host);
  return bytes.subarray(0, -PORT_BYTES);
};

/**
 * Makes the ids that producers give to their messages (property UNIQ_KEY): address, process, class loader, time since
 * the month began by the local time zone, and a counter, in hexadecimal; 32 digits with an IPv4 address, 56 with IPv6.
 * One source gives 65,536 different ones a millisecond. Throws ROCKETMQ_HOST_INVALID.
 * Source: MessageClientIDSetter.createUniqID.
 */
export const createUniqueKeys = (source: Partial<UniqueKeySource> = {}): (() => string) => {
  const { address = ownAddress(), pid = process.pid, now = Date.now } = source;
  const { loaderHash = randomInt(2 ** 32) } = source;
  const own = hostBytes(address);
  const id = Buffer.alloc(own.length + REST_BYTES);
  own.copy(id);
  const timeAt = id.writeUInt32BE(loaderHash >>> 0, id.writeUInt16BE(pid & 0xffff, own.length));
  const counterAt = timeAt + 4;
  let start = monthStart(now());
  let next = monthStart(now(), 1);
  let counter = 0;
  return () => {
    const time = now();
    if (time >= next) {
      start = monthStart(time);
      next = monthStart(time, 1);
    }
    // A clock that was set back a little must not give a time that seems far ahead.
    id.writeUInt32BE(Math.max(time - start, 0), timeAt);
    id.writeUInt16BE(counter, counterAt);
    counter = (counter + 1) & 0xffff;
    return id.toString('hex').toUpperCase();
  };
};

const UNIQUE_KEY = /^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{56})$/;

/** Reads a unique key of a remoting client, undefined for another text. Any text of its length is taken for one. */
export const parseUniqueKey = (key: string): UniqueKeyParts | undefined => {
  if (!UNIQUE_KEY.test(key)) return undefined;
  const bytes = Buffer.from(key, 'hex');
  const at = bytes.length - REST_BYTES;
  const isV6 = bytes.length === V6_ID_BYTES;
  return {
    address: readHost(bytes, 0, isV6).host,
    pid: bytes.readUInt16BE(at),
    loaderHash: bytes.readUInt32BE(at + 2),
    sinceMonthStartMs: bytes.readUInt32BE(at + 6),
    counter: bytes.readUInt16BE(at + 10),
  };
};

/**
 * When a unique key was made, in ms since 1970: the last time, up to `now`, that lies so long behind the begin of a
 * month by the local time zone. The key does not say which month; beyond one it is a guess.
 * Source: MessageClientIDSetter.getNearlyTimeFromID.
 */
export const nearestTime = ({ sinceMonthStartMs }: UniqueKeyParts, now: number = Date.now()): number => {
  const time = monthStart(now) + sinceMonthStartMs;
  return time <= now ? time : monthStart(now, -1) + sinceMonthStartMs;
};
