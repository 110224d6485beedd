import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { clusterQuery, clustersQuery, LARGEST_PAGE, migrationsQuery } from '../../api/queries.ts';
import type { Cluster, Migration } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { AxisStatus } from '../../migration/sentence.tsx';
import { Empty } from '../../parts/empty.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { StoredConnection } from './stored-connection.tsx';
import './cluster-page.css';

/** One cluster: how it is reached, and what moves from and to it. */
export const ClusterPage = () => {
  const { t } = useTexts();
  const { id } = useParams() as { readonly id: string };
  const cluster = useQuery(clusterQuery(id));
  const migrations = useQuery(migrationsQuery({ offset: 0, limit: LARGEST_PAGE }));
  return (
    <Page
      title={cluster.data?.name ?? t('clusters.one')}
      parent={{ to: '/clusters', text: t('nav.clusters') }}
      actions={cluster.data && <DeleteCluster cluster={cluster.data} />}
    >
      <QueryView query={cluster}>
        {({ bootstrap, clusterId, createdAt }) => (
          <>
            <Panel>
              <KeyValues
                items={[
                  [t('clusters.bootstrap'), <code key="bootstrap">{bootstrap}</code>],
                  [t('clusters.clusterId'), clusterId === null ? UNKNOWN : <code key="id">{clusterId}</code>],
                  [t('clusters.createdAt'), <Moment key="at" at={createdAt} />],
                ]}
              />
            </Panel>
            {cluster.data && <StoredConnection cluster={cluster.data} />}
            <Panel title={t('clusters.migrations')} flush>
              <QueryView query={migrations}>
                {({ items }) => <MigrationsOf clusterId={id} migrations={items} />}
              </QueryView>
            </Panel>
          </>
        )}
      </QueryView>
    </Page>
  );
};

const MigrationsOf = ({
  clusterId,
  migrations,
}: {
  readonly clusterId: string;
  readonly migrations: readonly Migration[];
}) => {
  const { t } = useTexts();
  const uses = migrations.filter(({ source, target }) => source.id === clusterId || target.id === clusterId);
  if (uses.length === 0) return <Empty title={t('clusters.noMigrations')} />;
  return (
    <ul className="cluster-migrations">
      {uses.map((migration) => {
        const { id, name, source, target } = migration;
        const isSource = source.id === clusterId;
        const other = isSource ? target : source;
        return (
          <li key={id}>
            <Link to={`/migrations/${id}`}>{name}</Link>
            <span>{t(isSource ? 'clusters.movesTo' : 'clusters.movesFrom', { name: other.name })}</span>
            <AxisStatus axis="copy" migration={migration} />
          </li>
        );
      })}
    </ul>
  );
};

const DeleteCluster = ({ cluster: { id, name } }: { readonly cluster: Cluster }) => {
  const { t } = useTexts();
  const mayDelete = useMay('administrator');
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.deleteCluster({ params: { id } }),
    onSuccess: async () => {
      await navigate('/clusters');
      queryClient.removeQueries({ queryKey: clusterQuery(id).queryKey });
      await queryClient.invalidateQueries({ queryKey: clustersQuery.queryKey });
    },
  });
  return (
    <>
      <ReasonedButton
        danger
        reason={mayDelete ? undefined : t('role.needed', { role: t('role.administrator') })}
        onClick={() => setOpen(true)}
      >
        {t('clusters.forget')}
      </ReasonedButton>
      <Modal
        title={t('clusters.forgetTitle', { name })}
        open={open}
        okText={t('clusters.forget')}
        cancelText={t('action.cancel')}
        okButtonProps={{ danger: true }}
        confirmLoading={remove.isPending}
        onOk={() => remove.mutate()}
        onCancel={() => {
          remove.reset();
          setOpen(false);
        }}
      >
        <div className="stack-tight">
          <p>{t('clusters.forgetText')}</p>
          {remove.error && <ProblemView problem={remove.error} />}
        </div>
      </Modal>
    </>
  );
};
