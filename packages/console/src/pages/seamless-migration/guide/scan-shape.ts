import type { SeamlessScanRow } from '../../../api/types.ts';
import { isFound } from '../../../url/local-rows.ts';
import type { TableShape, TableState } from '../../../url/table-state.ts';

export type ScanFilter = 'search' | 'namespace' | 'kind' | 'onTarget' | 'fresh';

export const ROW_KINDS = ['topic', 'group'] as const;
export const ON_TARGET = ['missing', 'different', 'same', 'unknown'] as const;

/** What was scanned, in order of name. */
export const SCAN_SHAPE: TableShape<'name', ScanFilter> = {
  sorts: ['name'],
  filters: {
    ...{ search: 'text', namespace: 'text', kind: ROW_KINDS },
    ...{ onTarget: ON_TARGET, fresh: ['new', 'not-in-task'] },
  },
};

/** Rows are told apart by what they are as well: a group may have the name of a topic. */
export const keyOfRow = ({ kind, name }: Pick<SeamlessScanRow, 'kind' | 'name'>): string => `${kind} ${name}`;

/** Topics come before groups, each in order of name. */
export const orderOf = ({ kind, name }: Pick<SeamlessScanRow, 'kind' | 'name'>): string =>
  `${ROW_KINDS.indexOf(kind)} ${name}`;

/** Whether a row can be chosen: groups come with their topics. */
export const isChoosable = ({ kind, inTask }: SeamlessScanRow): boolean => kind === 'topic' && !inTask;

/** What of a scan is looked for. */
export const foundRows = (
  rows: readonly SeamlessScanRow[],
  { filters: { search, namespace, kind, onTarget, fresh } }: TableState<'name', ScanFilter>,
): readonly SeamlessScanRow[] =>
  rows.filter(
    (row) =>
      isFound(search, row.name) &&
      (namespace === undefined || (row.namespace ?? 'default') === namespace) &&
      (kind === undefined || row.kind === kind) &&
      (onTarget === undefined || row.onTarget === onTarget) &&
      (fresh !== 'new' || row.isNew) &&
      (fresh !== 'not-in-task' || isChoosable(row)),
  );

/** What topics of a task are taken as. `as-found`: as they are used on the source. */
export type TakenAs = 'as-found' | 'ordinary' | 'ordered';

/** The chosen topics as a task takes them. */
export const takenTopics = (
  rows: readonly SeamlessScanRow[],
  chosen: readonly string[],
  takenAs: TakenAs,
): { readonly topic: string; readonly kind: 'ordinary' | 'ordered' }[] => {
  const keys = new Set(chosen);
  return rows
    .filter((row) => isChoosable(row) && keys.has(keyOfRow(row)))
    .map(({ name, topicKind }) => ({
      topic: name,
      kind: takenAs === 'as-found' ? (topicKind ?? 'ordinary') : takenAs,
    }));
};
