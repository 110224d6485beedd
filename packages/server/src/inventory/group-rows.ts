import type { Answer, Input, Routes } from '@mqferry/api';
import type { GroupSummary } from '@mqferry/replication';
import { isFound, ordered } from '../lists.ts';
import type { ClusterGroups } from './read-parts.ts';

/** A group in a list. */
export type GroupRow = Answer<Routes['listGroups']>['items'][number];
/** Which groups, in which order. */
export type GroupQuery = Input<Routes['listGroups']>['query'];

/**
 * The lag of a group, in all topics or in one; null as soon as that of a partition is not known, or it has
 * none.
 */
export const lagOf = ({ positions }: GroupSummary, topic?: string): bigint | null => {
  const lags = positions
    .filter((position) => topic === undefined || position.topic === topic)
    .map(({ lag }) => lag);
  if (lags.length === 0) return null;
  return lags.reduce<bigint | null>((sum, lag) => (sum === null || lag === undefined ? null : sum + lag), 0n);
};

/** A group in a list. */
export const groupRow = (group: GroupSummary): GroupRow => ({
  ...{ group: group.group, protocolType: group.type },
  ...{ type: group.protocol ?? null, state: group.state ?? null, members: group.members ?? null },
  topics: new Set(group.positions.map(({ topic }) => topic)).size,
  lag: lagOf(group),
});

/** Those groups that were asked for, in order. */
export const chosenGroups = ({ byName, readers }: ClusterGroups, query: GroupQuery): GroupRow[] => {
  const { search, state, topic, sort: by, order } = query;
  const groups = topic === undefined ? [...byName.values()] : (readers.get(topic) ?? []);
  return groups
    .filter((group) => isFound(search, group.group) && (state === undefined || group.state === state))
    .map(groupRow)
    .sort(ordered({ by, order, name: 'group' }));
};
