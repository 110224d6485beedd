import { useSearchParams } from 'react-router';
import { CLUSTER_KINDS, KIND_NAMES } from '../../clusters/cluster-kinds.ts';
import { Page } from '../../layout/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ChoiceTabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { KafkaForm } from './kafka-form.tsx';
import { RocketmqForm } from './rocketmq-form.tsx';

/** Adds a cluster: how a client reaches it, tried out before it is kept. */
export const NewClusterPage = () => {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const kind = CLUSTER_KINDS.find((each) => each === search.get('kind')) ?? 'kafka';
  return (
    <Page title={t('clusters.add')} parent={{ to: '/clusters', text: t('nav.clusters') }}>
      <ChoiceTabs
        label={t('clusters.kind')}
        options={CLUSTER_KINDS.map((each) => [each, KIND_NAMES[each]] as const)}
        value={kind}
        onChange={(each) => setSearch(each === 'kafka' ? {} : { kind: each }, { replace: true })}
      />
      <Panel>{kind === 'kafka' ? <KafkaForm /> : <RocketmqForm />}</Panel>
    </Page>
  );
};
