import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { seamlessGroupsQuery } from '../../api/seamless-queries.ts';
import type { SeamlessGroup } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import { groupAmounts } from '../../seamless/group-columns.tsx';
import { StraightNames } from '../../seamless/straight-names.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape, unfiltered } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useTask } from './task-context.ts';

/** The service gives groups in order of name. */
const SHAPE: TableShape<'group', 'search' | 'notMoved'> = {
  sorts: ['group'],
  filters: { search: 'text', notMoved: ['true', 'false'] },
};

/** The groups that read topics of a task; of those that have not moved yet, who goes straight. */
export const SeamlessGroupsTab = () => {
  const { t, language } = useTexts();
  const { id } = useTask();
  const [state, setState] = useTableState(SHAPE);
  const { search, notMoved } = state.filters;
  const query = useQuery(
    seamlessGroupsQuery(id, {
      ...pageOf(state),
      ...(search === undefined ? {} : { search }),
      ...(notMoved === undefined ? {} : { notMoved: notMoved === 'true' }),
    }),
  );
  return (
    <Panel flush>
      <div className="filter-bar">
        <FilterSearch
          label={t('imports.searchName')}
          value={search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
        <FilterSelect
          label={t('seamless.moved.label')}
          all={t('seamless.moved.any')}
          options={[
            ['true', t('seamless.moved.no')],
            ['false', t('seamless.moved.yes')],
          ]}
          value={notMoved}
          onChange={(value) => setState(filtered(state, 'notMoved', value))}
        />
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('seamless.tab.groups')}
            columns={columnsOf(t, language)}
            rows={items}
            total={total}
            keyOf={({ group }) => group}
            state={state}
            onState={setState}
            empty={
              Object.keys(state.filters).length > 0 ? (
                <NoMatch onClear={() => setState(unfiltered(state))} />
              ) : (
                <Empty title={t('seamless.noGroups')}>{t('seamless.noGroupsText')}</Empty>
              )
            }
          />
        )}
      </QueryView>
    </Panel>
  );
};

const columnsOf = (t: Texts, language: Language): Column<SeamlessGroup>[] => [
  {
    key: 'group',
    title: t('seamless.group'),
    render: ({ group }) => <code className="break">{group}</code>,
  },
  {
    key: 'topics',
    title: t('column.topic'),
    wide: true,
    width: '20%',
    render: ({ topics }) => <NamesList names={topics} shown={2} />,
  },
  ...groupAmounts<SeamlessGroup>(t, language),
  {
    key: 'straight',
    title: t('seamless.moved.label'),
    wide: true,
    width: '24%',
    render: ({ straight }) =>
      straight.length === 0 ? (
        <Status tone="good">{t('seamless.moved.yes')}</Status>
      ) : (
        <div className="stack-tight">
          <Status tone="warn">{t('seamless.moved.no')}</Status>
          <StraightNames straight={straight} shown={3} />
        </div>
      ),
  },
];
