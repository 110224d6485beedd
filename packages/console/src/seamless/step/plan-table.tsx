import { useMemo } from 'react';
import type { StepPlan, TopicMove } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import { TableSearch, TableSelect } from '../../parts/table-filters.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isFound, rowsShown } from '../../url/local-rows.ts';
import { type TableShape, unfiltered } from '../../url/table-state.ts';
import { useLocalTableState } from '../../url/use-local-table-state.ts';
import { CheckList } from '../check-list.tsx';
import { positionText } from '../states.ts';
import { changedTopics } from './open-checks.ts';
import '../../operation/step-list.css';

const OUTCOMES = ['moves', 'blocked'] as const;

const SHAPE: TableShape<'topic', 'search' | 'outcome'> = {
  sorts: ['topic'],
  filters: { search: 'text', outcome: OUTCOMES },
};

/** What a step would be, topic by topic; where it comes out otherwise than `before`, that is marked. */
export const PlanTable = ({
  plan,
  before,
}: {
  readonly plan: StepPlan;
  readonly before: StepPlan | undefined;
}) => {
  const { t, language } = useTexts();
  const [state, setState] = useLocalTableState(SHAPE);
  const { search, outcome } = state.filters;
  const changed = useMemo(() => changedTopics(before, plan), [before, plan]);
  const found = plan.topics.filter(
    ({ topic, blockedBy }) =>
      isFound(search, topic) && (outcome === undefined || (outcome === 'moves') === (blockedBy === null)),
  );
  const shown = rowsShown(found, state, ({ topic }) => topic);
  const [only] = plan.topics;
  const columns: Column<TopicMove>[] = [
    {
      key: 'topic',
      title: t('column.topic'),
      render: ({ topic }) => (
        <>
          <code className="break">{topic}</code>{' '}
          {changed.has(topic) && <span className="step-new">{t('seamless.changed')}</span>}
        </>
      ),
    },
    { key: 'step', title: t('seamless.stepOf'), render: (move) => wayText(move, t) },
    {
      key: 'outcome',
      title: t('seamless.outcome'),
      width: '46%',
      wide: true,
      render: ({ blockedBy, forced, presets }) => (
        <div className="stack-tight">
          <Status tone={blockedBy ? 'bad' : 'good'}>
            {t(
              blockedBy ? 'seamless.blocked' : forced.length > 0 ? 'seamless.movesForced' : 'seamless.moves',
            )}
          </Status>
          {blockedBy && <span className="soft break">{blockedBy.message[language]}</span>}
          {!blockedBy && presets.length > 0 && (
            <span>
              {t('seamless.presets')} <NamesList names={presets} shown={3} />
            </span>
          )}
        </div>
      ),
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="step-plan" tabIndex={0} aria-label={t('seamless.plan')}>
      {plan.topics.length > 1 && (
        <div className="filter-bar">
          <TableSearch label={t('topics.search')} state={state} onState={setState} />
          <TableSelect
            label={t('seamless.outcome')}
            all={t('seamless.outcome.any')}
            options={OUTCOMES.map((each) => [each, t(`seamless.${each}`)] as const)}
            filter="outcome"
            state={state}
            onState={setState}
          />
        </div>
      )}
      <ResourceTable
        label={t('seamless.plan')}
        columns={columns}
        rows={shown.rows}
        total={shown.total}
        keyOf={({ topic }) => topic}
        state={state}
        onState={setState}
        {...(plan.topics.length > 1
          ? { detail: ({ checks, forced }: TopicMove) => detailOf(checks, forced) }
          : {})}
        empty={<NoMatch onClear={() => setState(unfiltered(state))} />}
      />
      {plan.topics.length === 1 && detailOf(only!.checks, only!.forced)}
    </section>
  );
};

const detailOf = (checks: TopicMove['checks'], forced: TopicMove['forced']) =>
  checks.length === 0 ? undefined : <CheckList checks={checks} forced={forced} />;

const wayText = ({ from, to }: TopicMove, t: Texts) => (
  <span className="nowrap">
    {from ? positionText(from, t) : '–'}
    {to && ` → ${positionText(to, t)}`}
  </span>
);
