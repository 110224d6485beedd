import { describe, expect, it } from 'vitest';
import { decodeMessages } from '../../../src/message/decode-messages.ts';
import { encodeStoredMessage } from '../../../src/message/encode-message.ts';
import { messageIdOf, parseMessageId } from '../../../src/message/ids/message-id.ts';
import { offsetMessageId, parseOffsetMessageId } from '../../../src/message/ids/offset-message-id.ts';
import { createUniqueKeys, nearestTime, parseUniqueKey } from '../../../src/message/ids/unique-key.ts';
import { encodeProperties } from '../../../src/message/properties.ts';
import { codeOf } from '../../coded.ts';
import { storedFields } from '../messages.ts';

const v4 = { storeHost: { host: '127.0.0.1', port: 10_911 }, commitLogOffset: 4711n };
const v6 = { storeHost: { host: '2001:db8::5', port: 10_911 }, commitLogOffset: (1n << 62n) + 3n };

describe('the id of a stored message', () => {
  it('is of address and offset', () => {
    expect(offsetMessageId(v4)).toBe('7F00000100002A9F0000000000001267');
    expect(offsetMessageId(v6)).toBe('20010DB800000000000000000000000500002A9F4000000000000003');
    for (const location of [v4, v6])
      expect(parseOffsetMessageId(offsetMessageId(location))).toEqual(location);
    expect(parseOffsetMessageId('7f00000100002a9f0000000000001267')).toEqual(v4);
  });

  it.each(['', '7F', 'g'.repeat(32), 'A'.repeat(34), `${'A'.repeat(32)}\n`])('is not %j', (id) => {
    expect(codeOf(() => parseOffsetMessageId(id))).toBe('ROCKETMQ_MESSAGE_ID_MALFORMED');
  });
});

describe('unique keys', () => {
  const midMonth = new Date(2026, 4, 20, 12, 30).getTime();
  const source = { address: '10.1.2.3', pid: 0x1_2345, loaderHash: 0xcafe_babe, now: () => midMonth };

  it('say where and when they were made', () => {
    const create = createUniqueKeys(source);
    const [first, second] = [create(), create()];
    expect(first).toMatch(/^0A0102032345CAFEBABE[0-9A-F]{8}0000$/);
    const parts = parseUniqueKey(first)!;
    expect(parts).toMatchObject({ address: '10.1.2.3', pid: 0x2345, loaderHash: 0xcafe_babe, counter: 0 });
    expect(parts.sinceMonthStartMs).toBe(midMonth - new Date(2026, 4, 1).getTime());
    expect(parseUniqueKey(second)!.counter).toBe(1);
    expect(nearestTime(parts, midMonth)).toBe(midMonth);
  });

  it('have 56 digits with an IPv6 address', () => {
    const key = createUniqueKeys({ ...source, address: '2001:db8::5' })();
    expect(key).toHaveLength(56);
    expect(parseUniqueKey(key)).toMatchObject({ address: '2001:db8::5', counter: 0 });
  });

  it('differ, with nothing given, by counter and source', () => {
    const [one, other] = [createUniqueKeys(), createUniqueKeys()];
    const keys = Array.from({ length: 1000 }, () => [one(), other()]).flat();
    expect(new Set(keys).size).toBe(2000);
    for (const key of keys.slice(0, 2)) expect(parseMessageId(key)?.kind).toBe('unique');
  });

  it('begin to count anew after 65,536', () => {
    const create = createUniqueKeys(source);
    const first = create();
    for (let i = 1; i < 65_536; i += 1) create();
    expect(create()).toBe(first);
  });

  it('count time from the month that it is in', () => {
    const times = [new Date(2026, 0, 31, 23).getTime(), new Date(2026, 1, 1, 0, 0, 1).getTime()];
    const left = [times[0]!, times[0]!, ...times];
    const create = createUniqueKeys({ ...source, now: () => left.shift()! });
    const [january, february] = [parseUniqueKey(create())!, parseUniqueKey(create())!];
    expect(february.sinceMonthStartMs).toBe(1000);
    expect(nearestTime(january, times[1]!)).toBe(times[0]);
    expect(nearestTime(february, times[1]!)).toBe(times[1]);
  });

  it('do not run ahead when the clock was set back before the month', () => {
    const times = [midMonth, midMonth, new Date(2026, 3, 30).getTime()];
    const create = createUniqueKeys({ ...source, now: () => times.shift()! });
    expect(parseUniqueKey(create())!.sinceMonthStartMs).toBe(0);
  });
});

describe('an id', () => {
  it('of a gRPC client is told by its version', () => {
    expect(parseMessageId('0156F7E71C361B21BC024CCDBE00000000')).toEqual({
      kind: 'grpc',
      mac: '56f7e71c361b',
      pid: 0x21bc,
      time: Date.UTC(2021, 0, 1) + 0x024ccdbe * 1000,
      counter: 0,
    });
  });

  it('of a broker is told by its port', () => {
    for (const location of [v4, v6]) {
      expect(parseMessageId(offsetMessageId(location))).toEqual({ kind: 'offset', ...location });
    }
  });

  it('of a producer is told from that, in a container where its process id is 1 too', () => {
    for (const address of ['10.1.2.3', '2001:db8::5']) {
      const key = createUniqueKeys({ address, pid: 1, loaderHash: 5 })();
      expect(parseMessageId(key)).toMatchObject({ kind: 'unique', pid: 1, address });
    }
  });

  it('of a producer is told from that also by what could be no offset', () => {
    const key = createUniqueKeys({ address: '10.1.2.3', pid: 65_536, loaderHash: 0x2a9f_8000 })();
    expect(parseMessageId(key)).toMatchObject({ kind: 'unique', pid: 0 });
  });

  it.each(['', 'order-17', 'A'.repeat(33), 'A'.repeat(34), 'Z'.repeat(32)])('is not any text: %j', (text) => {
    expect(parseMessageId(text)).toBeUndefined();
  });

  it('of a message is that of its producer, else that of the broker', () => {
    const idWith = (properties: Map<string, string>) => {
      const propertyBytes = encodeProperties(properties);
      return messageIdOf(decodeMessages(encodeStoredMessage(storedFields({ propertyBytes })))[0]!);
    };
    expect(idWith(new Map([['UNIQ_KEY', 'mine']]))).toBe('mine');
    expect(idWith(new Map())).toBe(offsetMessageId(storedFields()));
  });
});
