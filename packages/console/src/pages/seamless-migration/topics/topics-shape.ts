import type { SeamlessTopicsQuery } from '../../../api/seamless-queries.ts';
import { HEALTHS, SEAMLESS_STATES } from '../../../seamless/states.ts';
import { pageOf, type TableShape, type TableState } from '../../../url/table-state.ts';

export type TopicSort = 'topic' | 'changedAt' | 'sourceIn' | 'targetIn' | 'backlog';
export type TopicFilter = 'search' | 'state' | 'health';

export const SHAPE: TableShape<TopicSort, TopicFilter> = {
  sorts: ['topic', 'changedAt', 'sourceIn', 'targetIn', 'backlog'],
  filters: { search: 'text', state: SEAMLESS_STATES, health: HEALTHS },
};

/** What is looked for; the shape of the table has the values of each filter. */
export const whichOf = (
  state: TableState<TopicSort, TopicFilter>,
): Pick<SeamlessTopicsQuery, 'search' | 'state' | 'health'> =>
  state.filters as Pick<SeamlessTopicsQuery, 'search' | 'state' | 'health'>;

/** What the service is asked for, to show this state of the table. */
export const queryOf = (state: TableState<TopicSort, TopicFilter>): SeamlessTopicsQuery => ({
  ...{ ...pageOf(state), sort: state.sort, order: state.order },
  ...whichOf(state),
});
