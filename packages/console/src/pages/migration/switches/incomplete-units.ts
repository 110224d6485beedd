import type { Unit } from '../../../api/types.ts';

/** Units of which some topics are chosen and some are not, with those that are not. */
export const incompleteUnits = (
  units: readonly Unit[],
  chosen: readonly string[],
): readonly { readonly unit: Unit; readonly missing: readonly string[] }[] => {
  const known = new Set(chosen);
  return units.flatMap((unit) => {
    const missing = unit.topics.filter((topic) => !known.has(topic));
    return missing.length > 0 && missing.length < unit.topics.length ? [{ unit, missing }] : [];
  });
};
