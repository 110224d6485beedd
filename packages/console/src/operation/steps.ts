import type { PlanStep } from '../api/types.ts';

/** Names, or anything else that an argument can be. */
export type ShownArgument =
  | { readonly name: string; readonly names: readonly string[] }
  | { readonly name: string; readonly text: string };

const isText = (value: unknown): value is string => typeof value === 'string';

const shown = (name: string, value: unknown): ShownArgument => {
  if (Array.isArray(value) && value.every(isText)) return { name, names: value };
  return { name, text: isText(value) ? value : JSON.stringify(value) };
};

/** The arguments of a step, each as it is to be shown; without those that are absent. */
export const shownArguments = (args: PlanStep['args']): readonly ShownArgument[] => {
  if (args === null) return [];
  if (typeof args !== 'object' || Array.isArray(args)) return [shown('', args)];
  return Object.entries(args)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => shown(name, value));
};

const keyOf = ({ verb, args }: PlanStep): string => JSON.stringify([verb, args]);

/** Which steps of a plan were not in the one before it, by their place; none when there was none before. */
export const addedSteps = (
  before: readonly PlanStep[] | undefined,
  now: readonly PlanStep[],
): ReadonlySet<number> => {
  if (!before) return new Set();
  const known = new Set(before.map(keyOf));
  return new Set(now.flatMap((step, index) => (known.has(keyOf(step)) ? [] : [index])));
};
