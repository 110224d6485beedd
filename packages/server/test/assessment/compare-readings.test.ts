import { expect, test } from 'vitest';
import { addReading, type Probe } from '../../src/assessment/compare-readings.ts';
import {
  decodeReading,
  encodeReading,
  type LastReading,
  NOTHING_MEASURED,
  type Policy,
} from '../../src/assessment/progress.ts';
import { committedKey, type PartitionReading, type Reading } from '../../src/assessment/reading.ts';

type Logs = Readonly<
  Record<string, readonly (readonly [start: bigint, end: bigint, bytes: number | undefined])[]>
>;

const partitionsOf = (logs: Logs[string]) =>
  new Map(logs.map(([start, end, bytes], i): [number, PartitionReading] => [i, { start, end, bytes }]));

const readingOf = (at: number, logs: Logs, committed: Readonly<Record<string, bigint>> = {}): Reading => ({
  ...{ at, committed: new Map(Object.entries(committed)) },
  topics: new Map(Object.entries(logs).map(([topic, of]) => [topic, partitionsOf(of)])),
});

const DELETING: Policy = { cleanup: 'delete', retentionMs: 100_000, retentionBytes: null };
const COMPACTED: Policy = { cleanup: 'compact', retentionMs: null, retentionBytes: null };

const lastOf = (reading: Reading, policies: Readonly<Record<string, Policy>> = {}): LastReading => ({
  ...{ reading, totals: new Map(), policies: new Map(Object.entries(policies)) },
});

const add = (last: LastReading, now: Reading, probes: Readonly<Record<string, Probe>> = {}) =>
  addReading(NOTHING_MEASURED, last, now, new Map(Object.entries(probes)), false);

test('records are what ends went up by, bytes what logs grew by', () => {
  const last = lastOf(
    readingOf(0, {
      a: [
        [0n, 10n, 1000],
        [5n, 5n, 0],
      ],
    }),
    { a: DELETING },
  );
  const { measured } = add(
    last,
    readingOf(2000, {
      a: [
        [0n, 30n, 3000],
        [5n, 6n, 100],
      ],
    }),
  );
  expect(measured).toMatchObject({
    ...{ records: 21, bytes: 2100, peakBytes: 1050, peakRecords: 10.5, samples: 1, gaps: [] },
    // 1,050 bytes a second for 100 seconds.
    fullCopyBytes: 105_000,
  });
});

test('a log that deleted records, or is compacted, does not tell by its size: batches do', () => {
  const last = lastOf(readingOf(0, { a: [[0n, 10n, 1000]], c: [[0n, 10n, 900]] }), { c: COMPACTED });
  const now = readingOf(1000, { a: [[20n, 40n, 500]], c: [[0n, 15n, 100]] });
  const each = { a: { perOffset: 10 }, c: { perOffset: 100 } };
  expect(add(last, now, each).measured).toMatchObject({ records: 35, bytes: 30 * 10 + 5 * 100 });
  // Of the one the log itself tells as well, of the other nothing does: that is unknown, not 0.
  expect(add(last, now).measured).toMatchObject({ records: 35, bytes: null, peakBytes: null });
});

test('a topic that appeared, or was made anew, was empty before', () => {
  const last = lastOf(readingOf(0, { again: [[0n, 50n, 5000]] }));
  const { measured } = add(last, readingOf(1000, { again: [[0n, 3n, 300]], fresh: [[0n, 2n, 200]] }));
  expect(measured).toMatchObject({ records: 5, bytes: 500 });
});

test('what was written to a partition is not missed while it has no leader', () => {
  const first = lastOf(readingOf(0, { a: [[0n, 10n, 1000]] }));
  const away = add(first, readingOf(1000, { a: [] }));
  expect(away.measured.records).toBe(0);
  const back = addReading(
    away.measured,
    away.last,
    readingOf(2000, { a: [[0n, 14n, 1400]] }),
    new Map(),
    true,
  );
  expect(back.measured).toMatchObject({ records: 4, bytes: 400, gaps: [{ from: 1000, to: 2000 }] });
});

test('consumed is what groups went on by; a first commit and a step back say nothing', () => {
  const keys = [0, 1, 2].map((partition) => committedKey('a', partition, 'a group'));
  const logs = (end: bigint, bytes: number): Logs => ({
    a: [
      [0n, end, bytes],
      [0n, 9n, 90],
      [0n, 9n, 90],
    ],
  });
  const last = lastOf(readingOf(0, logs(10n, 100), { [keys[0]!]: 2n, [keys[1]!]: 9n }));
  const now = readingOf(1000, logs(20n, 200), { [keys[0]!]: 7n, [keys[1]!]: 1n, [keys[2]!]: 9n });
  expect(add(last, now).measured.consumedBytes).toBe(50);
  expect(
    add({ ...last, reading: { ...last.reading, committed: undefined } }, now).measured.consumedBytes,
  ).toBe(null);
});

test('traffic over time is kept in few points, with the highest of each stretch', () => {
  let { measured, last } = { measured: NOTHING_MEASURED, last: lastOf(readingOf(0, { a: [[0n, 0n, 0]] })) };
  for (let i = 1; i <= 500; i += 1) {
    const end = BigInt(i) + (i >= 7 ? 1000n : 0n);
    const now = readingOf(i * 1000, { a: [[0n, end, Number(end)]] });
    ({ measured, last } = addReading(measured, last, now, new Map(), i === 400));
  }
  expect(measured.traffic.length).toBeLessThanOrEqual(240);
  expect(measured.traffic.at(-1)?.at).toBe(500_000);
  expect(Math.max(...measured.traffic.map(({ bytes }) => bytes ?? 0))).toBe(1001);
  expect(measured).toMatchObject({ records: 1500, peakRecords: 1001, samples: 500 });
});

test('sizes that are not told make bytes unknown, and counts are exact still', () => {
  const last = lastOf(readingOf(0, { a: [[0n, 1n, undefined]] }));
  expect(add(last, readingOf(1000, { a: [[0n, 2n ** 62n, undefined]] })).measured).toMatchObject({
    bytes: null,
  });
});

test('a reading comes back as it was kept', () => {
  const last: LastReading = {
    reading: readingOf(
      7,
      {
        'a b': [
          [2n ** 60n, 2n ** 62n, undefined],
          [0n, 1n, 5],
        ],
        none: [],
      },
      { 'a 0 my group': 3n },
    ),
    totals: new Map([['a', { records: 1, bytes: null, perOffset: 2.5 }]]),
    policies: new Map([['a', COMPACTED]]),
  };
  expect(decodeReading(encodeReading(last))).toEqual(last);
  const untold = { ...last, reading: { ...last.reading, committed: undefined } };
  expect(decodeReading(encodeReading(untold))).toEqual(untold);
});
