import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { dumpLogQuery } from '../../api/queries.ts';
import type { DumpLogEntry } from '../../api/types.ts';
import { Empty } from '../../parts/empty.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { StatusShape } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { logText } from './log-text.ts';
import '../migration/events/event-list.css';

const SHAPE: TableShape<'at', never> = { sorts: ['at'], filters: {} };

const TONES: Readonly<Partial<Record<DumpLogEntry['type'], Tone>>> = {
  ...{ failed: 'bad', retrying: 'warn', skipped: 'warn', gap: 'warn' },
  ...{ paused: 'paused', running: 'good', done: 'good' },
};

/** What happened to a dump task and why, the newest first. */
export const DumpLog = ({ id }: { readonly id: string }) => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(dumpLogQuery(id, pageOf(state)));
  return (
    <Panel title={t('dump.log')}>
      <QueryView query={query}>
        {({ items, total }) => (
          <>
            <Entries entries={items} t={t} language={language} />
            <Pager shown={items.length} total={total} state={state} onState={setState} />
          </>
        )}
      </QueryView>
    </Panel>
  );
};

interface EntriesProps {
  readonly entries: readonly DumpLogEntry[];
  readonly t: Texts;
  readonly language: Language;
}

const Entries = ({ entries, t, language }: EntriesProps) => {
  if (entries.length === 0) return <Empty title={t('dump.log.none')} />;
  return (
    <ol className="event-list">
      {entries.map((entry) => (
        <li key={entry.id}>
          <StatusShape tone={TONES[entry.type] ?? 'idle'} />
          <span className="soft event-time">
            <ExactMoment at={entry.at} />
          </span>
          <span className="break">{logText(entry, t, language)}</span>
        </li>
      ))}
    </ol>
  );
};
