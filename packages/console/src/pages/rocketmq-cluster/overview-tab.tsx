import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { client } from '../../api/client.ts';
import { rocketmqOverviewQuery } from '../../api/rocketmq-queries.ts';
import type { Cluster, RocketmqOverview } from '../../api/types.ts';
import { Addresses } from '../../clusters/addresses.tsx';
import { ConnectionPanel } from '../../clusters/connection-panel.tsx';
import { grouped } from '../../format/numbers.ts';
import { SeenLine, SeenProblems } from '../../inventory/seen-line.tsx';
import { Empty } from '../../parts/empty.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { accessText } from '../../rocketmq/access-text.ts';
import { RocketmqTestResult } from '../../rocketmq/connection/test-result.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { RocketmqBrokers } from './brokers.tsx';
import { ChangeRocketmqCluster } from './change-cluster.tsx';

/** A RocketMQ cluster as a whole: how much there is, its brokers, and how it is reached. */
export const RocketmqOverviewTab = () => {
  const cluster = useOutletContext<Cluster>();
  const query = useQuery(rocketmqOverviewQuery(cluster.id));
  return (
    <>
      <QueryView query={query}>{(seen) => <Seen cluster={cluster} overview={seen} />}</QueryView>
      <ConnectionPanel
        test={() => client.testRocketmqCluster({ params: { id: cluster.id } })}
        result={(test) => <RocketmqTestResult test={test} />}
        change={(onClose) => <ChangeRocketmqCluster cluster={cluster} onClose={onClose} />}
      />
    </>
  );
};

const COUNTS = ['topics', 'specialTopics', 'systemTopics', 'groups', 'namespaces'] as const;

const Seen = ({
  cluster: { id, createdAt },
  overview,
}: {
  readonly cluster: Cluster;
  readonly overview: RocketmqOverview;
}) => {
  const { t, language } = useTexts();
  const { counts, brokers, problems, warnings, asOf, nameServers, clusterName } = overview;
  return (
    <>
      <SeenProblems problems={problems} warnings={warnings} />
      <Panel title={t('inventory.cluster')} extra={<SeenLine clusterIds={[id]} seen={overview} />}>
        <KeyValues
          items={[
            [t('rocketmq.nameServers'), <Addresses key="addresses" addresses={nameServers} />],
            [t('rocketmq.clusterName'), <code key="name">{clusterName}</code>],
            [t('rocketmq.masters'), grouped(counts.masters, language)],
            ...COUNTS.map((name) => [t(`rocketmq.count.${name}`), grouped(counts[name], language)] as const),
            [t('rocketmq.accessControl'), accessText(overview.accessControl, t)],
            [t('clusters.createdAt'), <Moment key="at" at={createdAt} />],
          ]}
        />
      </Panel>
      <Panel title={t('inventory.brokers')} flush>
        {asOf === null ? <Empty title={t('seen.unknownTitle')} /> : <RocketmqBrokers brokers={brokers} />}
      </Panel>
    </>
  );
};
