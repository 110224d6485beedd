import { useQuery } from '@tanstack/react-query';
import { eventsQuery } from '../../../api/queries.ts';
import { Pager } from '../../../parts/pager.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../../url/table-state.ts';
import { useTableState } from '../../../url/use-table-state.ts';
import { useMigration } from '../migration-context.ts';
import { EventList } from './event-list.tsx';

/** The service gives events with the newest first. */
const SHAPE: TableShape<'at', never> = { sorts: ['at'], filters: {} };

/** The history of a migration. */
export const EventsTab = () => {
  const { t } = useTexts();
  const { id } = useMigration().view.migration;
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(eventsQuery(id, pageOf(state)));
  return (
    <Panel title={t('tab.events')}>
      <QueryView query={query}>
        {({ items, total }) => (
          <>
            <EventList events={items} />
            <Pager shown={items.length} total={total} state={state} onState={setState} />
          </>
        )}
      </QueryView>
    </Panel>
  );
};
