import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { client } from '../../api/client.ts';
import { taskQuery } from '../../api/task-queries.ts';
import type { Task } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { grouped } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { useFollowed } from '../../live/use-followed.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { TaskBar } from '../../tasks/task-bar.tsx';
import { TaskRoute } from '../../tasks/task-route.tsx';
import { ITEM_STATES, TaskStatus } from '../../tasks/task-state.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { TaskActions } from './task-actions.tsx';
import { TaskItemsPanel } from './task-items-panel.tsx';

/** One task: how far it is, what came of each item, and what can be done about those that failed. */
export const TaskPage = () => {
  const { t } = useTexts();
  const { id } = useParams() as { readonly id: string };
  const query = useQuery(taskQuery(id));
  const moves = query.data?.state === 'running';
  const live = useFollowed({
    queryKey: taskQuery(id).queryKey,
    open: (signal) => client.watchTask({ params: { id } }, { signal }),
    moves,
  });
  return (
    <Page
      title={query.data ? t(`task.kind.${query.data.kind}`) : t('task.one')}
      parent={{ to: '/tasks', text: t('nav.tasks') }}
      actions={
        query.data && (
          <>
            {moves && <LiveBadge state={live} />}
            <TaskActions task={query.data} />
          </>
        )
      }
    >
      <QueryView query={query}>
        {(task) => (
          <>
            <Panel>
              <div className="stack">
                <Progress task={task} />
                <Facts task={task} />
              </div>
            </Panel>
            <TaskItemsPanel key={task.id} task={task} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

const Progress = ({ task }: { readonly task: Task }) => {
  const { t } = useTexts();
  const { counts, state } = task;
  return (
    <div className="stack-tight">
      <div className="row-apart">
        <span className="row">
          <TaskStatus state={state} />
          <span className="soft">
            <TaskRoute task={task} />
          </span>
        </span>
        <span role="status">
          {t('share.of', { done: counts.total - counts.pending, total: counts.total })}
        </span>
      </div>
      <TaskBar counts={counts} />
    </div>
  );
};

const Facts = ({ task }: { readonly task: Task }) => {
  const { t, language } = useTexts();
  const { counts, createdBy, createdAt, durationMs } = task;
  return (
    <KeyValues
      items={[
        ...ITEM_STATES.filter((state) => counts[state] > 0).map(
          (state) => [t(`itemState.${state}`), grouped(counts[state], language)] as const,
        ),
        [t('task.begun'), <ExactMoment key="at" at={createdAt} />],
        [t('task.by'), createdBy],
        [t('task.duration'), durationText(durationMs, t)],
      ]}
    />
  );
};
