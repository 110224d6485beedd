import type { CopyStatus, PartitionStatus } from '@mqferry/replication';
import { expect, test } from 'vitest';
import { ProgressMeter } from '../../src/render/progress.ts';
import { fakeTopicPlan } from '../support/fake-plan.ts';

const plan = {
  topics: [
    fakeTopicPlan('orders', {
      partitions: [{ partition: 0, sourceStart: 100n, sourceEnd: 1_100n, targetStart: 0n, targetEnd: 0n }],
    }),
  ],
};

const status = (
  copied: number,
  changes: Partial<CopyStatus> = {},
  partition: Partial<PartitionStatus> = {},
): CopyStatus => ({
  partitions: [
    {
      topic: 'orders',
      partition: 0,
      phase: 'copying',
      copiedTo: BigInt(100 + copied),
      end: 1_100n,
      ...partition,
    },
  ],
  copiedBytes: copied * 1_000,
  copiedRecords: copied,
  lag: BigInt(1_000 - copied),
  throttledBy: undefined,
  recoveries: 0,
  heldBytes: 0,
  ...changes,
});

/** Copies `perSecond` records for each of the given seconds. */
const run = (meter: ProgressMeter, perSecond: readonly number[]) => {
  let copied = 0;
  return perSecond.map((records, second) => {
    copied += records;
    return meter.observe(status(copied), (second + 1) * 1_000);
  });
};

test('done and total count from the log start of the source', () => {
  const progress = new ProgressMeter(plan, true, 0).observe(status(250), 1_000);
  expect(progress).toMatchObject({
    done: 250n,
    total: 1_000n,
    lag: 750n,
    recordsPerSecond: 250,
    bytesPerSecond: 250_000,
  });
});

test('while fillers raise the log start nothing counts as done', () => {
  const filling = status(0, {}, { phase: 'filling', copiedTo: 40n });
  expect(new ProgressMeter(plan, true, 0).observe(filling, 1_000)).toMatchObject({
    done: 0n,
    total: 1_000n,
    filling: 1,
  });
});

test('the time left is told after ten steady seconds, not before', () => {
  const etas = run(new ProgressMeter(plan, true, 0), Array(11).fill(50)).map(({ etaSeconds }) => etaSeconds);
  expect(etas.slice(0, 9)).toEqual(Array(9).fill(undefined));
  expect(etas[9]).toBeCloseTo(10);
  expect(etas[10]).toBeCloseTo(9);
});

test('no time left is told while the rate changes', () => {
  const rates = [10, 10, 10, 10, 10, 80, 80, 80, 80, 80];
  expect(run(new ProgressMeter(plan, true, 0), rates).at(-1)!.etaSeconds).toBeUndefined();
});

test('no time left is told for a copy without an end', () => {
  expect(run(new ProgressMeter(plan, false, 0), Array(12).fill(50)).at(-1)!.etaSeconds).toBeUndefined();
});

test('the rate is that of the last ten seconds', () => {
  const rates = [...Array(10).fill(10), ...Array(10).fill(20)];
  expect(run(new ProgressMeter(plan, true, 0), rates).at(-1)!.recordsPerSecond).toBeCloseTo(20);
});

test('a copy that stands still although something is left says for how long', () => {
  const meter = new ProgressMeter(plan, true, 0);
  meter.observe(status(10), 1_000);
  expect(meter.observe(status(10), 5_000).stalledSeconds).toBeUndefined();
  expect(meter.observe(status(10), 8_000).stalledSeconds).toBe(7);
  expect(meter.observe(status(20), 9_000).stalledSeconds).toBeUndefined();
});

test('a copy in step with its source does not stand still', () => {
  const meter = new ProgressMeter(plan, false, 0);
  expect(meter.observe(status(1_000), 60_000).stalledSeconds).toBeUndefined();
  expect(meter.observe(status(1_000), 90_000).stalledSeconds).toBeUndefined();
});
