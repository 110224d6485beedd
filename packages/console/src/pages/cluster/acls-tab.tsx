import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { aclsQuery } from '../../api/inventory-queries.ts';
import type { AclEntry, Cluster } from '../../api/types.ts';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import type { Column } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const SHAPE: TableShape<'principal', 'search' | 'principal'> = {
  sorts: ['principal'],
  filters: { search: 'text', principal: 'text' },
};

/** The access control list of a cluster. */
export const AclsTab = () => {
  const { t } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const { filters } = state;
  const query = useQuery(aclsQuery(id, { ...pageOf(state), ...filters }));
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.acls')}
      query={query}
      columns={columnsOf(t)}
      keyOf={(entry) => Object.values(entry).join(' ')}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noAcls')}>{t('inventory.noAclsText')}</Empty>}
      filters={
        <>
          <FilterSearch
            label={t('inventory.searchAcl')}
            value={filters.search}
            onChange={(value) => setState(filtered(state, 'search', value))}
          />
          <FilterSearch
            label={t('inventory.wholePrincipal')}
            value={filters.principal}
            onChange={(value) => setState(filtered(state, 'principal', value))}
          />
        </>
      }
    />
  );
};

const columnsOf = (t: Texts): Column<AclEntry>[] => [
  {
    key: 'principal',
    title: t('column.principal'),
    render: ({ principal }) => <code className="break">{principal}</code>,
  },
  {
    key: 'permission',
    title: t('column.permission'),
    render: ({ permission }) => <Status tone={permission === 'ALLOW' ? 'good' : 'warn'}>{permission}</Status>,
  },
  { key: 'operation', title: t('column.operation'), render: ({ operation }) => operation },
  {
    key: 'resource',
    title: t('column.resource'),
    render: ({ resourceType, resourceName, patternType }) => (
      <>
        {resourceType} <code className="break">{resourceName}</code>
        {patternType !== 'LITERAL' && <span className="soft"> ({patternType})</span>}
      </>
    ),
  },
  { key: 'host', title: t('column.host'), render: ({ host }) => <code>{host}</code> },
];
