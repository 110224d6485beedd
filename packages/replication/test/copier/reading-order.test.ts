import { expect, test } from 'vitest';
import { ReadAhead } from '../../src/copier/read-ahead.ts';
import { readingOrder } from '../../src/copier/reading-order.ts';

const partitions = ['a', 'B', 'c', 'D'].map((name) => ({ name, isAtTail: name === name.toLowerCase() }));
const order = (turn: number) =>
  readingOrder(partitions, turn)
    .map(({ name }) => name)
    .join('');

test('every other request begins with the tail, the others with each partition in turn', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(order)).toEqual([
    ...['aBcD', 'caDB', 'BcDa', 'acDB', 'cDaB', 'acBD', 'DaBc', 'caBD', 'aBcD'],
  ]);
});

test('as many requests as there are partitions begin with each of them', () => {
  for (const length of [1, 2, 3, 4, 7, 10]) {
    const behind = Array.from({ length }, () => ({ isAtTail: false }));
    const first = Array.from(behind, (_, turn) => readingOrder(behind, turn)[0]);
    expect(new Set(first).size).toBe(length);
  }
});

test('a backlog leaves room for the tail', () => {
  const ahead = new ReadAhead(800);
  const room = () => [ahead.hasRoom(false), ahead.hasRoom(true)];
  expect(room()).toEqual([true, true]);
  ahead.hold(700);
  expect(room()).toEqual([false, true]);
  ahead.hold(100);
  expect(room()).toEqual([false, false]);
  ahead.release(101);
  expect(room()).toEqual([true, true]);
});
