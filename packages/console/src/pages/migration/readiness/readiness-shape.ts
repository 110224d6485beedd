import type { Given, Routes } from '@mqferry/api';
import type { Readiness } from '../../../api/types.ts';
import { pageOf, type TableShape, type TableState } from '../../../url/table-state.ts';

export type ReadinessItem = Readiness['items'][number];

/** What wants a look first. */
export const VERDICTS: readonly ReadinessItem['verdict'][] = ['not-ready', 'unknown', 'ready'];
export const KINDS: readonly ReadinessItem['kind'][] = ['topic', 'group'];

type ReadinessFilter = 'search' | 'kind' | 'verdict';

export const SHAPE: TableShape<'name', ReadinessFilter> = {
  sorts: ['name'],
  filters: { search: 'text', kind: KINDS, verdict: VERDICTS },
};

/** What the service is asked for, to show this state of the table. */
export const queryOf = (state: TableState<'name', ReadinessFilter>): Given<Routes['getReadiness']>['query'] =>
  // The shape of the table has the values of each filter.
  ({ ...pageOf(state), ...state.filters }) as Given<Routes['getReadiness']>['query'];
