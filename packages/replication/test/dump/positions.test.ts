import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSlot, SLOT_POSITIONS, slotText } from '../../src/dump/dump-position.ts';
import { murmur2 } from '../../src/dump/murmur2.ts';
import { partitionByKey } from '../../src/dump/partitioner.ts';
import { PositionTable } from '../../src/dump/position-table.ts';

const LARGEST = 2n ** 63n - 1n;
const int64 = fc.bigInt({ min: 0n, max: LARGEST });
const position = fc.record({
  partition: fc.nat(1_000_000),
  ...{ offset: int64, read: int64, written: int64, filtered: int64, skipped: int64, lost: int64 },
  end: fc.option(int64, { nil: undefined }),
});

test('positions survive being written as text', () => {
  const slot = fc.record({
    sourceTopicId: fc.option(fc.constant('buiRVtNEQKCfXaavqWLtnA'), { nil: undefined }),
    partitions: fc.nat(1_000_000),
    positions: fc.array(position, { maxLength: SLOT_POSITIONS }),
  });
  fc.assert(
    fc.property(slot, (given) => {
      expect(parseSlot(slotText(given))).toEqual(given);
    }),
  );
});

test('as many as share a commit are no more than a broker takes, however large their numbers', () => {
  const all = { offset: LARGEST, read: LARGEST, written: LARGEST, filtered: LARGEST, skipped: LARGEST };
  const positions = Array.from({ length: SLOT_POSITIONS }, (_, i) => ({
    ...{ partition: 99_999 - i, ...all, lost: LARGEST, end: LARGEST },
  }));
  expect(
    slotText({ sourceTopicId: 'buiRVtNEQKCfXaavqWLtnA', partitions: 100_000, positions }).length,
  ).toBeLessThan(4_096);
});

test.each(['', 'somebody else', '1;-', '1;-;5;1:2:3', '2;-;1', '1;-;1;1:2:3:4:5:6:7:8:9'])(
  '“%s” is no position',
  (text) => {
    expect(parseSlot(text)).toBeUndefined();
  },
);

/** As UtilsTest.testMurmur2 of Kafka has them. */
test.each([
  ['21', -973_932_308],
  ['foobar', -790_332_482],
  ['a-little-bit-long-string', -985_981_536],
  ['a-little-bit-longer-string', -1_486_304_829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
  ['abc', 479_470_107],
])('murmur2 of %s is that of Java', (text, hash) => {
  expect(murmur2(Buffer.from(text))).toBe(hash);
});

test('records without a key use every partition, and always the same one', () => {
  for (const [source, target] of [
    [2, 7],
    [4, 6],
    [6, 4],
    [1, 3],
  ] as const) {
    const partitioner = partitionByKey(source, target);
    const used = new Set<number>();
    for (let partition = 0; partition < source; partition += 1) {
      for (let offset = 0n; offset < 2_000n; offset += 50n) used.add(partitioner(partition, offset, null));
    }
    expect([...used].sort()).toEqual(Array.from({ length: target }, (_, i) => i));
  }
});

test('a table moves on only, no further than the end, and says what has to be committed', () => {
  const none = { read: 0n, written: 0n, filtered: 0n, skipped: 0n, lost: 0n };
  const table = new PositionTable([
    { partition: 0, offset: 5n, ...none, end: undefined },
    { partition: 40, offset: 5n, ...none, end: 10n },
  ]);
  expect([table.advance(0, 4n), table.changedSlots]).toEqual([false, []]);
  expect([table.advance(40, 20n), table.get(40).offset, table.changedSlots]).toEqual([true, 10n, [1]]);
  table.leap(0, 9n);
  expect([table.counts.lost, table.changedSlots, table.isDone]).toEqual([4n, [0, 1], false]);
  table.settle();
  expect(table.changedSlots).toEqual([]);
});
