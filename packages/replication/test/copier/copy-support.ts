import { FramePool } from '@mqferry/core';
import { buildBatch, type NewBatchFields, rewriteHeader } from '@mqferry/kafka';
import type { CopyPosition } from '../../src/copier/copy-position.ts';
import type { CopyBatch, CopyStep } from '../../src/copier/copy-step.ts';
import { createFillerSource } from '../../src/copier/filler.ts';
import { FrameLease } from '../../src/copier/frame-lease.ts';
import { PartitionCopy } from '../../src/copier/partition-copy.ts';
import type { PartitionLimits } from '../../src/copier/partition-limits.ts';
import { producerIdMap } from '../../src/copier/producer-ids.ts';

export const ids = producerIdMap('source');
export const where = { topic: 'orders', partition: 3 };
export const atStart: CopyPosition = {
  offset: 0n,
  fillTo: 0n,
  sourceStart: 0n,
  fillTimestamp: 0n,
  logStart: undefined,
  mode: 'own',
  known: [],
  sourceEpoch: -1,
};

export const sourceBatch = (baseOffset: bigint, count: number, fields: NewBatchFields = {}): Buffer => {
  const records = Array.from({ length: count }, (_, i) => ({
    timestamp: 1_700_000_000_000n,
    key: null,
    value: Buffer.from(`${baseOffset + BigInt(i)}`),
  }));
  const batch = buildBatch(records, { ...fields, baseOffset });
  rewriteHeader(batch, { partitionLeaderEpoch: 4 });
  return batch;
};

export const BODY = { key: Buffer.from('key'), value: Buffer.from('value'), headers: [] };

export const lease = () => new FrameLease(new FramePool(), Buffer.alloc(0));

export const copyOf = (
  position: Partial<CopyPosition> = {},
  limits: Partial<PartitionLimits> = {},
  partition = where.partition,
) => {
  const copy = new PartitionCopy(
    { ...where, partition },
    { ids, filler: createFillerSource() },
    {
      ...{ tailFrom: 1000n, stopAt: undefined, mergeBelow: 0, transactions: 'none', holes: false },
      ...limits,
    },
  );
  copy.startAt({ ...atStart, ...position });
  return copy;
};

/** Takes what can be sent now, as the writer does. */
export const take = (copy: PartitionCopy): CopyStep | undefined => {
  const step = copy.next();
  if (step) copy.take(step);
  return step;
};

export const takeBatch = (copy: PartitionCopy): CopyBatch => {
  const step = take(copy);
  if (step?.kind !== 'batch') throw new Error('there is no batch to take');
  return step;
};

/** Everything that is queued, each confirmed before the next is taken. */
export const sendAll = (copy: PartitionCopy): CopyStep[] => {
  const sent: CopyStep[] = [];
  for (let step = take(copy); step; step = take(copy)) {
    sent.push(step);
    copy.confirm(step);
  }
  return sent;
};

export const MARKER_KEY = { commit: Buffer.from([0, 0, 0, 1]), abort: Buffer.from([0, 0, 0, 0]) };

export const marker = (baseOffset: bigint, end: 'commit' | 'abort', producerId: bigint): Buffer =>
  buildBatch([{ timestamp: 1_700_000_000_000n, key: MARKER_KEY[end], value: Buffer.alloc(6) }], {
    ...{ baseOffset, producerId, producerEpoch: 1, isTransactional: true, isControl: true },
  });
