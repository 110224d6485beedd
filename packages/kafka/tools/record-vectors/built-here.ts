import {
  BatchAssembler,
  buildBatch,
  type CompressionName,
  fillerBatch,
  forEachRecordSlice,
  rewriteHeader,
  withCreateTime,
} from '../../src/records/index.ts';
import type { Vector } from '../../test/records/listing.ts';

/** Record data built by our code for Kafka's classes to read. */
export interface Built {
  readonly name: string;
  readonly records: Buffer;
  /** The digest that the records had before they were rewritten or re-framed. */
  readonly digest?: string;
}

const CODECS: readonly CompressionName[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const TIME = 1_700_000_000_000n;

const newRecords = (count: number, size: number) =>
  Array.from({ length: count }, (_, i) => ({
    timestamp: TIME + BigInt((i * 37) % 101),
    key: i % 3 === 0 ? null : Buffer.from(`key-${i}`),
    value: i % 7 === 1 ? null : Buffer.alloc(size, `value ${i % 13}; `),
    headers:
      i % 5 === 0
        ? [
            { key: 'größe', value: Buffer.from(String(i)) },
            { key: '', value: null },
          ]
        : [],
  }));

/** Bytes that no codec can make smaller. */
const noise = Buffer.alloc(200_000);
for (let i = 0, state = 1; i < noise.length; i++) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  noise[i] = state >>> 24;
}

const rewritten = (vector: Vector): Built => {
  const records = Buffer.from(vector.records, 'base64');
  rewriteHeader(records, {
    partitionLeaderEpoch: -1,
    producerId: (1n << 60n) + 5n,
    producerEpoch: 2,
    baseSequence: 77,
    isTransactional: false,
    hasDeleteHorizon: false,
  });
  return { name: `${vector.name}, rewritten`, records, digest: vector.batches[0]!.digest };
};

const createTime = (vector: Vector): Built => ({
  name: `${vector.name}, with create time`,
  records: withCreateTime(Buffer.from(vector.records, 'base64')),
  digest: vector.batches[0]!.digest,
});

const merged = (vectors: readonly Vector[]): Built => {
  const assembler = new BatchAssembler();
  let offset = 0n;
  for (const { records } of vectors) {
    forEachRecordSlice(Buffer.from(records, 'base64'), (_, timestamp, body, start, end) =>
      assembler.append(offset++, timestamp, body, start, end),
    );
  }
  return { name: 'merged', records: assembler.finish({ compression: 'lz4' }) };
};

/** Batches built, rewritten, re-framed and merged; the latter from Java's own vectors. */
export const builtHere = (vectors: readonly Vector[]): Built[] => {
  const single = vectors.filter(({ name, batches }) => name.startsWith('v2') && batches[0]!.count > 0);
  const rewritable = single.filter(({ name }) => !name.includes('marker'));
  return [
    ...CODECS.flatMap((compression) => [
      { name: `${compression} one`, records: buildBatch(newRecords(1, 10), { compression }) },
      {
        name: `${compression} many`,
        records: buildBatch(newRecords(1000, 300), { compression, baseOffset: 1n << 40n }),
      },
      {
        name: `${compression} noise`,
        records: buildBatch([{ timestamp: TIME, value: noise }], { compression }),
      },
      { name: `${compression} filler`, records: fillerBatch(100_000, TIME, compression) },
    ]),
    {
      name: 'producer fields',
      records: buildBatch(newRecords(3, 10), {
        producerId: 1n << 60n,
        producerEpoch: 32_767,
        baseSequence: 2_147_483_647,
        isTransactional: true,
        partitionLeaderEpoch: 12,
        timestampType: 'LogAppendTime',
      }),
    },
    {
      name: 'far timestamps',
      records: buildBatch([{ timestamp: -(1n << 63n) }, { timestamp: (1n << 63n) - 1n }]),
    },
    ...rewritable.map(rewritten),
    ...single.filter(({ name }) => name.includes('append time')).map(createTime),
    merged(vectors.filter(({ name }) => name.includes('few') && !name.includes('none'))),
  ];
};
