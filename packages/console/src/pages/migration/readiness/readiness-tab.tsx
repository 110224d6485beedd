import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { readinessQuery } from '../../../api/queries.ts';
import { Empty } from '../../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../../parts/filter-bar.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../../parts/resource-table.tsx';
import { Status } from '../../../parts/status.tsx';
import type { Texts } from '../../../texts/texts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { filtered } from '../../../url/table-state.ts';
import { useTableState } from '../../../url/use-table-state.ts';
import { useMigration } from '../migration-context.ts';
import { ReadinessHead } from './readiness-head.tsx';
import { KINDS, queryOf, type ReadinessItem, SHAPE, VERDICTS } from './readiness-shape.ts';

const TONES = { ready: 'good', 'not-ready': 'bad', unknown: 'unknown' } as const;

/** Which topics and groups could be switched when it was looked last, and why not. */
export const ReadinessTab = () => {
  const { t, language } = useTexts();
  const { id } = useMigration().view.migration;
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(readinessQuery(id, queryOf(state)));
  const isFiltered = Object.keys(state.filters).length > 0;
  const empty = (scannedAt: string | null) => {
    if (!isFiltered)
      return (
        <Empty title={t(scannedAt === null ? 'readiness.never' : 'readiness.none')}>
          {t(scannedAt === null ? 'readiness.neverText' : 'readiness.noneText')}
        </Empty>
      );
    const clear = (
      <Button onClick={() => setState({ ...state, page: 1, filters: {} })}>{t('table.clearFilters')}</Button>
    );
    return <Empty title={t('table.noMatch')} action={clear} />;
  };
  return (
    <QueryView query={query}>
      {(whole) => (
        <div className="stack">
          <ReadinessHead id={id} whole={whole} />
          <Panel flush>
            <div className="filter-bar">
              <FilterSearch
                label={t('readiness.search')}
                value={state.filters.search}
                onChange={(value) => setState(filtered(state, 'search', value))}
              />
              <FilterSelect
                label={t('readiness.kind')}
                all={t('readiness.anyKind')}
                options={KINDS.map((each) => [each, t(`readiness.kind.${each}`)] as const)}
                value={state.filters.kind}
                onChange={(value) => setState(filtered(state, 'kind', value))}
              />
              <FilterSelect
                label={t('readiness.verdict')}
                all={t('readiness.anyVerdict')}
                options={VERDICTS.map((each) => [each, t(`readiness.${each}`)] as const)}
                value={state.filters.verdict}
                onChange={(value) => setState(filtered(state, 'verdict', value))}
              />
            </div>
            <ResourceTable
              label={t('tab.readiness')}
              columns={columnsOf(t, language)}
              rows={whole.items}
              total={whole.total}
              keyOf={({ kind, name }) => `${kind} ${name}`}
              state={state}
              onState={setState}
              detail={detailOf}
              empty={empty(whole.scannedAt)}
            />
          </Panel>
        </div>
      )}
    </QueryView>
  );
};

const detailOf = ({ reasons, notes }: ReadinessItem) =>
  reasons.length + notes.length === 0 ? undefined : (
    <div className="stack-tight">
      {reasons.map((reason) => (
        <ProblemView key={`${reason.code} ${reason.message.en}`} problem={reason} quiet />
      ))}
      {notes.map((note) => (
        <ProblemView key={`${note.code} ${note.message.en}`} problem={note} tone="warn" quiet />
      ))}
    </div>
  );

const columnsOf = (t: Texts, language: Language): Column<ReadinessItem, 'name'>[] => [
  {
    key: 'name',
    title: t('readiness.name'),
    render: ({ name }) => <code className="break">{name}</code>,
  },
  { key: 'kind', title: t('readiness.kind'), render: ({ kind }) => t(`readiness.kind.${kind}`) },
  {
    key: 'verdict',
    title: t('readiness.verdict'),
    render: ({ verdict }) => <Status tone={TONES[verdict]}>{t(`readiness.${verdict}`)}</Status>,
  },
  {
    key: 'reasons',
    title: t('readiness.reasons'),
    render: ({ reasons }) => <span className="break">{reasons[0]?.message[language] ?? ''}</span>,
  },
];
