import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from 'react-router';
import { clusterTopicQuery } from '../../api/inventory-queries.ts';
import { clusterQuery } from '../../api/queries.ts';
import type { TopicDetail } from '../../api/types.ts';
import { bytesText, grouped, UNKNOWN } from '../../format/numbers.ts';
import { SeenLine, SeenProblems } from '../../inventory/seen-line.tsx';
import { TopicHealth } from '../../inventory/topic-health.tsx';
import { Page } from '../../layout/page.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import type { TopicContext } from './topic-context.ts';
import { TopicMigrations } from './topic-migrations.tsx';

const TABS = [
  { to: '', text: 'inventory.partitions' },
  { to: 'configs', text: 'topic.configs' },
  { to: 'groups', text: 'inventory.groups' },
] as const;

/** One topic of a cluster as it is now. */
export const TopicPage = () => {
  const { id, topic } = useParams() as { readonly id: string; readonly topic: string };
  return <OneTopic key={`${id} ${topic}`} clusterId={id} name={topic} />;
};

const OneTopic = ({ clusterId, name }: { readonly clusterId: string; readonly name: string }) => {
  const { t } = useTexts();
  const cluster = useQuery(clusterQuery(clusterId));
  const query = useQuery(clusterTopicQuery(clusterId, name));
  return (
    <Page
      title={name}
      parent={{ to: `/clusters/${clusterId}/topics`, text: cluster.data?.name ?? t('inventory.topics') }}
      actions={query.data && <SeenLine clusterIds={[clusterId]} seen={query.data} />}
    >
      <QueryView query={query}>
        {(topic) => (
          <>
            <SeenProblems problems={topic.problems} />
            <Panel>
              <Facts clusterId={clusterId} topic={topic} />
            </Panel>
            <Tabs label={t('topic.tabs')} tabs={TABS.map(({ to, text }) => ({ to, text: t(text) }))} />
            <Outlet context={{ clusterId, topic } satisfies TopicContext} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

/** How many records there may be: offsets between the ends, of which holes are a part. */
const offsetsIn = ({ partitions }: TopicDetail): bigint | null =>
  partitions.reduce<bigint | null>(
    (sum, { start, end }) => (sum === null || start === null || end === null ? null : sum + end - start),
    0n,
  );

const Facts = ({ clusterId, topic }: TopicContext) => {
  const { t, language } = useTexts();
  return (
    <KeyValues
      items={[
        [t('column.health'), <TopicHealth key="health" topic={topic} />],
        [t('column.partitions'), grouped(topic.partitions.length, language)],
        [t('column.replicationFactor'), grouped(topic.replicationFactor, language)],
        [t('column.cleanup'), topic.cleanupPolicy ?? UNKNOWN],
        [t('topic.offsets'), grouped(offsetsIn(topic), language)],
        [t('column.bytes'), bytesText(topic.bytes, language)],
        [t('topic.id'), topic.topicId === null ? UNKNOWN : <code key="id">{topic.topicId}</code>],
        [t('nav.migrations'), <TopicMigrations key="migrations" clusterId={clusterId} topic={topic.topic} />],
      ]}
    />
  );
};
