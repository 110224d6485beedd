import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { client } from '../../api/client.ts';
import { clusterOverviewQuery } from '../../api/inventory-queries.ts';
import type { Cluster, ClusterOverview } from '../../api/types.ts';
import { Addresses } from '../../clusters/addresses.tsx';
import { addressesOf } from '../../clusters/cluster-kinds.ts';
import { ConnectionPanel } from '../../clusters/connection-panel.tsx';
import { grouped, UNKNOWN } from '../../format/numbers.ts';
import { SeenLine, SeenProblems } from '../../inventory/seen-line.tsx';
import { Empty } from '../../parts/empty.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ConnectionResult } from '../clusters/connection-result.tsx';
import { Brokers } from './brokers.tsx';
import { ChangeCluster } from './change-cluster.tsx';
import { ClusterConcerns } from './cluster-concerns.tsx';
import { MigrationsOf } from './migrations-of.tsx';

/** A cluster as a whole: what needs attention, how much there is, its brokers, and what moves. */
export const OverviewTab = () => {
  const cluster = useOutletContext<Cluster>();
  const query = useQuery(clusterOverviewQuery(cluster.id));
  return (
    <>
      <QueryView query={query}>{(seen) => <Seen cluster={cluster} overview={seen} />}</QueryView>
      <ConnectionPanel
        test={() => client.testCluster({ params: { id: cluster.id } })}
        result={(test) => <ConnectionResult test={test} used={{ tls: true, sasl: true }} />}
        change={(onClose) => <ChangeCluster cluster={cluster} onClose={onClose} />}
      />
      <MigrationsOf clusterId={cluster.id} />
    </>
  );
};

const Seen = ({ cluster, overview }: { readonly cluster: Cluster; readonly overview: ClusterOverview }) => {
  const { t, language } = useTexts();
  const { id, createdAt, clusterId: known } = cluster;
  const { counts, brokers, problems, asOf } = overview;
  const clusterId = overview.clusterId ?? known;
  return (
    <>
      <SeenProblems problems={problems} />
      {asOf !== null && <ClusterConcerns clusterId={id} overview={overview} />}
      <Panel title={t('inventory.cluster')} extra={<SeenLine clusterIds={[id]} seen={overview} />}>
        <KeyValues
          items={[
            [t('clusters.bootstrap'), <Addresses key="bootstrap" addresses={addressesOf(cluster)} />],
            [t('clusters.clusterId'), clusterId === null ? UNKNOWN : <code key="id">{clusterId}</code>],
            [t('inventory.brokers'), grouped(asOf === null ? null : brokers.length, language)],
            [t('inventory.topics'), grouped(counts.topics, language)],
            [t('inventory.internalTopics'), grouped(counts.internalTopics, language)],
            [t('inventory.partitions'), grouped(counts.partitions, language)],
            [t('inventory.groups'), grouped(counts.groups, language)],
            [t('clusters.createdAt'), <Moment key="at" at={createdAt} />],
          ]}
        />
      </Panel>
      <Panel title={t('inventory.brokers')} flush>
        {asOf === null ? <Empty title={t('seen.unknownTitle')} /> : <Brokers brokers={brokers} />}
      </Panel>
    </>
  );
};
