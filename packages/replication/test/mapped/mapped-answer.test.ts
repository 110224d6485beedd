import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchAssembler, encodeBody, headerOfBatch, readRecords, verifyCrc } from '@mqferry/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CopyBatch } from '../../src/copier/copy-step.ts';
import type { PartitionLimits } from '../../src/copier/partition-limits.ts';
import type { KnownProducer } from '../../src/copier/target-producers.ts';
import { MapFile } from '../../src/mapped/map-file.ts';
import { MappedRound } from '../../src/mapped/mapped-round.ts';
import { copyOf, ids, lease, marker, sourceBatch, takeBatch } from '../copier/copy-support.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mqferry-answer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const LIMITS = { mapped: true, transactions: 'none', holes: true } as const;
const newFile = () => {
  files += 1;
  return MapFile.open(join(folder, `orders-${files}`), 'log');
};

/** A mapped partition whose target ends at `targetEnd`. */
const mappedCopy = (
  targetEnd = 0n,
  limits: Partial<PartitionLimits> = {},
  known: readonly KnownProducer[] = [],
  file = newFile(),
) => {
  const mapped = new MappedRound(file, targetEnd, ids, known);
  return { copy: copyOf({ mapped }, { ...LIMITS, ...limits }), file };
};

const valuesOf = ({ bytes }: CopyBatch): string[] =>
  [...readRecords(bytes)].map(({ value }) => String(value));
const transaction = { producerId: 9n, producerEpoch: 1, isTransactional: true, baseSequence: 0 } as const;

/** What compaction left of a batch from offset 0 on. */
const holey = (offsets: readonly bigint[], lastOffsetDelta: number): Buffer => {
  const batch = new BatchAssembler(0n);
  for (const offset of offsets) {
    const value = Buffer.from(String(offset));
    batch.append(offset, 5n, encodeBody({ key: null, value, headers: [] }));
  }
  return batch.finish({ lastOffsetDelta, compression: 'lz4' });
};

describe('a fetch answer of a mapped partition', () => {
  it('leaves out markers and what was aborted, and numbers the rest by the target’s end', () => {
    const { copy, file } = mappedCopy(100n);
    const records = Buffer.concat([
      sourceBatch(0n, 2, { ...transaction, producerId: 7n }),
      sourceBatch(2n, 3, transaction),
      marker(5n, 'abort', 7n),
      marker(6n, 'commit', 9n),
      sourceBatch(7n, 1),
    ]);
    copy.accept(records, lease(), 0n, [{ producerId: 7n, firstOffset: 0n }]);
    const first = takeBatch(copy);
    expect(valuesOf(first)).toEqual(['2', '3', '4']);
    expect(first).toMatchObject({ baseOffset: 2n, nextOffset: 5n, onTarget: { offset: 100n, count: 3 } });
    expect(headerOfBatch(first.bytes)).toMatchObject({
      ...{ producerId: ids.mapped, producerEpoch: 0, baseSequence: 100, isTransactional: false },
    });
    verifyCrc(first.bytes);
    copy.confirm(first, 100n);
    expect(copy.copiedTo).toBe(5n);
    const second = takeBatch(copy);
    expect(second).toMatchObject({ baseSequence: 103, onTarget: { offset: 103n, count: 1 } });
    copy.confirm(second, 103n);
    expect(copy.copiedTo).toBe(8n);
    expect([...file.map.runs()]).toEqual([
      { source: 2n, target: 100n, count: 3n },
      { source: 7n, target: 103n, count: 1n },
    ]);
  });

  it('closes the holes of compaction, with the same records', () => {
    const { copy, file } = mappedCopy();
    copy.accept(holey([0n, 3n, 4n], 9), lease());
    const step = takeBatch(copy);
    expect(headerOfBatch(step.bytes)).toMatchObject({
      recordCount: 3,
      lastOffsetDelta: 2,
      compression: 'lz4',
    });
    expect(valuesOf(step)).toEqual(['0', '3', '4']);
    expect([...file.map.runs()]).toEqual([
      { source: 0n, target: 0n, count: 1n },
      { source: 3n, target: 1n, count: 2n },
    ]);
    copy.confirm(step, 0n);
    expect(copy.copiedTo).toBe(10n);
  });

  it('has reached its end when nothing committed is left before it', () => {
    const { copy } = mappedCopy(0n, { stopAt: 4n });
    const records = Buffer.concat([sourceBatch(0n, 3, transaction), marker(3n, 'abort', 9n)]);
    copy.accept(records, lease(), 0n, [{ producerId: 9n, firstOffset: 0n }]);
    expect([copy.next(), copy.copiedTo, copy.phase]).toEqual([undefined, 4n, 'reached']);
    const { copy: empty } = mappedCopy(0n, { stopAt: 4n });
    empty.accept(Buffer.alloc(0), lease(), 4n);
    expect(empty.phase).toBe('reached');
  });

  it('announces before it is sent, and lets several be in flight once one was confirmed', () => {
    const { copy, file } = mappedCopy();
    copy.accept(Buffer.concat([sourceBatch(0n, 2), sourceBatch(2n, 2), sourceBatch(4n, 2)]), lease());
    expect(file.map.targetEnd).toBe(6n);
    const first = takeBatch(copy);
    expect(copy.next()).toBeUndefined();
    copy.confirm(first, 0n);
    const more = [takeBatch(copy), takeBatch(copy)];
    expect(more.map(({ baseSequence }) => baseSequence)).toEqual([2, 4]);
  });

  it('goes on with the number that the target expects', () => {
    const known = [{ producerId: ids.mapped, producerEpoch: 0, lastSequence: 41 }];
    const { copy } = mappedCopy(77n, {}, known);
    copy.accept(sourceBatch(0n, 2), lease());
    expect(takeBatch(copy)).toMatchObject({ baseSequence: 42, onTarget: { offset: 77n } });
  });

  it('ends its batches where those end that may yet arrive', () => {
    const file = newFile();
    file.startAt(0n);
    const late = (at: bigint) => ({
      ...{ runs: [{ source: at, target: at, count: 2n }], epoch: 0, sequence: Number(at) },
    });
    file.announce([late(0n), late(2n)]);
    const { copy } = mappedCopy(0n, { mergeBelow: 1_000 }, [], file);
    copy.accept(Buffer.concat([0n, 1n, 2n, 3n, 4n, 5n].map((offset) => sourceBatch(offset, 1))), lease());
    const steps = [];
    for (let step = copy.next(); step; step = copy.next()) {
      const taken = takeBatch(copy);
      copy.confirm(taken, taken.onTarget?.offset);
      steps.push(taken.nextOffset);
    }
    expect(steps).toEqual([2n, 4n, 6n]);
  });

  it('goes on under an epoch of its own where compaction took records of what may yet arrive', () => {
    const file = newFile();
    file.startAt(0n);
    const late = (at: bigint) => ({ runs: [{ source: at, target: at, count: 1n }], sequence: Number(at) });
    file.announce([
      { ...late(0n), epoch: 0 },
      { ...late(1n), epoch: 0 },
    ]);
    const { copy } = mappedCopy(0n, {}, [], file);
    // What was the second is the first.
    copy.accept(sourceBatch(1n, 1), lease());
    expect(takeBatch(copy)).toMatchObject({ producerEpoch: 1, baseSequence: 0, onTarget: { offset: 0n } });
    // None of it has come either, so what follows is told from both.
    const third = mappedCopy(0n, {}, [], file);
    third.copy.accept(sourceBatch(1n, 1), lease());
    expect(takeBatch(third.copy)).toMatchObject({ producerEpoch: 2, baseSequence: 0 });
  });

  it('stops by name when the target puts it elsewhere', () => {
    const { copy } = mappedCopy(5n);
    copy.accept(sourceBatch(0n, 2), lease());
    copy.confirm(takeBatch(copy), 6n);
    expect(copy.error).toMatchObject({ code: 'REPLICATION_DIVERGED' });
  });
});
