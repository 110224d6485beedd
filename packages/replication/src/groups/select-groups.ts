import { fetchOffsetsOfGroups, type KafkaClient, listGroups } from '@mqferry/kafka';
import { isOwnershipGroup } from '../ownership/ownership-group.ts';
import type { Selection } from '../plan/migration-plan.ts';
import { matchesWhole } from '../plan/selection.ts';

/** The selected groups that have offsets of one of these topics; those in `known` and those of copiers are left out. */
export const selectGroups = async (
  source: KafkaClient,
  { groups: pattern }: Selection,
  topics: ReadonlySet<string>,
  known: ReadonlySet<string> = new Set(),
): Promise<string[]> => {
  if (pattern === undefined) return [];
  const candidates = (await listGroups(source)).filter(
    ({ groupId }) => !known.has(groupId) && !isOwnershipGroup(groupId) && matchesWhole(pattern, groupId),
  );
  const committed = await fetchOffsetsOfGroups(source, candidates);
  return candidates
    .filter((_, i) => committed[i]!.some(({ topic }) => topics.has(topic)))
    .map(({ groupId }) => groupId);
};
