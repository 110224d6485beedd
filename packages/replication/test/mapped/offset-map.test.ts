import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OffsetMap, type OffsetRun } from '../../src/mapped/offset-map.ts';

const mapOf = (runs: readonly OffsetRun[]): OffsetMap => {
  const map = new OffsetMap();
  for (const run of runs) map.append(run);
  return map;
};

const SPARSE = [
  { source: 10n, target: 3n, count: 2n },
  { source: 20n, target: 5n, count: 1n },
  { source: 30n, target: 9n, count: 4n },
];

test('an offset that was copied, one in a hole, and the end', () => {
  const map = mapOf(SPARSE);
  expect(
    [0n, 10n, 11n, 12n, 19n, 20n, 21n, 30n, 33n, 34n, 99n].map((offset) => map.toTarget(offset)),
  ).toEqual([3n, 3n, 4n, 5n, 5n, 5n, 9n, 9n, 12n, 13n, 13n]);
  expect([2n, 3n, 5n, 6n, 9n, 13n].map((offset) => map.toSource(offset))).toEqual([
    undefined,
    10n,
    20n,
    undefined,
    30n,
    undefined,
  ]);
  expect([0n, 6n, 12n, 13n].map((offset) => map.nextSource(offset))).toEqual([10n, 30n, 33n, 34n]);
});

test('neighbours become one run, and a run is never put in front of another', () => {
  const map = mapOf([
    { source: 0n, target: 0n, count: 5n },
    { source: 5n, target: 5n, count: 5n },
  ]);
  expect([...map.runs()]).toEqual([{ source: 0n, target: 0n, count: 10n }]);
  expect(() => map.append({ source: 9n, target: 10n, count: 1n })).toThrow(RangeError);
});

/** Records at ascending offsets of the source, with holes small and large. */
const records = fc.array(
  fc.record({ skip: fc.bigInt(0n, 2n ** 33n), others: fc.constantFrom(0n, 0n, 0n, 7n) }),
  { maxLength: 1_500 },
);

const placed = (steps: readonly { skip: bigint; others: bigint }[]): [source: bigint, target: bigint][] => {
  let [source, target] = [0n, 0n];
  return steps.map(({ skip, others }) => {
    source += skip % 3n === 0n ? 0n : skip;
    target += others;
    const place: [bigint, bigint] = [source, target];
    source += 1n;
    target += 1n;
    return place;
  });
};

test('every record is found from both sides, also behind a truncation', () => {
  fc.assert(
    fc.property(records, fc.nat(), (steps, cut) => {
      const places = placed(steps);
      const map = mapOf(places.map(([source, target]) => ({ source, target, count: 1n })));
      const end = places.length === 0 ? 0n : BigInt(cut) % (places.at(-1)![1] + 2n);
      map.truncate(end);
      for (const [source, target] of places) {
        const isKept = target < end;
        expect(map.has(source)).toBe(isKept);
        expect(map.toSource(target)).toBe(isKept ? source : undefined);
        if (isKept) expect(map.toTarget(source)).toBe(target);
      }
      const left = [...map.runsFrom(end / 2n)].map((run) => run.target + run.count > end / 2n);
      expect(left.every(Boolean)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
