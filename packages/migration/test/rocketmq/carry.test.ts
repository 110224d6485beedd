import { expect, test } from 'vitest';
import { carriedEnds, carriedShown } from '../../src/rocketmq/carry.ts';

const shown = (revision: number, at: number) => new Map([['orders', { revision, at }]]);

test('a client has the present route since it was first shown it, however often it asks', () => {
  const present = () => 5;
  expect(carriedShown(undefined, shown(5, 10), present)).toEqual(shown(5, 10));
  expect(carriedShown(shown(5, 10), shown(7, 40), present)).toEqual(shown(5, 10));
  expect(carriedShown(shown(4, 10), shown(5, 40), present)).toEqual(shown(5, 40));
  expect(carriedShown(shown(5, 10), shown(8, 40), () => 8)).toEqual(shown(8, 40));
});

test('a queue stands still since its end was first seen there', () => {
  const before = carriedEnds(
    undefined,
    new Map([
      ['a:0', 3n],
      ['a:1', 4n],
    ]),
    10,
  );
  const after = carriedEnds(
    before,
    new Map([
      ['a:0', 3n],
      ['a:1', 5n],
      ['b:0', 0n],
    ]),
    20,
  );
  expect(Object.fromEntries(after)).toEqual({
    'a:0': { end: 3n, stillSince: 10 },
    'a:1': { end: 5n, stillSince: 20 },
    'b:0': { end: 0n, stillSince: 20 },
  });
});
