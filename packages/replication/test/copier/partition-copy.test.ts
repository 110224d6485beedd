import {
  buildBatch,
  FramePool,
  headerOfBatch,
  type NewBatchFields,
  readRecords,
  rewriteHeader,
  verifyCrc,
} from '@mqferry/kafka';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFillerSource } from '../../src/copier/filler.ts';
import { FrameLease } from '../../src/copier/frame-lease.ts';
import { type CopyPosition, PartitionCopy } from '../../src/copier/partition-copy.ts';
import { producerIdMap } from '../../src/copier/producer-ids.ts';

const ids = producerIdMap('source');
const where = { topic: 'orders', partition: 3 };
const atStart: CopyPosition = {
  offset: 0n,
  fillTo: 0n,
  sourceStart: 0n,
  fillTimestamp: 0n,
  logStart: undefined,
  mode: 'own',
  sourceEpoch: -1,
};

const sourceBatch = (baseOffset: bigint, count: number, fields: NewBatchFields = {}): Buffer => {
  const records = Array.from({ length: count }, (_, i) => ({
    timestamp: 1_700_000_000_000n,
    key: null,
    value: Buffer.from(`${baseOffset + BigInt(i)}`),
  }));
  const batch = buildBatch(records, { ...fields, baseOffset });
  rewriteHeader(batch, { partitionLeaderEpoch: 4 });
  return batch;
};

const lease = () => new FrameLease(new FramePool(), Buffer.alloc(0));

const copyOf = (position: Partial<CopyPosition> = {}, tailFrom = 1000n, stopAt?: bigint, mergeBelow = 0) => {
  const copy = new PartitionCopy(where, ids, createFillerSource(), { tailFrom, stopAt, mergeBelow });
  copy.startAt({ ...atStart, ...position });
  return copy;
};

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
    const [first, second] = [copy.take()!, copy.take()!];
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
    const copy = copyOf({}, 2n);
    copy.accept(
      Buffer.concat([
        sourceBatch(0n, 2, { producerId: 9n, producerEpoch: 1, baseSequence: 0 }),
        sourceBatch(2n, 1),
        sourceBatch(3n, 1, { producerId: 9n, producerEpoch: 1, baseSequence: 2 }),
        sourceBatch(4n, 1),
      ]),
      lease(),
    );
    const sent = [];
    for (let batch = copy.take(); batch; batch = copy.take()) {
      sent.push(headerOfBatch(batch.bytes));
      copy.confirm(batch, batch.baseOffset);
    }
    expect(sent.map(({ producerId, baseSequence }) => [producerId, baseSequence])).toEqual([
      [ids.own, 0],
      [ids.own, 2],
      [ids.toTarget(9n), 2],
      [-1n, -1],
    ]);
  });

  it('has five batches in flight under its own id, one when verbatim', () => {
    const batches = (n: number) =>
      Buffer.concat(Array.from({ length: n }, (_, i) => sourceBatch(BigInt(i), 1)));
    const own = copyOf();
    own.accept(batches(8), lease());
    expect([1, 2, 3, 4, 5, 6].map(() => own.take() !== undefined)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    const verbatim = copyOf({ mode: 'verbatim' });
    verbatim.accept(batches(8), lease());
    expect([1, 2].map(() => verbatim.take() !== undefined)).toEqual([true, false]);
  });

  it('stops when an answer names another offset than the batch was meant for', () => {
    const copy = copyOf();
    copy.accept(sourceBatch(0n, 3), lease());
    copy.confirm(copy.take()!, 1n);
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
      expect(copy.error?.code).toBe(code);
      expect(copy.fetchFrom).toBe(2n);
    }
  });

  it('copies a batch that holds the log start whole, asking by an offset that exists', () => {
    const copy = copyOf({ offset: 0n, fillTo: 10n, sourceStart: 12n, logStart: 12n });
    const filler = copy.take()!;
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
    expect(copy.take()?.baseOffset).toBe(10n);
    expect(copy.copiedRecords).toBe(0);
  });

  it('ends exactly at its end', () => {
    const copy = copyOf({}, 1000n, 3n);
    copy.accept(Buffer.concat([sourceBatch(0n, 3), sourceBatch(3n, 3)]), lease());
    const batch = copy.take()!;
    expect(copy.take()).toBeUndefined();
    copy.confirm(batch, 0n);
    expect(copy.phase).toBe('reached');
  });

  it('merges small neighbours of the backlog, and nothing else', () => {
    const copy = copyOf({}, 6n, undefined, 1000);
    const source = [
      sourceBatch(0n, 2, { compression: 'lz4' }),
      sourceBatch(2n, 1, { compression: 'lz4' }),
      sourceBatch(3n, 1, { compression: 'gzip' }),
      sourceBatch(4n, 2, { compression: 'gzip', timestampType: 'LogAppendTime' }),
      sourceBatch(6n, 1, { compression: 'gzip' }),
      sourceBatch(7n, 1, { compression: 'gzip' }),
    ];
    copy.accept(Buffer.concat(source), lease());
    const sent = [1, 2, 3, 4, 5].map(() => copy.take());
    expect(sent.map((batch) => batch && [batch.baseOffset, batch.nextOffset])).toEqual([
      [0n, 3n],
      [3n, 6n],
      [6n, 7n],
      [7n, 8n],
      undefined,
    ]);
    for (const batch of sent) if (batch) verifyCrc(batch.bytes);
    const merged = sent.slice(0, 2).flatMap((batch) => {
      const bytes = Buffer.from(batch!.bytes);
      rewriteHeader(bytes, { baseOffset: batch!.baseOffset });
      return [...readRecords(bytes)];
    });
    expect(merged).toEqual(source.slice(0, 4).flatMap((batch) => [...readRecords(batch)]));
  });

  it('never loses count of the bytes it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('accept', 'take', 'confirm', 'recover'), { maxLength: 60 }),
        (steps) => {
          const copy = copyOf();
          const inFlight: NonNullable<ReturnType<typeof copy.take>>[] = [];
          let held = 0;
          for (const step of steps) {
            if (step === 'accept' && copy.isActive)
              held += copy.accept(sourceBatch(copy.fetchFrom, 2), lease());
            if (step === 'take') {
              const batch = copy.take();
              if (batch) inFlight.push(batch);
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
