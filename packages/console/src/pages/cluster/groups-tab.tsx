import type { Given, Routes } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { clusterGroupsQuery } from '../../api/inventory-queries.ts';
import type { Cluster, ClusterGroup } from '../../api/types.ts';
import { grouped, UNKNOWN } from '../../format/numbers.ts';
import { GROUP_STATES, GroupState } from '../../inventory/group-state.tsx';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { GroupLink } from '../../inventory/links.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import type { Column } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

type GroupsQuery = Given<Routes['listGroups']>['query'];
type Sort = NonNullable<GroupsQuery['sort']>;
type Filter = 'search' | 'state' | 'topic' | 'from';

const SHAPE: TableShape<Sort, Filter> = {
  sorts: ['group', 'lag', 'members', 'topics', 'state'],
  filters: { search: 'text', state: GROUP_STATES, topic: 'text', from: ['offsets-topic'] },
};

/** The consumer groups of a cluster. */
export const GroupsTab = () => {
  const { t, language } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const { sort, order, filters } = state;
  // The shape of the table has the values of each filter.
  const query = useQuery(
    clusterGroupsQuery(id, { ...pageOf(state), sort, order, ...(filters as Partial<GroupsQuery>) }),
  );
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.groups')}
      query={query}
      columns={columnsOf(id, t, language)}
      keyOf={({ group }) => group}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noGroups')}>{t('inventory.noGroupsText')}</Empty>}
      filters={
        <>
          <FilterSearch
            label={t('inventory.searchGroup')}
            value={filters.search}
            onChange={(value) => setState(filtered(state, 'search', value))}
          />
          <FilterSearch
            label={t('inventory.ofTopic')}
            value={filters.topic}
            onChange={(value) => setState(filtered(state, 'topic', value))}
          />
          <FilterSelect
            label={t('column.state')}
            all={t('inventory.anyState')}
            options={GROUP_STATES.map((each) => [each, each] as const)}
            value={filters.state}
            onChange={(value) => setState(filtered(state, 'state', value))}
          />
          <FilterSelect
            label={t('from.label')}
            all={t('from.coordinators')}
            options={[['offsets-topic', t('from.offsetsTopic')] as const]}
            value={filters.from}
            onChange={(value) => setState(filtered(state, 'from', value))}
          />
        </>
      }
    />
  );
};

const columnsOf = (clusterId: string, t: Texts, language: Language): Column<ClusterGroup, Sort>[] => [
  {
    key: 'group',
    title: t('column.group'),
    sort: 'group',
    render: ({ group }) => <GroupLink clusterId={clusterId} group={group} />,
  },
  {
    key: 'state',
    title: t('column.state'),
    sort: 'state',
    render: ({ state }) => <GroupState state={state} />,
  },
  { key: 'type', title: t('column.groupType'), render: ({ type }) => type ?? UNKNOWN },
  {
    key: 'members',
    title: t('column.members'),
    sort: 'members',
    align: 'right',
    render: ({ members }) => grouped(members, language),
  },
  {
    key: 'topics',
    title: t('column.topics'),
    sort: 'topics',
    align: 'right',
    render: ({ topics }) => grouped(topics, language),
  },
  {
    key: 'lag',
    title: t('column.lag'),
    sort: 'lag',
    align: 'right',
    render: ({ lag }) => grouped(lag, language),
  },
];
