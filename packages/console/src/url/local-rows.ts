import { pageOf, type TableState } from './table-state.ts';

type Value = string | number | bigint | null;

/**
 * The part of a list that a table shows, where the service gives all of it at once. What is not known comes last,
 * whatever the order; equal ones stay as they came.
 */
export const rowsShown = <Row, Sort extends string, Filter extends string>(
  all: readonly Row[],
  state: TableState<Sort, Filter>,
  valueBy: (row: Row, by: Sort) => Value,
): { readonly rows: readonly Row[]; readonly total: number } => {
  const turned = state.order === 'ascending' ? 1 : -1;
  const sorted = all.toSorted((a, b) => {
    const [one, other] = [valueBy(a, state.sort), valueBy(b, state.sort)];
    if (one === other) return 0;
    if (one === null) return 1;
    if (other === null) return -1;
    return (one < other ? -1 : 1) * turned;
  });
  const { offset, limit } = pageOf(state);
  return { rows: sorted.slice(offset, offset + limit), total: all.length };
};

/** Whether a text has what is searched for in it, in any case of letters. */
export const isFound = (search: string | undefined, text: string): boolean =>
  search === undefined || text.toLowerCase().includes(search.toLowerCase());
