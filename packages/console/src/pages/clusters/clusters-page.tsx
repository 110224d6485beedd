import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { clustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { clustersShown } from './clusters-shown.ts';

type ClusterSort = 'name' | 'createdAt';

const SHAPE: TableShape<ClusterSort, 'search'> = {
  sorts: ['name', 'createdAt'],
  filters: { search: 'text' },
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
    {
      key: 'bootstrap',
      title: t('clusters.bootstrap'),
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
                </div>
                <ResourceTable
                  label={t('nav.clusters')}
                  columns={columns}
                  keyOf={({ id }) => id}
                  {...clustersShown(clusters, state)}
                  state={state}
                  onState={setState}
                  empty={
                    <Empty
                      title={t('table.noMatch')}
                      action={
                        <Button onClick={() => setState(filtered(state, 'search', undefined))}>
                          {t('table.clearFilters')}
                        </Button>
                      }
                    />
                  }
                />
              </>
            )
          }
        </QueryView>
      </Panel>
    </Page>
  );
};
