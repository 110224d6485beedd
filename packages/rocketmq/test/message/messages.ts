import fc from 'fast-check';
import { bodyCrcOf } from '../../src/message/body-crc.ts';
import { encodeProperties } from '../../src/message/properties.ts';
import type { StoredMessageFields } from '../../src/message/stored-message.ts';

/** A message to be stored; `changes` are what a test is about. */
export const storedFields = (changes: Partial<StoredMessageFields> = {}): StoredMessageFields => {
  const storedBody = changes.storedBody ?? Buffer.from('the body');
  return {
    format: 1,
    bodyCrc: bodyCrcOf(storedBody),
    queueId: 3,
    flag: 7,
    queueOffset: 1n << 40n,
    commitLogOffset: (1n << 62n) + 1n,
    sysFlag: 0,
    bornTimestamp: 1_700_000_000_000n,
    bornHost: { host: '10.1.2.3', port: 50_123 },
    storeTimestamp: 1_700_000_000_005n,
    storeHost: { host: '10.1.2.4', port: 10_911 },
    reconsumeTimes: 2,
    preparedTransactionOffset: 99n,
    storedBody,
    topic: 'orders',
    propertyBytes: encodeProperties(
      new Map([
        ['TAGS', 'paid'],
        ['KEYS', 'a b'],
      ]),
    ),
    ...changes,
  };
};

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });
const host = fc.record({ host: fc.oneof(fc.ipV4(), fc.ipV6()), port: int32 });
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

/** Any message that can be stored. */
export const anyStoredFields: fc.Arbitrary<StoredMessageFields> = fc
  .record({
    bodyCrc: int32,
    queueId: int32,
    flag: int32,
    queueOffset: int64,
    commitLogOffset: int64,
    sysFlag: int32,
    bornTimestamp: int64,
    bornHost: host,
    storeTimestamp: int64,
    storeHost: host,
    reconsumeTimes: int32,
    preparedTransactionOffset: int64,
    storedBody: bytes(3000),
    topic: fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
    propertyBytes: bytes(1000),
  })
  .map((fields) => ({ ...fields, format: fields.topic.length > 127 ? 2 : 1 }));
