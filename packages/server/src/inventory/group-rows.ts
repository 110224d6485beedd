import type { Answer, Input, Routes } from '@mqferry/api';
import type { GroupSummary } from '@mqferry/replication';
import { isFound } from '../lists.ts';
import { madeOnce } from './made-once.ts';
import type { ClusterGroups } from './read-parts.ts';
import { sortedOnce } from './sorted-once.ts';

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

/** All groups of a cluster as they are listed, and those of each topic; made once for what is known of it. */
const rowsOf = madeOnce(({ byName, readers }: ClusterGroups) => {
  const rows = new Map([...byName.values()].map((group) => [group, groupRow(group)]));
  const readersOf = madeOnce((groups: readonly GroupSummary[]): readonly GroupRow[] =>
    groups.map((group) => rows.get(group) ?? groupRow(group)),
  );
  return { all: [...rows.values()], of: (topic: string) => readersOf(readers.get(topic) ?? NO_GROUPS) };
});

const NO_GROUPS: readonly GroupSummary[] = [];

const sorted = sortedOnce<GroupRow>('group');

/** Those groups that were asked for, in order. */
export const chosenGroups = (groups: ClusterGroups, query: GroupQuery): GroupRow[] => {
  const { search, state, topic, sort: by, order } = query;
  const rows = rowsOf(groups);
  return sorted(topic === undefined ? rows.all : rows.of(topic), by, order).filter(
    (row) => isFound(search, row.group) && (state === undefined || row.state === state),
  );
};
