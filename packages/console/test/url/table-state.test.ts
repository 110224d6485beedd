import { describe, expect, test } from 'vitest';
import {
  filtered,
  pageOf,
  readTableState,
  type TableShape,
  writeTableState,
} from '../../src/url/table-state.ts';

const SHAPE: TableShape<'topic' | 'lag', 'search' | 'copy'> = {
  sorts: ['topic', 'lag'],
  filters: { search: 'text', copy: ['stopped', 'in-step'] },
};

const read = (search: string) => readTableState(SHAPE, new URLSearchParams(search));

describe('the state of a table in the address', () => {
  test('is that of the beginning where nothing is said', () => {
    expect(read('')).toEqual({ page: 1, size: 50, sort: 'topic', order: 'ascending', filters: {} });
  });

  test('is read and written as the same', () => {
    const search = 'page=3&size=100&sort=lag&order=descending&search=orders&copy=stopped';
    const state = read(search);
    expect(state).toEqual({
      ...{ page: 3, size: 100, sort: 'lag', order: 'descending' },
      filters: { search: 'orders', copy: 'stopped' },
    });
    expect(writeTableState(SHAPE, state, new URLSearchParams()).toString()).toBe(search);
  });

  test('takes nothing that is not possible', () => {
    const search = `page=-1&size=7&sort=secret&order=sideways&copy=anything&search=${'x'.repeat(300)}`;
    expect(read(search)).toEqual(read(''));
    expect(read('page=1e99&size=50.5')).toEqual(read(''));
  });

  test('leaves the rest of the address alone', () => {
    const written = writeTableState(SHAPE, read('sort=lag'), new URLSearchParams('tab=plan&copy=stopped'));
    expect(written.toString()).toBe('tab=plan&sort=lag');
  });

  test('goes back to the first page when it is filtered anew', () => {
    const state = filtered(read('page=4'), 'copy', 'stopped');
    expect(state).toMatchObject({ page: 1, filters: { copy: 'stopped' } });
    expect(filtered(state, 'copy', undefined).filters).toEqual({});
  });

  test('tells the part of the list that is shown', () => {
    expect(pageOf(read('page=3&size=20'))).toEqual({ offset: 40, limit: 20 });
  });
});
