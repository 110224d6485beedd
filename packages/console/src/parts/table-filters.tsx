import { filtered, type TableState } from '../url/table-state.ts';
import { FilterSearch, FilterSelect } from './filter-bar.tsx';

interface OfTable<Sort extends string, Filter extends string> {
  readonly label: string;
  readonly state: TableState<Sort, Filter>;
  readonly onState: (state: TableState<Sort, Filter>) => void;
}

/** Searches a table for a part of a name. */
export const TableSearch = <Sort extends string, Filter extends string>({
  label,
  state,
  onState,
}: OfTable<Sort, Filter | 'search'>) => (
  <FilterSearch
    label={label}
    value={state.filters.search}
    onChange={(value) => onState(filtered<Sort, Filter | 'search'>(state, 'search', value))}
  />
);

/** Filters a table by one of few values. */
export const TableSelect = <Sort extends string, Filter extends string>({
  label,
  all,
  options,
  filter,
  state,
  onState,
}: OfTable<Sort, Filter> & {
  /** What it says while nothing is chosen. */
  readonly all: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly filter: NoInfer<Filter>;
}) => (
  <FilterSelect
    label={label}
    all={all}
    options={options}
    value={state.filters[filter]}
    onChange={(value) => onState(filtered(state, filter, value))}
  />
);
