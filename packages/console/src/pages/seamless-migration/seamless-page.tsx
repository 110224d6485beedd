import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams, useSearchParams } from 'react-router';
import { client } from '../../api/client.ts';
import { seamlessTaskQuery } from '../../api/seamless-queries.ts';
import type { SeamlessTask } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { useFollowed } from '../../live/use-followed.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { hasGateways } from '../../seamless/modes.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { BatchAlarms } from './batches/batch-alarms.tsx';
import { Guide } from './guide/guide.tsx';
import { STEP_IN_ADDRESS } from './guide/shown-step.ts';
import { Picture } from './picture/picture.tsx';
import { TaskHead } from './task-head.tsx';

const TABS = [
  // Its own address; nothing before the question mark would be that of the tab which is open.
  { to: '.', text: 'tab.topics' },
  { to: 'groups', text: 'seamless.tab.groups' },
  { to: 'clients', text: 'seamless.tab.clients' },
  { to: 'traffic', text: 'seamless.tab.traffic' },
  { to: 'log', text: 'seamless.tab.log' },
] as const;

/** One seamless migration, live: what it looks like, which step is next, and its tabs. */
export const SeamlessPage = () => {
  const { id } = useParams() as { readonly id: string };
  // A page of another task begins anew.
  return <LiveTask key={id} id={id} />;
};

const LiveTask = ({ id }: { readonly id: string }) => {
  const { t } = useTexts();
  const query = useQuery(seamlessTaskQuery(id));
  const live = useFollowed({
    queryKey: seamlessTaskQuery(id).queryKey,
    open: (signal) => client.watchSeamlessTask({ params: { id } }, { signal }),
    moves: true,
  });
  return (
    <Page
      title={query.data?.name ?? t('seamless.one')}
      parent={{ to: '/rocketmq/migrations', text: t('nav.seamless') }}
      actions={query.data && <LiveBadge state={live} />}
    >
      <QueryView query={query}>
        {(task) => (
          <>
            <TaskHead task={task} />
            {!hasGateways(task) && <BatchAlarms task={task} />}
            <Picture task={task} stale={live.kind === 'stale' || live.kind === 'ended'} />
            <Guide task={task} />
            <TaskTabs />
            <Outlet context={task satisfies SeamlessTask} />
          </>
        )}
      </QueryView>
    </Page>
  );
};

/** The step of the guide that somebody has opened stays open. */
const TaskTabs = () => {
  const { t } = useTexts();
  const [search] = useSearchParams();
  const step = search.get(STEP_IN_ADDRESS);
  const kept = step === null ? '' : `?${new URLSearchParams({ [STEP_IN_ADDRESS]: step })}`;
  return (
    <Tabs
      label={t('seamless.tabs')}
      tabs={TABS.map(({ to, text }) => ({ to: `${to}${kept}`, text: t(text) }))}
    />
  );
};
