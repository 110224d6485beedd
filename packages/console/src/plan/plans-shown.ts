import type { TopicPlan } from '../api/types.ts';
import { pageOf, type TableState } from '../url/table-state.ts';
import { modeOf } from './plan-sums.ts';

/** How topics are copied, what needs a look first. */
export const MODES = ['refused', 'mapped', 'committed', 'mirror', 'identity'] as const;

export type PlanSort = 'topic' | 'partitions' | 'bytesToCopy';

const byName = (a: TopicPlan, b: TopicPlan): number => a.topic.localeCompare(b.topic);

/** What is not known comes after all numbers. */
const compared = (a: bigint | null, b: bigint | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
};

const ORDERS: Readonly<Record<PlanSort, (a: TopicPlan, b: TopicPlan) => number>> = {
  topic: byName,
  partitions: (a, b) => a.partitions - b.partitions || byName(a, b),
  bytesToCopy: (a, b) => compared(a.bytesToCopy, b.bytesToCopy) || byName(a, b),
};

/** The part of a plan's topics that a table shows; a plan comes whole. */
export const plansShown = (
  topics: readonly TopicPlan[],
  state: TableState<PlanSort, 'search' | 'mode'>,
): { readonly rows: readonly TopicPlan[]; readonly total: number } => {
  const { search = '', mode } = state.filters;
  const found = topics
    .filter((topic) => topic.topic.includes(search) && (mode === undefined || modeOf(topic) === mode))
    .sort(ORDERS[state.sort]);
  if (state.order === 'descending') found.reverse();
  const { offset, limit } = pageOf(state);
  return { rows: found.slice(offset, offset + limit), total: found.length };
};
