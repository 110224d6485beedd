import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { eventsQuery } from '../../../api/queries.ts';
import { Panel } from '../../../parts/panel.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { EventList } from '../events/event-list.tsx';
import { useMigration } from '../migration-context.ts';
import { CopyCharts } from './copy-charts.tsx';
import { Flow } from './flow.tsx';

const NEWEST = { offset: 0, limit: 8 };

/** How the copy goes, now and over the last hour, and what happened last. */
export const ProgressTab = () => {
  const { t } = useTexts();
  const { view, live, rates } = useMigration();
  const { id } = view.migration;
  const events = useQuery(eventsQuery(id, NEWEST));
  return (
    <div className="stack">
      <Flow view={view} stale={live.kind === 'stale' || live.kind === 'ended'} />
      <CopyCharts id={id} told={rates} />
      <Panel
        title={t('progress.events')}
        extra={<Link to={`/migrations/${id}/events`}>{t('progress.allEvents')}</Link>}
      >
        <QueryView query={events}>{({ items }) => <EventList events={items} />}</QueryView>
      </Panel>
    </div>
  );
};
