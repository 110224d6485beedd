import type { Given, Routes } from '@mqferry/api';
import type { MigrationTopic } from '../../../api/types.ts';
import { pageOf, type TableShape, type TableState } from '../../../url/table-state.ts';

/** What wants a look first. */
export const COPIES: readonly MigrationTopic['copy'][] = [
  'stopped',
  'catching-up',
  'in-step',
  'waiting',
  'paused',
  'not-begun',
];

export const VERIFICATIONS: readonly MigrationTopic['verification']['state'][] = [
  'different',
  'stale',
  'none',
  'running',
  'equal',
];

export const TRAFFICS: readonly MigrationTopic['traffic'][] = ['on-source', 'moving', 'on-target'];

export type TopicSort = 'topic' | 'lag' | 'copiedRecords' | 'copiedBytes';
type TopicFilter = 'search' | 'copy' | 'verification' | 'traffic';

export const SHAPE: TableShape<TopicSort, TopicFilter> = {
  sorts: ['topic', 'lag', 'copiedRecords', 'copiedBytes'],
  filters: { search: 'text', copy: COPIES, verification: VERIFICATIONS, traffic: TRAFFICS },
};

/** What the service is asked for, to show this state of the table. */
export const queryOf = (
  state: TableState<TopicSort, TopicFilter>,
): Given<Routes['listMigrationTopics']>['query'] =>
  ({
    ...pageOf(state),
    sort: state.sort,
    order: state.order,
    ...state.filters,
    // The shape of the table has the values of each filter.
  }) as Given<Routes['listMigrationTopics']>['query'];
