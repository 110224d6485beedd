import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { clustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { CLUSTER_KINDS, KIND_NAMES } from '../../clusters/cluster-kinds.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, type TableShape, unfiltered } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { type ClusterFilter, type ClusterSort, clustersShown } from './clusters-shown.ts';

const SHAPE: TableShape<ClusterSort, ClusterFilter> = {
  sorts: ['name', 'createdAt'],
  filters: { search: 'text', kind: CLUSTER_KINDS },
};

/** The clusters that the service knows. */
export const ClustersPage = () => {
  const { t } = useTexts();
  const query = useQuery(clustersQuery);
  const [state, setState] = useTableState(SHAPE);
  const add = (
    <MakeButton to="/clusters/new" needs="administrator">
      {t('clusters.add')}
    </MakeButton>
  );
  const columns: Column<Cluster, ClusterSort>[] = [
    {
      key: 'name',
      title: t('clusters.name'),
      sort: 'name',
      render: ({ id, name }) => <Link to={`/clusters/${id}`}>{name}</Link>,
    },
    { key: 'kind', title: t('clusters.kind'), render: ({ kind }) => KIND_NAMES[kind] },
    {
      key: 'bootstrap',
      title: t('clusters.addresses'),
      render: ({ bootstrap }) => <code className="break">{bootstrap}</code>,
    },
    {
      key: 'clusterId',
      title: t('clusters.clusterId'),
      render: ({ clusterId }) => (clusterId === null ? UNKNOWN : <code>{clusterId}</code>),
    },
    {
      key: 'createdAt',
      title: t('clusters.createdAt'),
      sort: 'createdAt',
      render: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ];
  return (
    <Page title={t('nav.clusters')} actions={add}>
      <Panel flush>
        <QueryView query={query}>
          {(clusters) =>
            clusters.length === 0 ? (
              <Empty title={t('clusters.none')}>{t('clusters.noneText')}</Empty>
            ) : (
              <>
                <div className="filter-bar">
                  <FilterSearch
                    label={t('clusters.search')}
                    value={state.filters.search}
                    onChange={(value) => setState(filtered(state, 'search', value))}
                  />
                  <FilterSelect
                    label={t('clusters.kind')}
                    all={t('clusters.anyKind')}
                    options={CLUSTER_KINDS.map((each) => [each, KIND_NAMES[each]] as const)}
                    value={state.filters.kind}
                    onChange={(value) => setState(filtered(state, 'kind', value))}
                  />
                </div>
                <ResourceTable
                  label={t('nav.clusters')}
                  columns={columns}
                  keyOf={({ id }) => id}
                  {...clustersShown(clusters, state)}
                  state={state}
                  onState={setState}
                  empty={<NoMatch onClear={() => setState(unfiltered(state))} />}
                />
              </>
            )
          }
        </QueryView>
      </Panel>
    </Page>
  );
};
