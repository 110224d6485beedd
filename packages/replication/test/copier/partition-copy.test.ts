import { headerOfBatch, type NewBatchFields, readRecords, rewriteHeader, verifyCrc } from '@mqferry/kafka';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CopyPosition } from '../../src/copier/copy-position.ts';
import type { CopyStep } from '../../src/copier/copy-step.ts';
import type { PartitionCopy } from '../../src/copier/partition-copy.ts';
import { atStart, copyOf, ids, lease, sendAll, sourceBatch, take, takeBatch, where } from './copy-support.ts';

describe('a partition’s copy', () => {
  it('gives backlog batches the copier’s id and their offset as sequence, with a true checksum', () => {
    const copy = copyOf();
    copy.accept(
      Buffer.concat([
        sourceBatch(0n, 3),
        sourceBatch(3n, 2, { producerId: 9n, producerEpoch: 1, baseSequence: 77 }),
      ]),
      lease(),
    );
    const first = takeBatch(copy);
    copy.confirm(first);
    const second = takeBatch(copy);
    expect([first.baseOffset, second.baseOffset, second.nextOffset]).toEqual([0n, 3n, 5n]);
    for (const { bytes } of [first, second]) verifyCrc(bytes);
    expect(headerOfBatch(second.bytes)).toMatchObject({
      baseOffset: 0n,
      partitionLeaderEpoch: -1,
      producerId: ids.own,
      producerEpoch: 0,
      baseSequence: 3,
    });
    expect(copy.sourceEpoch).toBe(4);
  });

  it('goes over to verbatim at the first idempotent batch of the tail and stays there', () => {
    const copy = copyOf({}, { tailFrom: 2n });
    copy.accept(
      Buffer.concat([
        sourceBatch(0n, 2, { producerId: 9n, producerEpoch: 1, baseSequence: 0 }),
        sourceBatch(2n, 1),
        sourceBatch(3n, 1, { producerId: 9n, producerEpoch: 1, baseSequence: 2 }),
        sourceBatch(4n, 1),
      ]),
      lease(),
    );
    const headers = sendAll(copy).map((step) => step.kind === 'batch' && headerOfBatch(step.bytes));
    expect(headers.map((header) => header && [header.producerId, header.baseSequence])).toEqual([
      [ids.own, 0],
      [ids.own, 2],
      [ids.toTarget(9n), 2],
      [ids.own, 3],
    ]);
  });

  it('has five batches of a producer in flight once the target knows it, and else one', () => {
    const several = (n: number, of: (i: number) => NewBatchFields = () => ({})) =>
      Buffer.concat(Array.from({ length: n }, (_, i) => sourceBatch(BigInt(i), 1, of(i))));
    const producer = (producerId: bigint) => (i: number) => ({
      producerId,
      producerEpoch: 1,
      baseSequence: i,
    });
    const inFlight = (copy: PartitionCopy): number => {
      const first = take(copy)!;
      expect(take(copy)).toBeUndefined();
      copy.confirm(first);
      let count = 0;
      while (take(copy)) count += 1;
      return count;
    };
    const own = copyOf();
    own.accept(several(8), lease());
    expect(inFlight(own)).toBe(5);
    const one = copyOf({ mode: 'verbatim' });
    one.accept(several(8, producer(9n)), lease());
    expect(inFlight(one)).toBe(5);
    const gap = copyOf({ mode: 'verbatim' });
    gap.accept(
      several(8, (i) => ({ ...producer(9n)(i), baseSequence: i < 3 ? i : i + 7 })),
      lease(),
    );
    expect(inFlight(gap)).toBe(2);
    const two = copyOf({ mode: 'verbatim' });
    two.accept(
      several(8, (i) => producer(i < 4 ? 9n : 10n)(i)),
      lease(),
    );
    expect(inFlight(two)).toBe(3);
    const none = copyOf({ known: undefined });
    none.accept(several(8), lease());
    expect(inFlight(none)).toBe(1);
  });

  it('stops when an answer names another offset than the batch was meant for', () => {
    const copy = copyOf();
    copy.accept(sourceBatch(0n, 3), lease());
    copy.confirm(take(copy)!, 1n);
    expect(copy.phase).toBe('stopped');
    expect(copy.error).toMatchObject({
      code: 'REPLICATION_DIVERGED',
      parameters: { expected: 0n, actual: 1n },
    });
    expect(copy.copiedTo).toBe(0n);
  });

  it('stops in front of what cannot be copied, after what can', () => {
    const cases = [
      [
        sourceBatch(2n, 1, { isTransactional: true, producerId: 1n, producerEpoch: 0, baseSequence: 0 }),
        'REPLICATION_TRANSACTIONAL_TOPIC',
      ],
      [sourceBatch(5n, 1), 'REPLICATION_OFFSET_HOLE'],
    ] as const;
    for (const [bad, code] of cases) {
      const copy = copyOf();
      copy.accept(Buffer.concat([sourceBatch(0n, 2), bad]), lease());
      expect((copy.error ?? copy.firstTransaction)?.code).toBe(code);
      expect(copy.fetchFrom).toBe(2n);
    }
  });

  it('copies a batch that holds the log start whole, asking by an offset that exists', () => {
    const copy = copyOf({ offset: 0n, fillTo: 10n, sourceStart: 12n, logStart: 12n });
    const filler = takeBatch(copy);
    expect([filler.baseOffset, filler.nextOffset]).toEqual([0n, 10n]);
    expect(headerOfBatch(filler.bytes)).toMatchObject({
      producerId: ids.filler,
      baseSequence: 0,
      recordCount: 10,
    });
    expect(copy.wantsFetch(1)).toBe(false);
    copy.confirm(filler, 0n);
    expect([copy.phase, copy.readFrom]).toEqual(['copying', 12n]);
    copy.accept(sourceBatch(10n, 5), lease());
    expect(take(copy)?.baseOffset).toBe(10n);
    expect(copy.copiedRecords).toBe(0);
  });

  it('fills a gap as what has no producer of its own, and goes on with the numbers behind it', () => {
    const gap = { ...where, from: 50n, to: 74n };
    const position = { offset: 50n, fillTo: 70n, sourceStart: 75n, logStart: 75n, gap };
    const producersOf = (known: CopyPosition['known']) => {
      const copy = copyOf({ ...position, known });
      const filler = takeBatch(copy);
      expect([filler.baseOffset, filler.nextOffset]).toEqual([50n, 70n]);
      expect(headerOfBatch(filler.bytes).recordCount).toBe(20);
      copy.confirm(filler, 50n);
      expect(copy.readFrom).toBe(75n);
      copy.accept(sourceBatch(70n, 10), lease());
      return [filler, takeBatch(copy)].map(({ bytes }) => {
        const { producerId, baseSequence } = headerOfBatch(bytes);
        return [producerId, baseSequence];
      });
    };
    expect(producersOf([{ producerId: ids.own, producerEpoch: 0, lastSequence: 41 }])).toEqual([
      [ids.own, 42],
      [ids.own, 62],
    ]);
    // Where the target does not tell what it knows.
    expect(producersOf(undefined)).toEqual([
      [-1n, -1],
      [-1n, -1],
    ]);
  });

  it('ends exactly at its end', () => {
    const copy = copyOf({}, { stopAt: 3n });
    copy.accept(Buffer.concat([sourceBatch(0n, 3), sourceBatch(3n, 3)]), lease());
    const batch = take(copy)!;
    expect(take(copy)).toBeUndefined();
    copy.confirm(batch, 0n);
    expect(copy.phase).toBe('reached');
  });

  it('merges small neighbours of the backlog, and nothing else', () => {
    const copy = copyOf({}, { tailFrom: 6n, mergeBelow: 1000 });
    const source = [
      sourceBatch(0n, 2, { compression: 'lz4' }),
      sourceBatch(2n, 1, { compression: 'lz4' }),
      sourceBatch(3n, 1, { compression: 'gzip' }),
      sourceBatch(4n, 2, { compression: 'gzip', timestampType: 'LogAppendTime' }),
      sourceBatch(6n, 1, { compression: 'gzip' }),
      sourceBatch(7n, 1, { compression: 'gzip' }),
    ];
    copy.accept(Buffer.concat(source), lease());
    const sent = sendAll(copy).flatMap((step) => (step.kind === 'batch' ? [step] : []));
    expect(sent.map(({ baseOffset, nextOffset }) => [baseOffset, nextOffset])).toEqual([
      [0n, 3n],
      [3n, 6n],
      [6n, 7n],
      [7n, 8n],
    ]);
    for (const { bytes } of sent) verifyCrc(bytes);
    const merged = sent.slice(0, 2).flatMap(({ bytes, baseOffset }) => {
      const copied = Buffer.from(bytes);
      rewriteHeader(copied, { baseOffset });
      return [...readRecords(copied)];
    });
    expect(merged).toEqual(source.slice(0, 4).flatMap((batch) => [...readRecords(batch)]));
  });

  it('never loses count of the bytes it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('accept', 'take', 'confirm', 'recover'), { maxLength: 60 }),
        (steps) => {
          const copy = copyOf();
          const inFlight: CopyStep[] = [];
          let held = 0;
          for (const step of steps) {
            if (step === 'accept' && copy.isActive)
              held += copy.accept(sourceBatch(copy.fetchFrom, 2), lease());
            if (step === 'take') {
              const taken = take(copy);
              if (taken) inFlight.push(taken);
            }
            const oldest = inFlight[0];
            if (step === 'confirm' && oldest && copy.isActive) {
              inFlight.shift();
              held -= copy.confirm(oldest, oldest.baseOffset);
            }
            if (step === 'recover') {
              copy.suspend();
              held -= copy.dropQueue();
              for (const batch of inFlight.splice(0)) held -= copy.settle(batch);
              expect(held).toBe(0);
              copy.startAt({ ...atStart, offset: copy.copiedTo });
            }
            expect(copy.queuedBytes).toBe(held);
            expect(copy.inFlightCount).toBe(inFlight.length);
          }
        },
      ),
    );
  });
});
