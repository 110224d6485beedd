import type { TopicPlan } from '../api/types.ts';
import { bytesText, grouped } from '../format/numbers.ts';
import { Empty } from '../parts/empty.tsx';
import { ProblemView } from '../parts/problem-view.tsx';
import { type Column, ResourceTable } from '../parts/resource-table.tsx';
import { Status } from '../parts/status.tsx';
import { TableSearch, TableSelect } from '../parts/table-filters.tsx';
import { useTexts } from '../texts/use-texts.ts';
import type { TableShape } from '../url/table-state.ts';
import { useTableState } from '../url/use-table-state.ts';
import { modeOf } from './plan-sums.ts';
import { MODES, type PlanSort, plansShown } from './plans-shown.ts';

const SHAPE: TableShape<PlanSort, 'search' | 'mode'> = {
  sorts: ['topic', 'partitions', 'bytesToCopy'],
  filters: { search: 'text', mode: MODES },
};

/** What becomes of each topic. */
export const PlanTopics = ({ topics }: { readonly topics: readonly TopicPlan[] }) => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const columns: Column<TopicPlan, PlanSort>[] = [
    {
      key: 'topic',
      title: t('column.topic'),
      sort: 'topic',
      render: ({ topic }) => <code className="break">{topic}</code>,
    },
    {
      key: 'action',
      title: t('plan.action'),
      render: ({ refusal, action }) =>
        refusal ? (
          <Status tone="bad">{t('plan.action.refused')}</Status>
        ) : (
          <Status tone={action === 'recreate' ? 'warn' : 'idle'}>{t(`plan.action.${action}`)}</Status>
        ),
    },
    {
      key: 'mode',
      title: t('plan.offsets'),
      render: (topic) => t(`plan.mode.${modeOf(topic)}`),
    },
    {
      key: 'partitions',
      title: t('plan.partitions'),
      sort: 'partitions',
      align: 'right',
      render: ({ partitions, addedPartitions }) =>
        addedPartitions === 0
          ? grouped(partitions, language)
          : t('plan.partitionsAdded', { n: partitions, added: addedPartitions }),
    },
    {
      key: 'replicas',
      title: t('plan.replicas'),
      align: 'right',
      render: ({ replicationFactor: { source, target } }) =>
        source === target ? String(source) : `${source} → ${target}`,
    },
    { key: 'cleanup', title: t('plan.cleanup'), render: ({ cleanupPolicy }) => cleanupPolicy },
    {
      key: 'records',
      title: t('plan.records'),
      align: 'right',
      render: ({ recordsToCopy }) => grouped(recordsToCopy, language),
    },
    {
      key: 'bytes',
      title: t('plan.bytes'),
      sort: 'bytesToCopy',
      align: 'right',
      render: ({ bytesToCopy }) => bytesText(bytesToCopy, language),
    },
  ];
  return (
    <>
      <div className="filter-bar">
        <TableSearch label={t('topics.search')} state={state} onState={setState} />
        <TableSelect
          label={t('plan.offsets')}
          all={t('plan.allModes')}
          options={MODES.map((mode) => [mode, t(`plan.mode.${mode}`)] as const)}
          filter="mode"
          state={state}
          onState={setState}
        />
      </div>
      <ResourceTable
        label={t('plan.topics')}
        columns={columns}
        keyOf={({ topic }) => topic}
        {...plansShown(topics, state)}
        state={state}
        onState={setState}
        empty={<Empty title={t('table.noMatch')} />}
        detail={(topic) => (hasDetail(topic) ? <TopicDetail topic={topic} /> : undefined)}
      />
    </>
  );
};

const hasDetail = ({ refusal, mappedBecause, holes, blanks, gaps }: TopicPlan): boolean =>
  refusal !== null || mappedBecause !== null || holes > 0n || blanks > 0n || gaps > 0n;

const TopicDetail = ({ topic }: { readonly topic: TopicPlan }) => {
  const { t } = useTexts();
  const { refusal, mappedBecause, holes, blanks, gaps } = topic;
  return (
    <div className="stack-tight">
      {refusal && <ProblemView problem={refusal} quiet />}
      {mappedBecause && <ProblemView problem={mappedBecause} tone="warn" title={t('plan.mappedWhy')} quiet />}
      {gaps > 0n && <p>{t('plan.gaps', { n: gaps })}</p>}
      {holes > 0n && <p>{t('plan.holes', { n: holes })}</p>}
      {blanks > 0n && <p>{t('plan.blanks', { n: blanks })}</p>}
    </div>
  );
};
