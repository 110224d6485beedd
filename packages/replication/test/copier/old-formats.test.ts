import { headerOfBatch, verifyCrc } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import { copyOf, ids, lease, sendAll, sourceBatch } from './copy-support.ts';
import { oldEntries } from './old-entries.ts';

/** A compressed entry of format 1. */
const oldWrapper = (from: number, count: number): Buffer =>
  oldEntries(
    Array.from({ length: count }, (_, i) => ({
      ...{ offset: BigInt(from + i), timestamp: 1_700_000_000_000n, key: null, value: Buffer.from('old') },
    })),
    { magic: 1, compression: 'gzip' },
  );

describe('a partition’s copy of old formats', () => {
  it('stops at a batch that cannot be read', () => {
    const copy = copyOf();
    const corrupt = oldWrapper(2, 2);
    corrupt[corrupt.length - 1]! ^= 1;
    copy.accept(Buffer.concat([sourceBatch(0n, 2), corrupt]), lease());
    expect([copy.phase, copy.error?.code]).toEqual(['stopped', 'RECORDS_CRC_MISMATCH']);
  });

  it('goes on inside a wrapper of an old format, and through a change of format', () => {
    const copy = copyOf({ offset: 3n, sourceStart: 2n }, { stopAt: 9n });
    copy.accept(
      Buffer.concat([oldWrapper(0, 2), oldWrapper(2, 3), oldWrapper(5, 2), sourceBatch(7n, 2)]),
      lease(),
    );
    const sent = sendAll(copy).flatMap((step) => (step.kind === 'batch' ? [step] : []));
    expect(
      sent.map(({ baseOffset, nextOffset, baseSequence }) => [baseOffset, nextOffset, baseSequence]),
    ).toEqual([
      [3n, 7n, 3],
      [7n, 9n, 7],
    ]);
    for (const { bytes } of sent) {
      verifyCrc(bytes);
      expect(headerOfBatch(bytes)).toMatchObject({ magic: 2, producerId: ids.own });
    }
    expect([copy.phase, copy.copiedRecords]).toEqual(['reached', 6]);
  });

  it('copies what comes before a hole in an old format, and stops there', () => {
    const copy = copyOf();
    copy.accept(Buffer.concat([oldWrapper(0, 2), oldWrapper(3, 2)]), lease());
    expect(copy.error).toMatchObject({
      code: 'REPLICATION_OFFSET_HOLE',
      parameters: { expected: 2n, found: 3n },
    });
    expect(copy.fetchFrom).toBe(2n);
  });

  it('fills what compaction took from an old format', () => {
    const copy = copyOf({}, { holes: true });
    const compacted = oldEntries(
      [0n, 1n, 4n].map((offset) => ({ offset, timestamp: 5n, key: Buffer.from('key'), value: null })),
      { magic: 1, compression: 'lz4' },
    );
    copy.accept(compacted, lease(), 5n);
    expect(sendAll(copy).map(({ kind, baseOffset, nextOffset }) => [kind, baseOffset, nextOffset])).toEqual([
      ['batch', 0n, 2n],
      ['marker', 2n, 4n],
      ['batch', 4n, 5n],
    ]);
  });
});
