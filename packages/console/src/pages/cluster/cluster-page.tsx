import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from 'react-router';
import { clusterQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { DeleteCluster } from './delete-cluster.tsx';

const COMMON_TABS = [
  { to: '', text: 'inventory.overview' },
  { to: 'topics', text: 'inventory.topics' },
  { to: 'groups', text: 'inventory.groups' },
] as const;

const TABS = {
  kafka: [
    ...COMMON_TABS,
    { to: 'acls', text: 'inventory.acls' },
    { to: 'users', text: 'inventory.users' },
    { to: 'quotas', text: 'inventory.quotas' },
  ],
  rocketmq: [...COMMON_TABS, { to: 'metadata', text: 'rocketmq.metadata' }],
} as const;

/** One cluster, and what it is made of. */
export const ClusterPage = () => {
  const { id } = useParams() as { readonly id: string };
  // A page of another cluster begins anew.
  return <OneCluster key={id} id={id} />;
};

const OneCluster = ({ id }: { readonly id: string }) => {
  const { t } = useTexts();
  const query = useQuery(clusterQuery(id));
  return (
    <Page
      title={query.data?.name ?? t('clusters.one')}
      parent={{ to: '/clusters', text: t('nav.clusters') }}
      actions={
        query.data && (
          <>
            <LinksOf cluster={query.data} />
            <DeleteCluster cluster={query.data} />
          </>
        )
      }
    >
      <QueryView query={query}>
        {(cluster) => (
          <>
            <Tabs
              label={t('inventory.tabs')}
              tabs={TABS[cluster.kind].map(({ to, text }) => ({ to, text: t(text) }))}
            />
            <Outlet context={cluster satisfies Cluster} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

/** What can be done with a cluster of this kind on other pages. */
const LinksOf = ({ cluster: { id, kind } }: { readonly cluster: Cluster }) => {
  const { t } = useTexts();
  if (kind === 'rocketmq') {
    return (
      <>
        <Link to={`/imports/new?source=${id}`}>{t('imports.fromCluster')}</Link>
        <Link to={`/imports/new?target=${id}`}>{t('imports.intoCluster')}</Link>
      </>
    );
  }
  return (
    <>
      <Link to={`/comparisons?source=${id}`}>{t('inventory.compare')}</Link>
      <Link to={`/assessments/new?cluster=${id}`}>{t('inventory.assess')}</Link>
    </>
  );
};
