import { type Ordering, ordered } from '../lists.ts';
import { madeOnce } from './made-once.ts';

/** Orders lists that are never changed: each once in each order that is asked for. `name`: the order of equal ones. */
export const sortedOnce = <T>(name: keyof T) => {
  const ordersOf = madeOnce((_rows: readonly T[]) => new Map<string, readonly T[]>());
  return (rows: readonly T[], by: keyof T, order: Ordering<T>['order']): readonly T[] => {
    const orders = ordersOf(rows);
    const key = `${String(by)} ${order}`;
    const sorted = orders.get(key) ?? rows.toSorted(ordered({ by, order, name }));
    orders.set(key, sorted);
    return sorted;
  };
};
