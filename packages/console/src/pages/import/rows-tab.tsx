import type { Given, Routes } from '@mqferry/api';
import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { importRowsQuery } from '../../api/import-queries.ts';
import type { ImportRow, MetadataImport } from '../../api/types.ts';
import {
  ActionStatus,
  OutcomeStatus,
  ROW_ACTIONS,
  ROW_KINDS,
  ROW_OUTCOMES,
} from '../../imports/import-state.tsx';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape, unfiltered } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { RowDetail } from './row-detail.tsx';
import { RowRemarks } from './row-remarks.tsx';

type Filter = 'search' | 'namespace' | 'kind' | 'action' | 'outcome';

/** The service gives rows in the order in which they are written. */
const SHAPE: TableShape<'position', Filter> = {
  sorts: ['position'],
  filters: {
    search: 'text',
    namespace: 'text',
    kind: ROW_KINDS,
    action: ROW_ACTIONS,
    outcome: ROW_OUTCOMES,
  },
};

const SELECTS = { kind: ROW_KINDS, action: ROW_ACTIONS, outcome: ROW_OUTCOMES } as const;

/** What an import does, row by row, and what came of it. */
export const RowsTab = () => {
  const made = useOutletContext<MetadataImport>();
  const { t } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const { filters } = state;
  const isPlanned = made.state === 'planned';
  // The shape of the table has the values of each filter.
  const which = filters as Partial<Given<Routes['listImportRows']>['query']>;
  const query = useQuery(importRowsQuery(made.id, { ...pageOf(state), ...which }, made.state === 'running'));
  if (made.counts.total === 0) {
    return (
      <Panel>
        <Empty title={t('imports.noRows')}>{t('imports.noRowsText')}</Empty>
      </Panel>
    );
  }
  return (
    <Panel flush>
      <div className="filter-bar">
        <FilterSearch
          label={t('imports.searchName')}
          value={filters.search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
        <FilterSearch
          label={t('rocketmq.wholeNamespace')}
          value={filters.namespace}
          onChange={(value) => setState(filtered(state, 'namespace', value))}
        />
        {(['kind', 'action', 'outcome'] as const)
          .filter((name) => name !== 'outcome' || !isPlanned)
          .map((name) => (
            <FilterSelect<string>
              key={name}
              label={t(`imports.${name}`)}
              all={t(`imports.${name}.any`)}
              options={SELECTS[name].map((each) => [each, wordOf(name, each, t)] as const)}
              value={filters[name]}
              onChange={(value) => setState(filtered(state, name, value))}
            />
          ))}
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('imports.rowsLabel')}
            columns={columnsOf(isPlanned, t)}
            rows={items}
            total={total}
            keyOf={({ position }) => String(position)}
            state={state}
            onState={setState}
            detail={(row) => <RowDetail row={row} isPlanned={isPlanned} />}
            empty={<NoMatch onClear={() => setState(unfiltered(state))} />}
          />
        )}
      </QueryView>
    </Panel>
  );
};

/** Keys of texts follow from the names of filters and their values, which the shape of the table has. */
const wordOf = (name: keyof typeof SELECTS, value: string, t: Texts): string =>
  (t as (key: string) => string)(`imports.${name}.${value}`);

const columnsOf = (isPlanned: boolean, t: Texts): Column<ImportRow>[] => [
  {
    key: 'name',
    title: t('imports.row'),
    render: ({ name, target }) => (
      <>
        <code className="break">{name}</code>
        {target !== name && (
          <div className="soft break">
            → <code>{target}</code>
          </div>
        )}
      </>
    ),
  },
  { key: 'kind', title: t('imports.kind'), render: ({ kind }) => t(`imports.kind.${kind}`) },
  { key: 'namespace', title: t('rocketmq.namespace'), render: ({ namespace }) => namespace },
  {
    key: 'action',
    title: t('imports.action'),
    render: ({ action }) => <ActionStatus action={action} />,
  },
  ...(isPlanned
    ? []
    : [
        {
          key: 'outcome',
          title: t('imports.outcome'),
          render: ({ outcome, attempts }: ImportRow) => (
            <>
              <OutcomeStatus outcome={outcome} />
              {attempts > 1 && <div className="soft">{t('task.attempts', { count: attempts })}</div>}
            </>
          ),
        },
      ]),
  {
    key: 'remarks',
    title: t('imports.remarks'),
    wide: true,
    render: (row) => <RowRemarks row={row} />,
  },
];
