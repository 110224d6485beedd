/** Which part of a list. */
export interface PageQuery {
  readonly offset: number;
  readonly limit: number;
}

/** That part of a list, and how long the list is. */
export const partOf = <T>(items: readonly T[], { offset, limit }: PageQuery) => ({
  items: items.slice(offset, offset + limit),
  total: items.length,
});

/** Whether one of the texts has what is searched for in it, in any case of letters. */
export const isFound = (search: string | undefined, ...texts: readonly string[]): boolean => {
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
};

/** How a list is ordered: by one of its members or what is worked out of it, and by name among equal ones. */
export interface Ordering<T> {
  readonly by: keyof T | ((item: T) => unknown);
  readonly order: 'ascending' | 'descending';
  readonly name: keyof T;
}

/** Compares two items. What is not known comes last, whatever the order. */
export const ordered =
  <T>({ by, order, name }: Ordering<T>) =>
  (a: T, b: T): number => {
    const of = (item: T) => (typeof by === 'function' ? by(item) : item[by]);
    const [one, other] = [of(a), of(b)];
    if (one === other) return a[name] < b[name] ? -1 : 1;
    if (one === null || one === undefined) return 1;
    if (other === null || other === undefined) return -1;
    return (one as bigint) < (other as bigint) === (order === 'ascending') ? -1 : 1;
  };
