import { expect, test } from 'vitest';
import {
  dumpOf,
  OFFSETS,
  TOPIC_NAME,
  type TypedDump,
  tuningOf,
  typedTuning,
} from '../../src/pages/new-dump/dump-text.ts';

const PLAIN: TypedDump = {
  ...{ name: 'a', sourceId: 's', sourceTopic: 'x', targetId: 't', targetTopic: 'y' },
  ...{ at: 'earliest', onError: 'stop', partitioning: 'keep', until: 'stopped' },
};

test('what is left empty is what the service has for it', () => {
  expect(dumpOf({ ...PLAIN, filter: '  ', create: true, partitions: '' })).toMatchObject({
    ...{ create: null, filter: null, start: { at: 'earliest' }, bytesPerSecond: null, batchRecords: 5_000 },
    retries: { attempts: null },
  });
});

test('exact offsets are as many digits as they have', () => {
  const { start } = dumpOf({ ...PLAIN, at: 'offsets', offsets: '0:9007199254740993, 3:1' });
  const offsets = [
    { partition: 0, offset: 9_007_199_254_740_993n },
    { partition: 3, offset: 1n },
  ];
  expect(start).toEqual({ at: 'offsets', offsets });
  expect(['0:1,', '1', 'a:1', '0:1;2:3'].map((text) => OFFSETS.test(text))).toEqual(Array(4).fill(false));
});

test('what is tuned comes back as it was typed, and times between attempts stay', () => {
  const typed = { batch: '200', rate: '1.5', attempts: '3', acceptGaps: true };
  const tuning = tuningOf(typed, { firstMs: 7, longestMs: 8 });
  expect(tuning.retries).toEqual({ attempts: 3, firstMs: 7, longestMs: 8 });
  expect(typedTuning(tuning)).toEqual(typed);
});

test.each([
  ['orders.eu_1-a', true],
  ['..', false],
  ['or ders', false],
  ['', false],
])('“%s” as a topic name: %s', (name, isOne) => {
  expect(TOPIC_NAME.test(name)).toBe(isOne);
});
