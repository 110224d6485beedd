import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from 'react-router';
import { clusterQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { DeleteCluster } from './delete-cluster.tsx';

const TABS = [
  { to: '', text: 'inventory.overview' },
  { to: 'topics', text: 'inventory.topics' },
  { to: 'groups', text: 'inventory.groups' },
  { to: 'acls', text: 'inventory.acls' },
  { to: 'users', text: 'inventory.users' },
  { to: 'quotas', text: 'inventory.quotas' },
] as const;

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
            <Link to={`/comparisons?source=${id}`}>{t('inventory.compare')}</Link>
            <Link to={`/assessments/new?cluster=${id}`}>{t('inventory.assess')}</Link>
            <DeleteCluster cluster={query.data} />
          </>
        )
      }
    >
      <QueryView query={query}>
        {(cluster) => (
          <>
            <Tabs label={t('inventory.tabs')} tabs={TABS.map(({ to, text }) => ({ to, text: t(text) }))} />
            <Outlet context={cluster satisfies Cluster} />
          </>
        )}
      </QueryView>
    </Page>
  );
};
