import { type Problem, problemOf } from '@mqferry/api';
import type { Aged } from './aged-value.ts';
import type { PartName } from './inventories.ts';
import { inventoryErrors } from './inventory-errors.ts';

/** How old an answer is, as the API tells it. */
export interface Seen {
  readonly asOf: string | null;
  readonly refreshing: boolean;
  readonly problems: { part: PartName | 'offsets'; asOf: string | null; problem: Problem }[];
}

/** A moment as the API tells it; null: never. */
export const instantOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

/** What is wrong with parts: those whose last reading failed, and those that were not read yet. */
export const problemsOf = (looks: Readonly<Partial<Record<PartName, Aged<unknown>>>>): Seen['problems'] =>
  (Object.entries(looks) as [PartName, Aged<unknown>][]).flatMap(([part, { at, problem, value }]) => {
    const told = problem ?? (value === undefined ? inventoryErrors.INVENTORY_NOT_READ_YET({}) : undefined);
    return told ? [{ part, asOf: instantOf(at), problem: problemOf(told) }] : [];
  });

/** How old an answer is that is mainly about `main` and made of all these parts. */
export const seenOf = (
  main: Aged<unknown>,
  looks: Readonly<Partial<Record<PartName, Aged<unknown>>>>,
): Seen => ({
  asOf: instantOf(main.at),
  refreshing: Object.values(looks).some(({ refreshing }) => refreshing),
  problems: problemsOf(looks),
});
