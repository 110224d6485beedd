import { nearestNames } from '../arguments/nearest-names.ts';
import type { Context } from '../context.ts';
import type { OpenCluster } from './clusters.ts';

/**
 * Warns that a pattern for groups (compiled, and as given) led to none: nothing matches, then with the nearest
 * names, or what matches has no offsets for the topics. Says nothing when no pattern was given.
 */
export const warnOfUnmatchedGroups = async (
  pattern: RegExp | undefined,
  given: string | undefined,
  source: OpenCluster,
  { world, err, t }: Context,
): Promise<void> => {
  if (pattern === undefined || given === undefined) return;
  const names = await world.services.groupNames(source.client);
  const nearest = nearestNames(given, names);
  const textOf = () => {
    if (names.some((name) => pattern.test(name))) return t('groups.noOffsets', { pattern: given });
    if (nearest.length === 0) return t('groups.noMatch', { pattern: given });
    return t('groups.noMatchNearest', { pattern: given, names: nearest.join(', ') });
  };
  err.print(err.colors.yellow(t('warning.head', { text: textOf() })));
};
