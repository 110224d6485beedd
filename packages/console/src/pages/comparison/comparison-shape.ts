import type { ComparedItem } from '../../api/types.ts';
import type { TableShape, TableState } from '../../url/table-state.ts';

export const KINDS = ['topics', 'acls', 'users', 'quotas'] as const;
export type Kind = (typeof KINDS)[number];

export const OUTCOMES = [
  'source-only',
  'differs',
  'target-only',
  'equal',
] as const satisfies readonly ComparedItem['outcome'][];
export type Outcome = (typeof OUTCOMES)[number];

type Filter = 'source' | 'target' | 'kind' | 'outcome' | 'search';

/** The service gives what it has compared in order of name. */
export const SHAPE: TableShape<'name', Filter> = {
  sorts: ['name'],
  filters: { source: 'text', target: 'text', kind: KINDS, outcome: OUTCOMES, search: 'text' },
};

export type ComparisonState = TableState<'name', Filter>;

/** What is compared; topics before anything was chosen. */
export const kindOf = ({ filters }: ComparisonState): Kind =>
  KINDS.find((each) => each === filters.kind) ?? 'topics';

/** The outcome that is looked at; undefined: all. */
export const outcomeOf = ({ filters }: ComparisonState): Outcome | undefined =>
  OUTCOMES.find((each) => each === filters.outcome);

/**
 * What can be copied: what the target lacks, and of users and quotas also what it lacks in part. A topic that is there
 * stays as it is, for it may have records.
 */
export const COPIED: Readonly<Record<Kind, readonly Outcome[]>> = {
  topics: ['source-only'],
  acls: ['source-only'],
  users: ['source-only', 'differs'],
  quotas: ['source-only', 'differs'],
};
