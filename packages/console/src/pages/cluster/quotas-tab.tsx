import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { quotasQuery } from '../../api/inventory-queries.ts';
import type { Cluster } from '../../api/types.ts';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { quotaText } from '../../inventory/quota-text.ts';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const SHAPE: TableShape<'name', 'search'> = { sorts: ['name'], filters: { search: 'text' } };

/** What the clients of a cluster are limited to. */
export const QuotasTab = () => {
  const { t, language } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(quotasQuery(id, { ...pageOf(state), ...state.filters }));
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.quotas')}
      query={query}
      columns={[
        {
          key: 'name',
          title: t('column.entity'),
          render: ({ name }) => <code className="break">{name}</code>,
        },
        {
          key: 'limits',
          title: t('column.limits'),
          render: ({ limits }) => (
            <ul>
              {Object.entries(limits).map(([limit, value]) => (
                <li key={limit}>
                  <code>{limit}</code> {quotaText(limit, value, language)}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
      keyOf={({ name }) => name}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noQuotas')}>{t('inventory.noQuotasText')}</Empty>}
      filters={
        <FilterSearch
          label={t('inventory.searchQuota')}
          value={state.filters.search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
      }
    />
  );
};
