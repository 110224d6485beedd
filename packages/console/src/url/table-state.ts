/** What a table can be sorted and filtered by. */
export interface TableShape<Sort extends string, Filter extends string> {
  /** The first one is that of a table that nobody has sorted. */
  readonly sorts: readonly Sort[];
  /** The values of each filter, or `text` where any is possible. */
  readonly filters: Readonly<Record<Filter, readonly string[] | 'text'>>;
}

export type Order = 'ascending' | 'descending';

/** Which part of a table is shown, and how. */
export interface TableState<Sort extends string, Filter extends string> {
  /** From 1 on. */
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  readonly order: Order;
  readonly filters: Readonly<Partial<Record<Filter, string>>>;
}

export const PAGE_SIZES = [20, 50, 100, 200] as const;
const DEFAULT_SIZE = 50;
const LONGEST_TEXT = 249;

const wholeNumber = (text: string | null, fallback: number): number => {
  const value = Number(text);
  return text !== null && Number.isSafeInteger(value) && value >= 1 ? value : fallback;
};

/** What an address says of a table; what it says wrongly, or not at all, is as at the beginning. */
export const readTableState = <Sort extends string, Filter extends string>(
  { sorts, filters }: TableShape<Sort, Filter>,
  search: URLSearchParams,
): TableState<Sort, Filter> => {
  const size = wholeNumber(search.get('size'), DEFAULT_SIZE);
  const given = (Object.entries(filters) as [Filter, readonly string[] | 'text'][]).flatMap(
    ([name, values]) => {
      const value = search.get(name);
      if (value === null || value === '') return [];
      const known = values === 'text' ? value.length <= LONGEST_TEXT : values.includes(value);
      return known ? [[name, value] as const] : [];
    },
  );
  return {
    page: wholeNumber(search.get('page'), 1),
    size: PAGE_SIZES.find((each) => each === size) ?? DEFAULT_SIZE,
    sort: sorts.find((sort) => sort === search.get('sort')) ?? sorts[0]!,
    order: search.get('order') === 'descending' ? 'descending' : 'ascending',
    filters: Object.fromEntries(given) as Partial<Record<Filter, string>>,
  };
};

/** The address with the state of a table in it; what is as at the beginning is left out, what is not the table's stays. */
export const writeTableState = <Sort extends string, Filter extends string>(
  { sorts, filters }: TableShape<Sort, Filter>,
  state: TableState<Sort, Filter>,
  search: URLSearchParams,
): URLSearchParams => {
  const written = new URLSearchParams(search);
  const put = (name: string, value: string | undefined): void => {
    if (value === undefined || value === '') written.delete(name);
    else written.set(name, value);
  };
  put('page', state.page === 1 ? undefined : String(state.page));
  put('size', state.size === DEFAULT_SIZE ? undefined : String(state.size));
  put('sort', state.sort === sorts[0] ? undefined : state.sort);
  put('order', state.order === 'ascending' ? undefined : state.order);
  for (const name of Object.keys(filters) as Filter[]) put(name, state.filters[name]);
  return written;
};

/** The state with another filter; a list that is filtered anew is read from its beginning. */
export const filtered = <Sort extends string, Filter extends string>(
  state: TableState<Sort, Filter>,
  name: Filter,
  value: string | undefined,
): TableState<Sort, Filter> => {
  const { [name]: _, ...others } = state.filters;
  const filters = (
    value === undefined || value === '' ? others : { ...others, [name]: value }
  ) as typeof state.filters;
  return { ...state, page: 1, filters };
};

/** The state without filters, from its beginning. */
export const unfiltered = <Sort extends string, Filter extends string>(
  state: TableState<Sort, Filter>,
): TableState<Sort, Filter> => ({ ...state, page: 1, filters: {} as typeof state.filters });

/** What a list is asked for, to show this part of it. */
export const pageOf = ({ page, size }: { readonly page: number; readonly size: number }) => ({
  offset: (page - 1) * size,
  limit: size,
});
