import { useState } from 'react';
import { readTableState, type TableShape, type TableState } from './table-state.ts';

/** The state of a table that is a part of a form: it goes with the form, and is not in the address. */
export const useLocalTableState = <Sort extends string, Filter extends string>(
  shape: TableShape<Sort, Filter>,
): readonly [TableState<Sort, Filter>, (next: TableState<Sort, Filter>) => void] =>
  useState(() => readTableState(shape, new URLSearchParams()));
