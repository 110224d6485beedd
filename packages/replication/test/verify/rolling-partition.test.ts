import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ComparedLogs } from '../../src/verify/compare-stretches.ts';
import { RollingPartition } from '../../src/verify/rolling-partition.ts';
import { verifyPartition } from '../../src/verify/verify-partition.ts';
import { sourceBatch, where } from '../copier/copy-support.ts';
import { copyOfLog, type FakeLog, fakeLog } from './fake-log.ts';

const IDS = { sourceTopicId: 'source-topic', targetTopicId: 'target-topic' };
/** Longer than a difference has to last to count. */
const A_WHILE_MS = 60_000;

let now: number;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const logsOf = (source: FakeLog, target: FakeLog): ComparedLogs => ({
  ...{ ...where, source: source.client, target: target.client, stableEnd: 7n, committedOnly: false },
  names: { source: (producerId) => producerId, target: (producerId) => producerId },
  pace: async () => {},
});

/** No transaction is open. */
const decided = { stableEnd: 7n, openOnTarget: undefined, committedOnly: false };

const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const pairOf = (...batches: Buffer[]) => {
  const source = fakeLog(...batches);
  const target = copyOfLog(source);
  const logs = logsOf(source, target);
  const starts = async () => later(source.start, target.start);
  return { source, target, logs, starts };
};

test('compares as far as the copy is, and says as of when that is all there was', async () => {
  const { logs, starts } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const rolling = new RollingPartition(where, IDS);
  rolling.follow(3n);
  expect([rolling.isBehind, rolling.status.ageMs]).toEqual([true, undefined]);
  now = 1_000;
  expect(await rolling.advance(logs, starts)).toBe(false);
  expect(rolling.status).toMatchObject({ start: 0n, verifiedTo: 3n, lag: 0n, records: 3, ageMs: 1_000 });
  rolling.follow(7n);
  expect(rolling.status).toMatchObject({ lag: 4n, ageMs: 1_000 });
  now = 5_000;
  await rolling.advance(logs, starts);
  expect(rolling.status).toMatchObject({ verifiedTo: 7n, records: 7, ageMs: 4_000, differences: [] });
  rolling.follow(7n);
  expect([rolling.isBehind, rolling.status.ageMs]).toEqual([false, 0]);
});

test('compares nothing that is not decided yet', async () => {
  const { logs, starts } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const rolling = new RollingPartition(where, IDS);
  rolling.follow(7n);
  await rolling.advance({ ...logs, stableEnd: 3n }, starts);
  expect(rolling.status).toMatchObject({ verifiedTo: 3n, lag: 4n, ageMs: undefined });
});

test('goes on where an earlier process stopped, but not with another topic of the name', async () => {
  const { logs, starts } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const first = new RollingPartition(where, IDS);
  first.follow(3n);
  await first.advance(logs, starts);
  const [, progress] = first.progress!;
  const kept = JSON.parse(JSON.stringify(progress));
  const second = new RollingPartition(where, IDS, kept);
  second.follow(7n);
  expect(second.status).toMatchObject({ verifiedTo: 3n, records: 3 });
  await second.advance(logs, starts);
  expect(second.status).toMatchObject({ verifiedTo: 7n, records: 7, differences: [] });
  const other = new RollingPartition(where, { ...IDS, targetTopicId: 'created-again' }, kept);
  expect(other.status).toMatchObject({ verifiedTo: 0n, records: 0 });
});

test('a difference counts once it lasts', async () => {
  const { target, logs, starts } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const whole = target.batches;
  target.batches = whole.slice(0, 1);
  const rolling = new RollingPartition(where, IDS);
  rolling.follow(7n);
  expect(await rolling.advance(logs, starts)).toBe(false);
  expect(rolling.status).toMatchObject({ verifiedTo: 0n, differences: [] });
  target.batches = whole;
  now = A_WHILE_MS;
  await rolling.advance(logs, starts);
  expect(rolling.status).toMatchObject({ verifiedTo: 7n, differences: [] });

  const lasting = new RollingPartition(where, IDS);
  target.batches = [whole[0]!, sourceBatch(3n, 3)];
  lasting.follow(7n);
  await lasting.advance(logs, starts);
  now += A_WHILE_MS;
  await lasting.advance(logs, starts);
  expect(lasting.status).toMatchObject({
    verifiedTo: 7n,
    differences: [{ offset: 6n, kind: 'missing-on-target' }],
  });
});

test('what retention deleted before it was compared is counted', async () => {
  const { source, target, logs, starts } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const rolling = new RollingPartition(where, IDS);
  rolling.follow(0n);
  await rolling.advance({ ...logs, stableEnd: 0n }, starts);
  source.start = 3n;
  rolling.follow(7n);
  expect(await rolling.advance(logs, starts)).toBe(true);
  expect(rolling.status).toMatchObject({ verifiedTo: 3n, unverified: 3n });
  target.start = 3n;
  await rolling.advance(logs, starts);
  expect(rolling.status).toMatchObject({ verifiedTo: 7n, unverified: 3n, records: 4, differences: [] });
});

test('a batch whose checksum is wrong ends the comparison of its partition', async () => {
  const { target, logs, starts } = pairOf(sourceBatch(0n, 3));
  target.batches[0]![80]! ^= 1;
  const rolling = new RollingPartition(where, IDS);
  rolling.follow(3n);
  await rolling.advance({ ...logs, stableEnd: 3n }, starts);
  expect(rolling.status.error?.code).toMatch(/^RECORDS_/);
  expect(rolling.isBehind).toBe(false);
});

test('a verification of all goes on from what was compared as the copy went', async () => {
  const { source, logs, starts } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const rolling = new RollingPartition(where, IDS);
  rolling.follow(3n);
  await rolling.advance(logs, starts);
  const ends = { sourceStart: 0n, targetStart: 0n, targetEnd: 7n, until: 7n, from: undefined };
  const scope = { ...where, ...ends, ...decided, compacted: false };
  let compared = 0;
  const verdict = await verifyPartition(logs, scope, rolling.progress![1], (_, records) => {
    compared += records;
  });
  expect(compared).toBe(4);
  expect(verdict).toMatchObject({ start: 0n, end: 7n, records: 7, equal: true, differences: [] });
  // What lay before the log's start is no longer there to be compared; the rest of it counts.
  source.start = 5n;
  const moved = { ...scope, sourceStart: 5n, targetStart: 5n };
  const all = await verifyPartition(logs, moved, rolling.progress![1], () => {});
  expect(all).toMatchObject({ start: 5n, records: 2, equal: true });
});

test('a verification can be narrowed to what comes after an offset', async () => {
  const { logs } = pairOf(sourceBatch(0n, 3), sourceBatch(3n, 4));
  const ends = { sourceStart: 0n, targetStart: 0n, targetEnd: 7n, until: 6n };
  const verdict = await verifyPartition(
    logs,
    { ...where, ...ends, ...decided, from: 2n, compacted: false },
    undefined,
    () => {},
  );
  expect(verdict).toMatchObject({ start: 2n, end: 6n, records: 4, equal: true });
});
