import type { Given, Routes } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importsQuery } from '../api/import-queries.ts';
import type { MetadataImport } from '../api/types.ts';
import { durationText } from '../format/durations.ts';
import { grouped } from '../format/numbers.ts';
import { NoMatch } from '../inventory/inventory-list.tsx';
import { FilterSelect } from '../parts/filter-bar.tsx';
import { Moment } from '../parts/moment.tsx';
import { QueryView } from '../parts/query-view.tsx';
import { type Column, ResourceTable } from '../parts/resource-table.tsx';
import { TaskBar } from '../tasks/task-bar.tsx';
import type { Texts } from '../texts/texts.ts';
import { useTexts } from '../texts/use-texts.ts';
import { filtered, pageOf, type TableShape, unfiltered } from '../url/table-state.ts';
import { useTableState } from '../url/use-table-state.ts';
import { barCounts } from './bar-counts.ts';
import { ImportRoute } from './import-route.tsx';
import { IMPORT_STATES, ImportStatus } from './import-state.tsx';

/** The service gives imports with the newest first. */
const SHAPE: TableShape<'createdAt', 'state'> = {
  sorts: ['createdAt'],
  filters: { state: IMPORT_STATES },
};

/** Imports of metadata, into any cluster or into one. */
export const ImportsTable = ({
  targetId,
  empty,
}: {
  readonly targetId?: string;
  readonly empty: ReactNode;
}) => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  // The shape of the table has the values of each filter.
  const which = state.filters as Partial<Given<Routes['listImports']>['query']>;
  const query = useQuery(
    importsQuery({ ...pageOf(state), ...which, ...(targetId === undefined ? {} : { targetId }) }),
  );
  return (
    <>
      <div className="filter-bar">
        <FilterSelect
          label={t('column.state')}
          all={t('task.anyState')}
          options={IMPORT_STATES.map((each) => [each, t(`imports.state.${each}`)] as const)}
          value={state.filters.state}
          onChange={(value) => setState(filtered(state, 'state', value))}
        />
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('nav.imports')}
            columns={columnsOf(t, language)}
            rows={items}
            total={total}
            keyOf={({ id }) => id}
            state={state}
            onState={setState}
            empty={
              Object.keys(state.filters).length > 0 ? (
                <NoMatch onClear={() => setState(unfiltered(state))} />
              ) : (
                empty
              )
            }
          />
        )}
      </QueryView>
    </>
  );
};

const columnsOf = (t: Texts, language: Language): Column<MetadataImport, 'createdAt'>[] => [
  {
    key: 'name',
    title: t('imports.name'),
    render: ({ id, name }) => (
      <Link className="break" to={`/imports/${id}`}>
        {name}
      </Link>
    ),
  },
  { key: 'route', title: t('imports.route'), render: (each) => <ImportRoute of={each} /> },
  { key: 'state', title: t('column.state'), render: ({ state }) => <ImportStatus state={state} /> },
  {
    key: 'progress',
    title: t('task.progress'),
    render: ({ counts }) => <TaskBar counts={barCounts(counts)} />,
  },
  {
    key: 'counts',
    title: t('task.ended'),
    align: 'right',
    render: ({ counts: { total, waiting } }) => (
      <span className="nowrap">{t('share.of', { done: total - waiting, total })}</span>
    ),
  },
  {
    key: 'failed',
    title: t('task.failed'),
    align: 'right',
    render: ({ counts }) => grouped(counts.failed, language),
  },
  { key: 'createdBy', title: t('task.by'), render: ({ createdBy }) => createdBy },
  { key: 'createdAt', title: t('imports.createdAt'), render: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    key: 'duration',
    title: t('task.duration'),
    render: ({ durationMs }) => <span className="nowrap">{durationText(durationMs, t)}</span>,
  },
];
