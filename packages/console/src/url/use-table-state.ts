import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readTableState, type TableShape, type TableState, writeTableState } from './table-state.ts';

/** The state of a table, kept in the address, so that it can be passed on and comes back with the page. */
export const useTableState = <Sort extends string, Filter extends string>(
  shape: TableShape<Sort, Filter>,
): readonly [TableState<Sort, Filter>, (next: TableState<Sort, Filter>) => void] => {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readTableState(shape, search), [shape, search]);
  const set = (next: TableState<Sort, Filter>): void =>
    setSearch((now) => writeTableState(shape, next, now), { replace: true });
  return [state, set];
};
