import type { RocketmqTest } from '../../api/types.ts';
import { type FactColumn, FactTable } from '../../parts/fact-table.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { Status } from '../../parts/status.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { accessText } from '../access-text.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { BrokerName } from '../broker-name.tsx';
import { releaseText } from '../release-text.ts';
import './test-result.css';

/** What a test of the connection to a RocketMQ cluster found, server by server. */
export const RocketmqTestResult = ({ test }: { readonly test: RocketmqTest }) => {
  const { t } = useTexts();
  const { ok, failures, nameServers, clusters, clusterName, brokers, accessControl } = test;
  return (
    <div className="stack-tight" role="status">
      {ok && clusterName !== null && (
        <Status tone="good">
          <strong>{t('rocketmq.reached', { cluster: clusterName, count: brokers.length })}</strong>{' '}
          <span className="soft">{t('rocketmq.accessFound', { how: accessText(accessControl, t) })}</span>
        </Status>
      )}
      {failures.map(({ step, problem }) => (
        <ProblemView
          key={`${step} ${problem.message.en}`}
          title={t(`rocketmq.failure.${step}`)}
          problem={problem}
        />
      ))}
      {clusterName === null && clusters.length > 0 && (
        <Status tone="warn">
          {t('rocketmq.severalClusters')} <NamesList names={clusters} />
        </Status>
      )}
      {nameServers.length > 0 && (
        <div className="test-servers">
          <FactTable
            label={t('rocketmq.nameServers')}
            rows={nameServers}
            keyOf={({ address }) => address}
            columns={[addressColumn(t('rocketmq.nameServer')), answerColumn(t)]}
          />
        </div>
      )}
      {brokers.length > 0 && (
        <div className="test-servers">
          <FactTable
            label={t('inventory.brokers')}
            rows={brokers}
            keyOf={({ name, brokerId }) => `${name} ${brokerId}`}
            columns={[
              { key: 'name', title: t('broker.id'), render: (broker) => <BrokerName {...broker} /> },
              addressColumn(t('rocketmq.registeredAddress')),
              {
                key: 'version',
                title: t('broker.version'),
                render: ({ version }) => releaseText(version),
              },
              answerColumn(t),
            ]}
          />
        </div>
      )}
    </div>
  );
};

type Server = RocketmqTest['nameServers'][number];

const addressColumn = (title: string): FactColumn<Server> => ({
  ...{ key: 'address', title },
  render: ({ address }) => <code className="break">{address}</code>,
});

const answerColumn = (t: Texts): FactColumn<Server> => ({
  ...{ key: 'answers', title: t('column.state') },
  render: ({ problem }) => <AnswerStatus problem={problem} />,
});
