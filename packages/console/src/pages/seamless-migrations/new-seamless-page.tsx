import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { rocketmqClustersQuery } from '../../api/queries.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { NewSeamlessForm } from './new-seamless-form.tsx';

/** Makes a seamless migration between two RocketMQ clusters; it has no topics yet, and nothing changes for clients. */
export const NewSeamlessPage = () => {
  const { t } = useTexts();
  const clusters = useQuery(rocketmqClustersQuery);
  return (
    <Page title={t('seamless.new')} parent={{ to: '/rocketmq/migrations', text: t('nav.seamless') }}>
      <Panel>
        <QueryView query={clusters}>
          {(known) =>
            known.length < 2 ? (
              <Empty
                title={t('seamless.fewClusters')}
                action={<Link to="/clusters/new?kind=rocketmq">{t('clusters.add')}</Link>}
              />
            ) : (
              <NewSeamlessForm clusters={known} />
            )
          }
        </QueryView>
      </Panel>
    </Page>
  );
};
