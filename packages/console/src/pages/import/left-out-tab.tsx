import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { importLeftOutQuery } from '../../api/import-queries.ts';
import type { LeftOutRow, MetadataImport } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape, unfiltered } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const SHAPE: TableShape<'name', 'search'> = { sorts: ['name'], filters: { search: 'text' } };

/** What of a document is not imported, and why. */
export const LeftOutTab = () => {
  const { id } = useOutletContext<MetadataImport>();
  const { t } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(importLeftOutQuery(id, { ...pageOf(state), ...state.filters }));
  const columns: Column<LeftOutRow>[] = [
    { key: 'name', title: t('imports.row'), render: ({ name }) => <code className="break">{name}</code> },
    { key: 'kind', title: t('imports.kind'), render: ({ kind }) => t(`imports.kind.${kind}`) },
    { key: 'reason', title: t('imports.reason'), render: ({ reason }) => t(`imports.leftOut.${reason}`) },
  ];
  return (
    <Panel flush>
      <div className="filter-bar">
        <FilterSearch
          label={t('imports.searchName')}
          value={state.filters.search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('imports.leftOutLabel')}
            columns={columns}
            rows={items}
            total={total}
            keyOf={({ kind, name }) => `${kind} ${name}`}
            state={state}
            onState={setState}
            empty={
              state.filters.search === undefined ? (
                <Empty title={t('imports.nothingLeftOut')} />
              ) : (
                <NoMatch onClear={() => setState(unfiltered(state))} />
              )
            }
          />
        )}
      </QueryView>
    </Panel>
  );
};
