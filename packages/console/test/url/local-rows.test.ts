import { expect, test } from 'vitest';
import { isFound, rowsShown } from '../../src/url/local-rows.ts';
import type { TableState } from '../../src/url/table-state.ts';

const ROWS = [
  { name: 'b', lag: 9_007_199_254_740_993n },
  { name: 'a', lag: null },
  { name: 'c', lag: 9_007_199_254_740_992n },
  { name: 'd', lag: 0n },
];

const state = (of: Partial<TableState<'name' | 'lag', never>>): TableState<'name' | 'lag', never> => ({
  ...{ page: 1, size: 50, sort: 'name', order: 'ascending', filters: {} },
  ...of,
});

const names = (of: Partial<TableState<'name' | 'lag', never>>): string =>
  rowsShown(ROWS, state(of), (row, by) => row[by])
    .rows.map(({ name }) => name)
    .join('');

test.each([
  [{}, 'abcd'],
  [{ order: 'descending' }, 'dcba'],
  [{ sort: 'lag' }, 'dcba'],
  [{ sort: 'lag', order: 'descending' }, 'bcda'],
  [{ page: 2, size: 3 }, 'd'],
  [{ page: 9 }, ''],
] as const)('rows by %j; what is not known comes last in either order', (of, expected) => {
  expect(names(of)).toBe(expected);
});

test('the total is of all rows, whatever the page', () => {
  expect(rowsShown(ROWS, state({ page: 2, size: 3 }), (row, by) => row[by]).total).toBe(4);
});

test('a search is in any case of letters', () => {
  expect([isFound('ORD', 'my-orders'), isFound('x', 'orders'), isFound(undefined, 'orders')]).toEqual([
    true,
    false,
    true,
  ]);
});
