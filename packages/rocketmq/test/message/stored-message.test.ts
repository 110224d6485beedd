import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressBody, type MessageCompression, withCompression } from '../../src/message/compression.ts';
import { decodeMessages } from '../../src/message/decode-messages.ts';
import { encodeStoredMessage } from '../../src/message/encode-message.ts';
import { changedMessage } from '../../src/message/stored-message.ts';
import { SYS_FLAG } from '../../src/message/sys-flag.ts';
import { codeOf } from '../coded.ts';
import { anyStoredFields, storedFields } from './messages.ts';

const decodeOne = (data: Buffer) => {
  const messages = decodeMessages(data, { keepInnerBatches: true });
  expect(messages).toHaveLength(1);
  return messages[0]!;
};

describe('a stored message', () => {
  it('is read as it was written', () => {
    const fields = storedFields();
    const message = decodeOne(encodeStoredMessage(fields));
    expect(message).toMatchObject(fields);
    expect(message.body).toEqual(fields.storedBody);
    expect([...message.properties]).toEqual([
      ['TAGS', 'paid'],
      ['KEYS', 'a b'],
    ]);
    for (const read of [message, decodeOne(encodeStoredMessage(fields))]) {
      expect(read.property('KEYS')).toBe('a b');
      expect(read.property('KEY')).toBeUndefined();
    }
  });

  it('can be encoded with some fields changed', () => {
    const message = decodeOne(encodeStoredMessage(storedFields()));
    const changed = decodeOne(encodeStoredMessage(changedMessage(message, { topic: 'other', queueId: 9 })));
    expect(changed).toMatchObject(storedFields({ topic: 'other', queueId: 9 }));
  });

  it('gives its own bytes again, whatever is in it', () => {
    fc.assert(
      fc.property(anyStoredFields, (fields) => {
        const data = encodeStoredMessage(fields);
        const message = decodeOne(data);
        expect(message.raw).toEqual(data);
        expect(encodeStoredMessage(message)).toEqual(data);
      }),
    );
  });

  it('is read between others and blank space', () => {
    const blank = Buffer.alloc(100, 0xff);
    blank.writeInt32BE(100, 0);
    blank.writeUInt32BE(0xcbd43194, 4);
    const topics = ['a', 'a', 'topic', 'a', 'topic'];
    const parts = topics.map((topic, i) =>
      encodeStoredMessage(storedFields({ topic, queueOffset: BigInt(i) })),
    );
    const messages = decodeMessages(Buffer.concat([...parts.slice(0, 2), blank, ...parts.slice(2), blank]));
    expect(messages.map(({ topic }) => topic)).toEqual(topics);
    expect(messages.map(({ queueOffset }) => queueOffset)).toEqual([0n, 1n, 2n, 3n, 4n]);
    expect(messages.map(({ raw }) => raw)).toEqual(parts);
  });

  it('shares the memory that it was read from', () => {
    const data = encodeStoredMessage(storedFields());
    const { raw, body, storedBody, propertyBytes } = decodeOne(data);
    for (const view of [raw, body, storedBody, propertyBytes]) expect(view.buffer).toBe(data.buffer);
  });

  it('says of IPv6 hosts in its system flag', () => {
    const fields = storedFields({
      bornHost: { host: '2001:db8::1:0:0:1', port: 1 },
      storeHost: { host: '::', port: 2 },
    });
    const message = decodeOne(encodeStoredMessage(fields));
    expect(message.sysFlag).toBe(SYS_FLAG.bornHostV6 | SYS_FLAG.storeHostV6);
    expect(message.bornHost).toEqual(fields.bornHost);
    expect(message.storeHost).toEqual(fields.storeHost);
  });

  it.each<MessageCompression>(['zlib', 'lz4', 'zstd'])('has a body compressed by %s', (compression) => {
    const body = Buffer.alloc(5000, 'compressible ');
    const storedBody = compressBody(body, compression);
    const fields = storedFields({ storedBody, sysFlag: withCompression(SYS_FLAG.multiTags, compression) });
    const message = decodeOne(encodeStoredMessage(fields));
    expect(message.body).toEqual(body);
    expect(message.storedBody).toEqual(storedBody);
    expect(message.sysFlag).toBe(fields.sysFlag);
  });

  it('may say that its body is compressed when it is empty', () => {
    const fields = storedFields({ storedBody: Buffer.alloc(0), sysFlag: SYS_FLAG.compressed });
    expect(decodeOne(encodeStoredMessage(fields)).body).toHaveLength(0);
  });

  it('of a compression that is not known can still be copied', () => {
    const message = decodeOne(encodeStoredMessage(storedFields({ sysFlag: 0x701 })));
    expect(message.storedBody.toString()).toBe('the body');
    expect(codeOf(() => message.body)).toBe('ROCKETMQ_MESSAGE_UNKNOWN_COMPRESSION');
  });

  it('has a long topic in format 2 only', () => {
    const topic = 't'.repeat(128);
    expect(codeOf(() => encodeStoredMessage(storedFields({ topic })))).toBe('ROCKETMQ_TOPIC_TOO_LONG');
    expect(decodeOne(encodeStoredMessage(storedFields({ topic, format: 2 }))).topic).toBe(topic);
  });

  it('has no host name', () => {
    const bornHost = { host: 'localhost', port: 1 };
    expect(codeOf(() => encodeStoredMessage(storedFields({ bornHost })))).toBe('ROCKETMQ_HOST_INVALID');
  });
});

describe('the checksum of a body', () => {
  const data = encodeStoredMessage(storedFields());
  const changed = Buffer.from(data);
  changed[data.indexOf('the body')]! ^= 1;

  it('is checked on wish', () => {
    expect(decodeMessages(data, { verifyCrc: true })).toHaveLength(1);
    expect(decodeMessages(changed)).toHaveLength(1);
    expect(codeOf(() => decodeMessages(changed, { verifyCrc: true }))).toBe('ROCKETMQ_MESSAGE_CRC_MISMATCH');
  });

  it('is not asked of an empty body, for Java writes any there', () => {
    const empty = encodeStoredMessage(storedFields({ storedBody: Buffer.alloc(0), bodyCrc: 5 }));
    expect(decodeMessages(empty, { verifyCrc: true })).toHaveLength(1);
  });
});

describe('malformed data', () => {
  const data = encodeStoredMessage(storedFields());
  const withInt32 = (at: number, value: number) => {
    const copy = Buffer.from(data);
    copy.writeInt32BE(value, at);
    return copy;
  };
  const smallest = encodeStoredMessage(
    storedFields({ storedBody: Buffer.alloc(0), topic: '', propertyBytes: Buffer.alloc(0) }),
  );
  const blankOf = (size: number) => {
    const blank = Buffer.alloc(16);
    blank.writeInt32BE(size, 0);
    blank.writeUInt32BE(0xcbd43194, 4);
    return blank;
  };
  const bodyLengthAt = 48 + 8 + 8 + 8 + 12;
  const cases: readonly (readonly [string, Buffer])[] = [
    ['no magic', data.subarray(0, 7)],
    ['a size beyond the end', data.subarray(0, -1)],
    ['a size below zero', withInt32(0, -1)],
    ['a size of zero', withInt32(0, 0)],
    ['another magic', withInt32(4, 0x12345678)],
    ['a size within the header', withInt32(0, 50)],
    ['a negative body', withInt32(bodyLengthAt, -1)],
    ['a body beyond the end', withInt32(bodyLengthAt, 2 ** 31 - 1)],
    ['a body too long by one', withInt32(bodyLengthAt, 'the body'.length + 1)],
    ['IPv6 hosts for which there is no room', Buffer.from(smallest).fill(0x30, 39, 40)],
    ['blank space of no size', blankOf(0)],
    ['blank space of negative size', blankOf(-8)],
    ['blank space beyond the end', withInt32(4, 0xcbd43194 | 0).subarray(0, -1)],
    ['more properties than there are', Buffer.concat([withInt32(0, data.length + 1), Buffer.alloc(1)])],
  ];

  it.each(cases)('%s', (_, malformed) => {
    expect(codeOf(() => decodeMessages(malformed))).toBe('ROCKETMQ_MESSAGE_MALFORMED');
  });
});
