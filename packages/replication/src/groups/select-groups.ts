import { inParallel } from '@mqferry/core';
import { fetchGroupOffsets, type KafkaClient, listGroups } from '@mqferry/kafka';
import { isOwnershipGroup } from '../ownership/ownership-group.ts';
import type { Selection } from '../plan/migration-plan.ts';
import { matchesWhole } from '../plan/selection.ts';

const GROUPS_AT_ONCE = 8;

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
  const used = await inParallel(candidates, GROUPS_AT_ONCE, async ({ groupId }) =>
    (await fetchGroupOffsets(source, groupId)).some(({ topic }) => topics.has(topic)) ? groupId : undefined,
  );
  return used.filter((groupId) => groupId !== undefined);
};
