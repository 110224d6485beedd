import { headerOfBatch } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import type { PartitionCopy } from '../../src/copier/partition-copy.ts';
import { copyOf, ids, lease, marker, sendAll, sourceBatch, take } from './copy-support.ts';

const inTransaction = (producerId: bigint, baseSequence = 0) => ({
  ...{ producerId, producerEpoch: 1, baseSequence, isTransactional: true },
});
const committedOnly = (...[position]: Parameters<typeof copyOf>): PartitionCopy =>
  copyOf(position, { transactions: 'committed' });

describe('a copy of what was committed', () => {
  const aborted = [{ producerId: 6n, firstOffset: 2n }];
  /** Anew each time, for batches go over in the memory where they lie. */
  const log = () =>
    Buffer.concat([
      sourceBatch(0n, 2, inTransaction(5n)),
      sourceBatch(2n, 3, inTransaction(6n)),
      sourceBatch(5n, 1),
      marker(6n, 'commit', 5n),
      marker(7n, 'abort', 6n),
      sourceBatch(8n, 2, inTransaction(6n, 3)),
      marker(10n, 'commit', 6n),
    ]);

  it('writes records as plain ones under its own id, and blanks for all that is not seen', () => {
    const copy = committedOnly();
    copy.accept(log(), lease(), 0n, aborted);
    const steps = sendAll(copy).map((step) => {
      if (step.kind !== 'batch') return [step.kind, step.baseOffset, step.nextOffset];
      const { producerId, isTransactional, baseSequence } = headerOfBatch(step.bytes);
      return [step.baseOffset, step.nextOffset, producerId === ids.own, isTransactional, baseSequence];
    });
    expect(steps).toEqual([
      [0n, 2n, true, false, 0],
      ['blank', 2n, 5n],
      [5n, 6n, true, false, 2],
      ['blank', 6n, 7n],
      ['blank', 7n, 8n],
      [8n, 10n, true, false, 3],
      ['blank', 10n, 11n],
    ]);
    expect(copy.copiedTo).toBe(11n);
  });

  it('goes on in the middle of what is not seen', () => {
    const copy = committedOnly({ offset: 3n });
    copy.accept(log(), lease(), 0n, aborted);
    expect(copy.error).toBeUndefined();
    expect(sendAll(copy)[0]).toMatchObject({ kind: 'blank', baseOffset: 3n, nextOffset: 5n });
  });

  it('still stops at a hole, which nothing explains', () => {
    const copy = committedOnly();
    copy.accept(sourceBatch(3n, 1, inTransaction(6n)), lease(), 0n, [{ producerId: 6n, firstOffset: 3n }]);
    expect(copy.error?.code).toBe('REPLICATION_OFFSET_HOLE');
  });

  it('has nothing else in flight with a blank', () => {
    const copy = committedOnly();
    copy.accept(log(), lease(), 0n, aborted);
    const first = take(copy)!;
    expect(take(copy)).toBeUndefined();
    copy.confirm(first);
    expect(take(copy)?.kind).toBe('blank');
    expect(take(copy)).toBeUndefined();
  });

  it('fills what compaction took with blanks, and holds no more than a few of them at a time', () => {
    const copy = copyOf({}, { transactions: 'committed', holes: true });
    copy.accept(sourceBatch(250n, 1), lease(), 0n);
    expect(sendAll(copy).map(({ kind, nextOffset }) => [kind, nextOffset])).toEqual([
      ['blank', 100n],
      ['blank', 200n],
      ['blank', 250n],
      ['batch', 251n],
    ]);
  });
});
