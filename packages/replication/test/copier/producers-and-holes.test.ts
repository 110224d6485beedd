import { BatchAssembler, encodeBody, headerOfBatch } from '@mqferry/kafka';
import { describe, expect, it } from 'vitest';
import type { CopyBatch, CopyStep } from '../../src/copier/copy-step.ts';
import type { PartitionCopy } from '../../src/copier/partition-copy.ts';
import { generationOf, ofAnyGeneration } from '../../src/copier/producer-ids.ts';
import {
  atStart,
  BODY,
  copyOf,
  ids,
  lease,
  marker,
  sendAll,
  sourceBatch,
  take,
  takeBatch,
} from './copy-support.ts';

describe('a copy of transactions and compacted logs', () => {
  const inTransaction = (producerId: bigint, baseSequence = 0) => ({
    ...{ producerId, producerEpoch: 1, baseSequence, isTransactional: true },
  });
  const written = (steps: readonly CopyStep[]) =>
    steps.map((step) => [
      step.baseOffset,
      step.producerId,
      step.kind === 'batch'
        ? headerOfBatch(step.bytes).isTransactional
        : step.kind === 'marker' && step.committed,
    ]);

  it('carries transactions over under their producers’ ids, and marks their ends alone in flight', () => {
    const copy = copyOf({}, { transactions: 'mirror' });
    copy.accept(
      Buffer.concat([
        sourceBatch(0n, 2, inTransaction(9n)),
        sourceBatch(2n, 1),
        sourceBatch(3n, 1, inTransaction(10n, 4)),
      ]),
      lease(),
    );
    copy.accept(
      Buffer.concat([
        sourceBatch(4n, 1, inTransaction(9n, 2)),
        marker(5n, 'commit', 9n),
        marker(6n, 'abort', 10n),
        sourceBatch(7n, 1, { producerId: 11n, producerEpoch: 0, baseSequence: 0 }),
      ]),
      lease(),
    );
    const inFlight = new Set<number>();
    const sent: CopyStep[] = [];
    for (let step = take(copy); step; step = take(copy)) {
      inFlight.add(copy.inFlightCount);
      sent.push(step);
      copy.confirm(step);
    }
    expect([...inFlight]).toEqual([1]);
    expect(written(sent)).toEqual([
      [0n, ids.toTarget(9n), true],
      [2n, ids.own, false],
      [3n, ids.toTarget(10n), true],
      [4n, ids.toTarget(9n), true],
      [5n, ids.toTarget(9n), true],
      [6n, ids.toTarget(10n), false],
      [7n, ids.own, false],
    ]);
    expect([copy.copiedTo, copy.copiedRecords]).toEqual([8n, 6]);
  });

  it('writes as plain records what is known to be committed, and the markers of neighbours in one request', () => {
    const copy = copyOf({}, { transactions: 'mirror', mergeBelow: 10_000 });
    copy.accept(
      Buffer.concat([
        sourceBatch(0n, 2, inTransaction(9n)),
        sourceBatch(2n, 1, inTransaction(10n)),
        sourceBatch(3n, 1),
        sourceBatch(4n, 1, inTransaction(11n)),
        marker(5n, 'commit', 10n),
        marker(6n, 'commit', 9n),
        marker(7n, 'abort', 11n),
        marker(8n, 'commit', 12n),
        sourceBatch(9n, 1, inTransaction(10n, 1)),
      ]),
      lease(),
    );
    const sent = sendAll(copy);
    expect(written(sent)).toEqual([
      [0n, ids.own, false],
      [4n, ids.toTarget(11n), true],
      [5n, ids.marker, true],
      [7n, ids.toTarget(11n), false],
      [8n, ids.marker, true],
      [9n, ids.toTarget(10n), true],
    ]);
    expect(sent.map(({ nextOffset }) => nextOffset)).toEqual([4n, 5n, 7n, 8n, 9n, 10n]);
  });

  it('lets a transaction that the target has open go on under its producer', () => {
    const known = [
      { producerId: ids.toTarget(9n), producerEpoch: 1, lastSequence: 6, transactionStart: 0n },
      { producerId: ids.toTarget(10n), producerEpoch: 1, lastSequence: 0 },
    ];
    const copy = copyOf({ offset: 7n, mode: 'verbatim', known }, { transactions: 'mirror' });
    const answer = [
      sourceBatch(7n, 1, inTransaction(9n, 7)),
      sourceBatch(8n, 1, inTransaction(10n, 1)),
      marker(9n, 'commit', 9n),
      marker(10n, 'commit', 10n),
    ];
    copy.accept(Buffer.concat(answer), lease());
    expect(written(sendAll(copy))).toEqual([
      [7n, ids.toTarget(9n), true],
      [8n, ids.own, false],
      [9n, ids.toTarget(9n), true],
      [10n, ids.marker, true],
    ]);
  });

  it('leaves transactions as they are in compacted logs, and where the target does not tell its producers', () => {
    const answer = () => Buffer.concat([sourceBatch(0n, 1, inTransaction(9n)), marker(1n, 'commit', 9n)]);
    const verbatim = [
      [0n, ids.toTarget(9n), true],
      [1n, ids.toTarget(9n), true],
    ];
    const compacted = copyOf({}, { transactions: 'mirror', holes: true });
    compacted.accept(answer(), lease());
    expect(written(sendAll(compacted))).toEqual(verbatim);
    const untold = copyOf({ known: undefined }, { transactions: 'mirror' });
    untold.accept(answer(), lease());
    expect(written(sendAll(untold))).toEqual(verbatim);
  });

  it('gives a producer a new id when the target refuses its sequence for good', () => {
    const batch = (copy: PartitionCopy): CopyBatch => {
      copy.accept(sourceBatch(0n, 1, { producerId: 9n, producerEpoch: 1, baseSequence: 70 }), lease());
      return takeBatch(copy);
    };
    const known = [{ producerId: ids.toTarget(9n), producerEpoch: 1, lastSequence: 5 }];
    const copy = copyOf({ mode: 'verbatim', known }, { tailFrom: 0n });
    const used = [1, 2, 3].map(() => {
      const refused = batch(copy);
      copy.settle(refused);
      copy.noteOutOfOrder(refused);
      copy.suspend();
      copy.startAt({ ...atStart, mode: 'verbatim', known });
      return refused.producerId;
    });
    expect(used.map(generationOf)).toEqual([0, 0, 1]);
    expect(new Set(used.map(ofAnyGeneration)).size).toBe(1);
  });

  it('numbers batches of transactions without gaps, whatever compaction took', () => {
    const copy = copyOf({}, { transactions: 'mirror', holes: true });
    const batch = (baseOffset: bigint, producerEpoch: number, baseSequence: number): Buffer =>
      sourceBatch(baseOffset, 2, { producerId: 9n, producerEpoch, baseSequence, isTransactional: true });
    copy.accept(
      Buffer.concat([batch(0n, 1, 4), batch(2n, 1, 90), marker(4n, 'commit', 9n), batch(5n, 2, 6)]),
      lease(),
    );
    const numbers = sendAll(copy).flatMap((step) =>
      step.kind === 'batch' ? [[step.producerEpoch, step.baseSequence]] : [],
    );
    expect(numbers).toEqual([
      [1, 4],
      [1, 6],
      [2, 0],
    ]);
  });

  it('fills with markers what compaction took, within batches, between them and at the end', () => {
    const copy = copyOf({}, { holes: true });
    const assembler = new BatchAssembler(3n);
    for (const offset of [3n, 4n, 7n]) assembler.append(offset, 1_700_000_000_000n, encodeBody(BODY));
    const compacted = assembler.finish({ compression: 'lz4', lastOffsetDelta: 5 });
    copy.accept(Buffer.concat([compacted, sourceBatch(10n, 1)]), lease(), 11n);
    // Without the end of the log an empty answer says nothing.
    copy.accept(Buffer.alloc(0), lease());
    copy.accept(Buffer.alloc(0), lease(), 13n);
    expect(sendAll(copy).map(({ kind, baseOffset, nextOffset }) => [kind, baseOffset, nextOffset])).toEqual([
      ['marker', 0n, 3n],
      ['batch', 3n, 5n],
      ['marker', 5n, 7n],
      ['batch', 7n, 8n],
      ['marker', 8n, 9n],
      ['marker', 9n, 10n],
      ['batch', 10n, 11n],
      ['marker', 11n, 13n],
    ]);
    expect(copy.copiedTo).toBe(13n);
  });

  it('fills a hole at the end only as far as the source’s log is known to reach', () => {
    const copy = copyOf({}, { holes: true, stopAt: 9n });
    copy.accept(sourceBatch(0n, 2), lease());
    copy.accept(Buffer.alloc(0), lease(), 5n);
    expect(sendAll(copy).map(({ nextOffset }) => nextOffset)).toEqual([2n, 5n]);
    copy.accept(sourceBatch(12n, 2), lease());
    expect(sendAll(copy).map(({ nextOffset }) => nextOffset)).toEqual([9n]);
    expect(copy.phase).toBe('reached');
  });

  it('writes a marker again with a higher coordinator epoch', () => {
    const copy = copyOf({}, { transactions: 'mirror' });
    const epochs = [1, 2].map(() => {
      copy.accept(marker(0n, 'commit', 9n), lease());
      const step = take(copy)!;
      copy.suspend();
      copy.settle(step);
      copy.startAt(atStart);
      return step.kind === 'marker' ? step.coordinatorEpoch : undefined;
    });
    expect(epochs[1]).toBeGreaterThan(epochs[0]!);
  });

  it('marks under a later epoch than any process before, also one whose clock is ahead', () => {
    const ahead = 2_000_000_000;
    const known = [
      { producerId: ids.toTarget(9n), producerEpoch: 1, lastSequence: -1, coordinatorEpoch: ahead },
      { producerId: ids.toTarget(10n), producerEpoch: 1, lastSequence: -1, coordinatorEpoch: -1 },
    ];
    const copy = copyOf({ known }, { transactions: 'mirror' });
    copy.accept(marker(0n, 'commit', 9n), lease());
    expect(take(copy)).toMatchObject({ kind: 'marker', coordinatorEpoch: ahead + 1 });
  });
});
