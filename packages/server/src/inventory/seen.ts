import { type Problem, problemOf } from '@mqferry/api';
import type { Aged } from './aged-value.ts';
import type { PartName } from './inventories.ts';
import { inventoryErrors } from './inventory-errors.ts';

/** How old an answer is, as the API tells it. */
export interface Seen<Part extends string = PartName | 'offsets'> {
  readonly asOf: string | null;
  readonly refreshing: boolean;
  readonly problems: PartProblem<Part>[];
}

/** A moment as the API tells it; null: never. */
export const instantOf = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

/** Parts of a cluster, as they are known. */
type Looks<Part extends string> = Readonly<Partial<Record<Part, Aged<unknown>>>>;

/** What is wrong with a part. */
export interface PartProblem<Part extends string> {
  readonly part: Part;
  readonly asOf: string | null;
  readonly problem: Problem;
}

/** What is wrong with parts: those whose last reading failed, and those that were not read yet. */
export const problemsOf = <Part extends string>(looks: Looks<Part>): PartProblem<Part>[] =>
  (Object.entries(looks) as [Part, Aged<unknown>][]).flatMap(([part, { at, problem, value }]) => {
    const told = problem ?? (value === undefined ? inventoryErrors.INVENTORY_NOT_READ_YET({}) : undefined);
    return told ? [{ part, asOf: instantOf(at), problem: problemOf(told) }] : [];
  });

/** How old an answer is that is mainly about `main` and made of all these parts. */
export const seenOf = <Part extends string>(main: Aged<unknown>, looks: Looks<Part>): Seen<Part> => ({
  asOf: instantOf(main.at),
  refreshing: Object.values<Aged<unknown> | undefined>(looks).some((aged) => aged?.refreshing),
  problems: problemsOf(looks),
});
