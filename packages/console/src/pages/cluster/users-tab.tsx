import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { scramUsersQuery } from '../../api/inventory-queries.ts';
import type { Cluster } from '../../api/types.ts';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const SHAPE: TableShape<'user', 'search'> = { sorts: ['user'], filters: { search: 'text' } };

/** The SCRAM users of a cluster. */
export const UsersTab = () => {
  const { t } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(scramUsersQuery(id, { ...pageOf(state), ...state.filters }));
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.users')}
      query={query}
      columns={[
        { key: 'user', title: t('column.user'), render: ({ user }) => <code className="break">{user}</code> },
        {
          key: 'mechanisms',
          title: t('column.mechanisms'),
          render: ({ credentials }) =>
            credentials
              .map(({ mechanism, iterations }) => t('inventory.mechanism', { mechanism, iterations }))
              .join(', '),
        },
      ]}
      keyOf={({ user }) => user}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noUsers')}>{t('inventory.noUsersText')}</Empty>}
      filters={
        <FilterSearch
          label={t('inventory.searchUser')}
          value={state.filters.search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
      }
    />
  );
};
