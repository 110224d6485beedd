import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { seamlessTaskQuery, seamlessTopicQuery } from '../../api/seamless-queries.ts';
import type { SeamlessTask, SeamlessTopicDetail } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { hasGateways } from '../../seamless/modes.ts';
import { TopicHealth } from '../../seamless/topic-health.tsx';
import { TrafficCharts } from '../../seamless/traffic-charts.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { BigRail } from './big-rail.tsx';
import { NextSteps } from './next-steps.tsx';
import { SidesPanel } from './sides-panel.tsx';
import { StraightClients } from './straight-clients.tsx';
import { TopicClients } from './topic-clients.tsx';
import { TopicGroups } from './topic-groups.tsx';

/** One topic of a task: with gateways, where it stands and what its next steps depend on; and who uses it. */
export const SeamlessTopicPage = () => {
  const { t } = useTexts();
  const { id, topic } = useParams() as { readonly id: string; readonly topic: string };
  const task = useQuery(seamlessTaskQuery(id));
  const query = useQuery(seamlessTopicQuery(id, topic));
  return (
    <Page
      title={topic}
      parent={{ to: `/rocketmq/migrations/${id}`, text: task.data?.name ?? t('seamless.one') }}
    >
      <QueryView query={task}>
        {(of) => (
          <QueryView query={query}>
            {(detail) => <OneTopic task={of} detail={detail} asOf={query.dataUpdatedAt} />}
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
};

const OneTopic = ({
  task,
  detail,
  asOf,
}: {
  readonly task: SeamlessTask;
  readonly detail: SeamlessTopicDetail;
  /** Milliseconds since 1970. */
  readonly asOf: number;
}) => {
  const { t } = useTexts();
  const { topic } = detail;
  const kind = t(`seamless.kind.${topic.position.kind}`);
  return (
    <>
      {hasGateways(task) ? (
        <>
          <BigRail detail={detail} />
          <Panel>
            <div className="stack-tight">
              <TopicHealth of={topic} asOf={asOf} />
              <span className="soft">
                {kind} · {t('seamless.since')} <Moment at={topic.changedAt} />
              </span>
            </div>
          </Panel>
          <NextSteps task={task} detail={detail} />
        </>
      ) : (
        <Panel>
          <p>
            {kind} · {t('seamlessTopic.inBatches')}{' '}
            <Link to={`/rocketmq/migrations/${task.id}?step=batches`}>{t('seamlessTopic.toBatches')}</Link>
          </p>
        </Panel>
      )}
      <SidesPanel detail={detail} />
      <TopicGroups groups={detail.groups} />
      {hasGateways(task) && <TopicClients clients={detail.clients} asOf={asOf} />}
      <StraightClients task={task} straight={detail.straight} />
      <TrafficCharts taskId={task.id} topic={topic.topic} />
    </>
  );
};
