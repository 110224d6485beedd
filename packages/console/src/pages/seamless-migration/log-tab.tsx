import { useQuery } from '@tanstack/react-query';
import { seamlessLogQuery } from '../../api/seamless-queries.ts';
import { Empty } from '../../parts/empty.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { StatusShape } from '../../parts/status.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { logTone } from './log-tone.ts';
import { useTask } from './task-context.ts';
import '../migration/events/event-list.css';

/** The service gives entries with the newest first. */
const SHAPE: TableShape<'at', never> = { sorts: ['at'], filters: {} };

/** What happened to a task, the newest first. */
export const SeamlessLogTab = () => {
  const { t, language } = useTexts();
  const { id } = useTask();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(seamlessLogQuery(id, pageOf(state)));
  return (
    <Panel title={t('seamless.tab.log')}>
      <QueryView query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty title={t('events.none')} />
          ) : (
            <>
              <ol className="event-list">
                {items.map((entry) => (
                  <li key={entry.id}>
                    <StatusShape tone={logTone(entry)} />
                    <span className="soft event-time">
                      <ExactMoment at={entry.at} />
                    </span>
                    <span className="break">{entry.text[language]}</span>
                  </li>
                ))}
              </ol>
              <Pager shown={items.length} total={total} state={state} onState={setState} />
            </>
          )
        }
      </QueryView>
    </Panel>
  );
};
