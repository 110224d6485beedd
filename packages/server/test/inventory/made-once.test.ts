import { expect, test } from 'vitest';
import { madeOnce } from '../../src/inventory/made-once.ts';
import { sortedOnce } from '../../src/inventory/sorted-once.ts';

interface Named {
  readonly name: string;
}

test('is made once of the same values, and anew when one of them is another or unknown', () => {
  const made: string[] = [];
  const both = madeOnce((one: Named, other: Named | undefined) => {
    made.push(`${one.name} ${other?.name}`);
    return { one, other };
  });
  const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];
  expect(both(a, b)).toBe(both(a, b));
  expect(both(a, undefined)).toBe(both(a, undefined));
  expect(both(a, c)).not.toBe(both(a, b));
  expect(both(b, a)).toEqual({ one: b, other: a });
  expect(made).toEqual(['a b', 'a undefined', 'a c', 'b a']);
});

test('what cannot be told is made once, too', () => {
  let times = 0;
  const nothing = madeOnce((_: Named) => {
    times += 1;
    return undefined;
  });
  const a = { name: 'a' };
  expect([nothing(a), nothing(a), times]).toEqual([undefined, undefined, 1]);
});

test('each order of a list is its own, and the list stays as it is', () => {
  const sorted = sortedOnce<{ name: string; size: number }>('name');
  const rows = [
    { name: 'b', size: 1 },
    { name: 'a', size: 1 },
    { name: 'c', size: 0 },
  ];
  const names = (by: 'name' | 'size', order: 'ascending' | 'descending') =>
    sorted(rows, by, order).map(({ name }) => name);
  expect(names('size', 'ascending')).toEqual(['c', 'a', 'b']);
  expect(names('size', 'descending')).toEqual(['a', 'b', 'c']);
  expect(names('name', 'descending')).toEqual(['c', 'b', 'a']);
  expect(sorted(rows, 'size', 'ascending')).toBe(sorted(rows, 'size', 'ascending'));
  expect(rows.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
});
