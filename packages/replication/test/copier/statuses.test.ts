import type { KafkaClient } from '@mqferry/kafka';
import { expect, test } from 'vitest';
import { CopyControl } from '../../src/copier/copy-control.ts';
import { LagAges } from '../../src/copier/lag-ages.ts';
import { PauseWatch } from '../../src/copier/pause-watch.ts';
import { copyStatusOf, type FormerTotals, noteFormer, topicStatusesOf } from '../../src/copier/statuses.ts';
import { copyOf, lease, sendAll, sourceBatch, takeBatch } from './copy-support.ts';

/** The timestamp of all records that `sourceBatch` makes. */
const TIMESTAMP = 1_700_000_000_000;

const unasked = {} as KafkaClient;

const seen = (copy: ReturnType<typeof copyOf>, end: bigint) => {
  copy.seeEnd(end);
  const ages = new LagAges(unasked);
  ages.sample([copy]);
  return topicStatusesOf([copy], new CopyControl(), ages)[0]!;
};

test('what is not on the target yet is as old as the first of it', () => {
  const copy = copyOf();
  copy.accept(sourceBatch(0n, 3), lease());
  const age = Date.now() - TIMESTAMP;
  const { lag, lagMs } = seen(copy, 5n);
  expect(lag).toBe(5n);
  expect(Math.abs(lagMs! - age)).toBeLessThan(60_000);
  takeBatch(copy);
  expect(seen(copy, 5n).lagMs).toBeGreaterThanOrEqual(age);
});

test('only a target that has all there is at the source is 0 behind', () => {
  const copy = copyOf();
  copy.accept(sourceBatch(0n, 3), lease());
  sendAll(copy);
  expect(seen(copy, 3n)).toMatchObject({ lag: 0n, lagBytes: 0, lagMs: 0 });
  // There is more, and nothing of it was fetched.
  expect(seen(copy, 5n)).toMatchObject({ lag: 2n, lagMs: undefined });
  expect(seen(copy, 6n).lagBytes).toBe(copy.copiedBytes);
});

test('what has come since the target had all is no older than that, also before anything of it is fetched', () => {
  const copy = copyOf();
  copy.accept(sourceBatch(0n, 3), lease());
  sendAll(copy);
  copy.seeEnd(3n);
  const ages = new LagAges(unasked);
  ages.sample([copy]);
  copy.seeEnd(5n);
  ages.sample([copy]);
  const lagMs = ages.ageMs(copy);
  expect(lagMs).toBeGreaterThan(0);
  expect(lagMs).toBeLessThan(60_000);
});

test('how far behind it is stays unknown while nobody has seen the end of the source lately', () => {
  const copy = copyOf();
  const unknown = { lag: undefined, lagBytes: undefined, lagMs: undefined };
  expect(topicStatusesOf([copy], new CopyControl(), new LagAges(unasked))[0]).toMatchObject(unknown);
});

test('what was copied of partitions that were given up stays counted, and of its topic', () => {
  const [one, other] = [copyOf(), copyOf()];
  for (const copy of [one, other]) {
    copy.accept(sourceBatch(0n, 3), lease());
    sendAll(copy);
  }
  const former: FormerTotals = new Map();
  noteFormer(former, [one]);
  const control = new CopyControl();
  expect(copyStatusOf([other], control, former).copiedRecords).toBe(6);
  const [topic] = topicStatusesOf([other], control, new LagAges(unasked), former);
  expect(topic).toMatchObject({ copiedRecords: 6, copiedBytes: 2 * one.copiedBytes });
  noteFormer(former, [other]);
  expect(copyStatusOf([], control, former).copiedRecords).toBe(6);
});

test('filler is nothing that the source has', () => {
  const copy = copyOf({ fillTo: 1000n, fillTimestamp: BigInt(TIMESTAMP) });
  const { lag, lagMs, phases } = seen(copy, 1010n);
  expect([lag, phases]).toEqual([10n, new Map([['filling', 1]])]);
  expect(lagMs).toBeGreaterThan(1000);
});

test('a paused topic is at rest once what was read of it is on the target', () => {
  const copy = copyOf();
  const control = new CopyControl();
  const watch = new PauseWatch(control);
  const phase = () => copyStatusOf([copy], control).partitions[0]!.phase;
  const look = () => watch.look([{ topic: copy.topic, phase: phase() }]);
  copy.accept(sourceBatch(0n, 3), lease());
  control.pause(/^orders$/u);
  expect([phase(), look()]).toEqual(['copying', { atRest: [], resumed: [] }]);
  const batch = takeBatch(copy);
  expect(phase()).toBe('copying');
  copy.confirm(batch);
  expect([phase(), look()]).toEqual(['paused', { atRest: ['orders'], resumed: [] }]);
  expect(look()).toEqual({ atRest: [], resumed: [] });
  control.resume(undefined);
  expect([phase(), look()]).toEqual(['copying', { atRest: [], resumed: ['orders'] }]);
});
