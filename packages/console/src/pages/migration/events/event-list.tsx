import type { MigrationEvent } from '../../../api/types.ts';
import { Empty } from '../../../parts/empty.tsx';
import { ExactMoment } from '../../../parts/moment.tsx';
import { StatusShape } from '../../../parts/status.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { eventText, eventTone } from './event-text.ts';
import './event-list.css';

/** What happened, the newest first. */
export const EventList = ({ events }: { readonly events: readonly MigrationEvent[] }) => {
  const { t, language } = useTexts();
  if (events.length === 0) return <Empty title={t('events.none')} />;
  return (
    <ol className="event-list">
      {events.map((event) => (
        <li key={event.id}>
          <StatusShape tone={eventTone(event)} />
          <span className="soft event-time">
            <ExactMoment at={event.at} />
          </span>
          <span className="break">{eventText(event, t, language)}</span>
        </li>
      ))}
    </ol>
  );
};
