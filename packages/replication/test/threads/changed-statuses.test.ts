import { expect, test } from 'vitest';
import type { PartitionStatus } from '../../src/copier/copy-status.ts';
import { replicationErrors } from '../../src/errors.ts';
import { ChangedStatuses } from '../../src/threads/changed-statuses.ts';

const status = (partition: number, changes: Partial<PartitionStatus> = {}): PartitionStatus => ({
  ...{ topic: 'orders', partition, phase: 'copying', copiedTo: 5n, end: 9n },
  ...changes,
});

test('only what changed is reported again, and errors as data', () => {
  const changes = new ChangedStatuses();
  expect(changes.of([status(0), status(1)])).toEqual([status(0), status(1)]);
  expect(changes.of([status(0), status(1)])).toEqual([]);
  expect(changes.of([status(0, { copiedTo: 6n }), status(1)])).toEqual([status(0, { copiedTo: 6n })]);
  const error = replicationErrors.REPLICATION_TOPIC_DELETED({ topic: 'orders' });
  expect(changes.of([status(0, { copiedTo: 6n }), status(1, { phase: 'stopped', error })])).toEqual([
    { ...status(1, { phase: 'stopped' }), error: { coded: error.toData() } },
  ]);
});

test('what went and came back is reported whatever it was before', () => {
  const changes = new ChangedStatuses();
  changes.of([status(0)]);
  changes.of([]);
  expect(changes.of([status(0)])).toEqual([status(0)]);
  changes.forget([status(0)]);
  expect(changes.of([status(0)])).toEqual([status(0)]);
});
