import { describe, expect, it } from 'vitest';
import { type BatchMessage, decodeBatch, encodeBatch } from '../../src/message/batch.ts';
import { bodyCrcOf } from '../../src/message/body-crc.ts';
import { compressBody, withCompression } from '../../src/message/compression.ts';
import { decodeMessages } from '../../src/message/decode-messages.ts';
import { encodeStoredMessage } from '../../src/message/encode-message.ts';
import { decodeProperties, encodeProperties } from '../../src/message/properties.ts';
import { SYS_FLAG } from '../../src/message/sys-flag.ts';
import { codeOf } from '../coded.ts';
import { storedFields } from './messages.ts';

const message = (changes: Partial<BatchMessage> = {}): BatchMessage => ({
  topic: 'orders',
  body: Buffer.from('body'),
  properties: new Map([['TAGS', 'a']]),
  ...changes,
});

const messages = [
  message(),
  message({ flag: -7, body: Buffer.alloc(0), properties: new Map() }),
  message({ body: Buffer.from('third'), properties: encodeProperties(new Map([['k', 'v']])) }),
];

const properties = (...entries: [string, string][]) => ({ properties: new Map(entries) });

describe('a batch', () => {
  it('is read as it was written', () => {
    const entries = decodeBatch(encodeBatch(messages));
    expect(entries.map(({ flag }) => flag)).toEqual([0, -7, 0]);
    expect(entries.map(({ body }) => body.toString())).toEqual(['body', '', 'third']);
    expect(entries.map(({ propertyBytes }) => [...decodeProperties(propertyBytes)])).toEqual([
      [['TAGS', 'a']],
      [],
      [['k', 'v']],
    ]);
    expect(Buffer.concat(entries.map(({ raw }) => raw))).toEqual(encodeBatch(messages));
  });

  it.each<[string, string, BatchMessage[]]>([
    ['without messages', 'ROCKETMQ_BATCH_EMPTY', []],
    ['of two topics', 'ROCKETMQ_BATCH_TOPICS_DIFFER', [message(), message({ topic: 'other' })]],
    ['for a retry topic', 'ROCKETMQ_BATCH_RETRY_TOPIC', [message({ topic: '%RETRY%group' })]],
    ['with a delay level', 'ROCKETMQ_BATCH_DELAYED', [message(), message(properties(['DELAY', '1']))]],
    ['with a delay', 'ROCKETMQ_BATCH_DELAYED', [message(properties(['TIMER_DELAY_SEC', '5']))]],
    ['with a delay in ms', 'ROCKETMQ_BATCH_DELAYED', [message(properties(['TIMER_DELAY_MS', '5']))]],
    ['with a time', 'ROCKETMQ_BATCH_DELAYED', [message(properties(['TIMER_DELIVER_MS', '1700000000000']))]],
    [
      'that waits in part',
      'ROCKETMQ_BATCH_WAIT_DIFFERS',
      [message(), message(properties(['WAIT', 'false']))],
    ],
  ])('is refused %s', (_, code, refused) => {
    expect(codeOf(() => encodeBatch(refused))).toBe(code);
  });

  it('may have delays of zero, and say that it waits as is usual', () => {
    const usual = message(properties(['DELAY', '0'], ['WAIT', 'TRUE']));
    expect(decodeBatch(encodeBatch([message(), usual]))).toHaveLength(2);
  });

  it.each<[string, (data: Buffer) => Buffer]>([
    ['broken off', (data) => data.subarray(0, -1)],
    ['less than an entry', (data) => data.subarray(0, 21)],
    ['a size of zero', (data) => Buffer.from(data).fill(0, 0, 4)],
    ['a negative size', (data) => Buffer.from(data).fill(0xff, 0, 4)],
    ['a negative body', (data) => Buffer.from(data).fill(0xff, 16, 20)],
    ['negative properties', (data) => Buffer.from(data).fill(0xff, 24, 26)],
    ['a body beyond the entry', (data) => Buffer.from(data).fill(100, 19, 20)],
  ])('is malformed: %s', (_, damage) => {
    expect(codeOf(() => decodeBatch(damage(encodeBatch(messages))))).toBe('ROCKETMQ_MESSAGE_MALFORMED');
  });
});

describe('an inner batch', () => {
  const innerFlags = SYS_FLAG.innerBatch | SYS_FLAG.needUnwrap;
  const body = encodeBatch(messages);

  it.each([undefined, 'zstd'] as const)('is taken apart, compressed by %s', (compression) => {
    const storedBody = compression === undefined ? body : compressBody(body, compression);
    const sysFlag = withCompression(innerFlags | SYS_FLAG.multiTags, compression);
    const data = encodeStoredMessage(storedFields({ storedBody, sysFlag, queueOffset: 50n }));
    const inner = decodeMessages(Buffer.concat([data, encodeStoredMessage(storedFields())]));
    expect(inner.map(({ queueOffset }) => queueOffset)).toEqual([50n, 51n, 52n, 1n << 40n]);
    expect(inner.map((each) => each.body.toString())).toEqual(['body', '', 'third', 'the body']);
    expect(inner[2]!.properties.get('k')).toBe('v');
    expect(inner[0]).toMatchObject({
      ...storedFields({ storedBody: Buffer.from('body'), queueOffset: 50n, flag: 0 }),
      sysFlag: SYS_FLAG.multiTags,
      bodyCrc: bodyCrcOf(Buffer.from('body')),
      propertyBytes: encodeProperties(new Map([['TAGS', 'a']])),
    });
    const [again] = decodeMessages(encodeStoredMessage(inner[0]!), { verifyCrc: true });
    expect(again!.body.toString()).toBe('body');
  });

  it('is left whole on wish, or if only one of the flags says so', () => {
    const data = encodeStoredMessage(storedFields({ storedBody: body, sysFlag: innerFlags }));
    expect(decodeMessages(data, { keepInnerBatches: true })).toHaveLength(1);
    for (const sysFlag of [SYS_FLAG.innerBatch, SYS_FLAG.needUnwrap]) {
      expect(decodeMessages(encodeStoredMessage(storedFields({ storedBody: body, sysFlag })))).toHaveLength(
        1,
      );
    }
  });

  it('gives no more messages than one batch may have, however many batches there are', () => {
    const smallest = encodeBatch([message({ body: Buffer.alloc(0), properties: new Map() })]);
    const many = (count: number) => Buffer.alloc(count * smallest.length, smallest);
    const wholeOf = (count: number) => {
      const storedBody = compressBody(many(count), 'zstd');
      return encodeStoredMessage(storedFields({ storedBody, sysFlag: withCompression(innerFlags, 'zstd') }));
    };
    expect(decodeBatch(many(200_000))).toHaveLength(200_000);
    expect(codeOf(() => decodeBatch(many(200_001)))).toBe('ROCKETMQ_MESSAGE_MALFORMED');
    const half = wholeOf(100_001);
    expect(decodeMessages(half)).toHaveLength(100_001);
    expect(codeOf(() => decodeMessages(Buffer.concat([half, half])))).toBe('ROCKETMQ_MESSAGE_MALFORMED');
  });

  it('is not decompressed to more than the limit, alone or with others', () => {
    const storedBody = compressBody(encodeBatch([message({ body: Buffer.alloc(10_000) })]), 'lz4');
    const sysFlag = withCompression(innerFlags, 'lz4');
    const data = encodeStoredMessage(storedFields({ storedBody, sysFlag }));
    const read = (count: number, decompressedLimit: number) =>
      decodeMessages(Buffer.concat(Array<Buffer>(count).fill(data)), { decompressedLimit });
    expect(read(2, 25_000)).toHaveLength(2);
    expect(codeOf(() => read(3, 25_000))).toBe('ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED');
    expect(codeOf(() => read(1, 10_000))).toBe('ROCKETMQ_MESSAGE_TOO_LARGE_DECOMPRESSED');
  });
});
