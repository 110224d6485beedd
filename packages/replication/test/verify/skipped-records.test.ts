import { headerOfBatch } from '@mqferry/kafka';
import { expect, it } from 'vitest';
import { SkippedRecords } from '../../src/verify/skipped-records.ts';
import { marker, sourceBatch } from '../copier/copy-support.ts';

const data = (offset: bigint, producerId: bigint, isTransactional = true) =>
  sourceBatch(offset, 2, { producerId, producerEpoch: 0, baseSequence: 0, isTransactional });

it('tells the batches of aborted transactions, between their first offset and their marker', () => {
  const log: [batch: Buffer, isSkipped: boolean][] = [
    [data(0n, 9n), false],
    [marker(2n, 'commit', 9n), false],
    [data(3n, 9n), true],
    [data(5n, 10n), true],
    [data(7n, 11n, false), false],
    [data(9n, 12n), false],
    [marker(11n, 'abort', 9n), true],
    [data(12n, 9n), false],
    [data(14n, 10n), true],
    [marker(16n, 'abort', 10n), true],
    // Without data, so that the broker does not name it.
    [marker(17n, 'abort', 13n), true],
  ];
  const skipped = new SkippedRecords([
    { producerId: 10n, firstOffset: 5n },
    { producerId: 9n, firstOffset: 3n },
  ]);
  const told = log.map(([bytes]) => skipped.next({ header: headerOfBatch(bytes), bytes }));
  expect(told).toEqual(log.map(([, isSkipped]) => isSkipped));
});
