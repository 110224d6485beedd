import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { rocketmqGroupsQuery } from '../../api/rocketmq-queries.ts';
import type { Cluster } from '../../api/types.ts';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { groupColumns } from '../../rocketmq/group-columns.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const SHAPE: TableShape<'group' | 'retryMaxTimes', 'search' | 'namespace'> = {
  sorts: ['group', 'retryMaxTimes'],
  filters: { search: 'text', namespace: 'text' },
};

/** The consumer groups of a RocketMQ cluster. */
export const RocketmqGroupsTab = () => {
  const { t, language } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const { sort, order, filters } = state;
  const query = useQuery(rocketmqGroupsQuery(id, { ...pageOf(state), sort, order, ...filters }));
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.groups')}
      query={query}
      columns={groupColumns(t, language)}
      keyOf={({ group }) => group}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noGroups')}>{t('rocketmq.noGroupsText')}</Empty>}
      filters={
        <>
          <FilterSearch
            label={t('inventory.searchGroup')}
            value={filters.search}
            onChange={(value) => setState(filtered(state, 'search', value))}
          />
          <FilterSearch
            label={t('rocketmq.wholeNamespace')}
            value={filters.namespace}
            onChange={(value) => setState(filtered(state, 'namespace', value))}
          />
        </>
      }
    />
  );
};
