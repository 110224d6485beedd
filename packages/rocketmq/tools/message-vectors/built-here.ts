import {
  type BatchMessage,
  bodyCrcOf,
  compressBody,
  encodeBatch,
  encodeProperties,
  encodeStoredMessage,
  type MessageCompression,
  type StoredMessageFields,
  SYS_FLAG,
  withCompression,
} from '../../src/index.ts';

const BODIES: readonly Buffer[] = [
  Buffer.from('a few words'),
  Buffer.alloc(200_000, 'more than one block; '),
  // Bytes that no codec can make smaller.
  Buffer.from(Array.from({ length: 100_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 0xff)),
];
const COMPRESSIONS: readonly (MessageCompression | undefined)[] = [undefined, 'zlib', 'lz4', 'zstd'];

const message = (changes: Partial<StoredMessageFields>): Buffer => {
  const storedBody = changes.storedBody ?? BODIES[0]!;
  return encodeStoredMessage({
    format: 1,
    bodyCrc: bodyCrcOf(storedBody),
    queueId: 1,
    flag: -1,
    queueOffset: 5n,
    commitLogOffset: 1n << 60n,
    sysFlag: SYS_FLAG.multiTags,
    bornTimestamp: 1_700_000_000_000n,
    bornHost: { host: '10.0.0.1', port: 1 },
    storeTimestamp: 1_700_000_000_001n,
    storeHost: { host: '10.0.0.2', port: 65_535 },
    reconsumeTimes: 0,
    preparedTransactionOffset: 0n,
    storedBody,
    topic: 'orders',
    propertyBytes: encodeProperties(new Map([['größe', '标题']])),
    ...changes,
  });
};

/** Stored messages built by our code for Java's classes to read. */
export const builtMessages = (): Buffer[] => [
  ...BODIES.flatMap((body) =>
    COMPRESSIONS.map((compression) =>
      message({
        storedBody: compression === undefined ? body : compressBody(body, compression),
        sysFlag: withCompression(0, compression),
      }),
    ),
  ),
  message({ bornHost: { host: '2001:db8::1', port: 5 } }),
  message({ storeHost: { host: 'fe80::1:0:0:2', port: 5 } }),
  Buffer.concat([message({ queueOffset: 1n }), message({ queueOffset: 2n, storedBody: Buffer.alloc(0) })]),
];

/** Batches built by our code, likewise. */
export const builtBatches = (): Buffer[] => {
  const messages: readonly BatchMessage[] = BODIES.map((body, i) => ({
    topic: 'orders',
    flag: i,
    body,
    properties: new Map(i === 0 ? [] : [['KEYS', `key ${i}`]]),
  }));
  return [encodeBatch(messages), encodeBatch(messages.slice(1, 2))];
};
