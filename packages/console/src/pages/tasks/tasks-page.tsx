import type { Given, Routes } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { tasksQuery } from '../../api/task-queries.ts';
import type { Task } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { grouped } from '../../format/numbers.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSelect } from '../../parts/filter-bar.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { TaskBar } from '../../tasks/task-bar.tsx';
import { TaskRoute } from '../../tasks/task-route.tsx';
import { TASK_STATES, TaskStatus } from '../../tasks/task-state.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const KINDS = ['topics', 'acls', 'users', 'quotas'] as const;

/** The service gives tasks with the newest first. */
const SHAPE: TableShape<'createdAt', 'state' | 'kind'> = {
  sorts: ['createdAt'],
  filters: { state: TASK_STATES, kind: KINDS },
};

/** What is, or was, done in the background. */
export const TasksPage = () => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const { filters } = state;
  // The shape of the table has the values of each filter.
  const which = filters as Partial<Given<Routes['listTasks']>['query']>;
  const query = useQuery(tasksQuery({ ...pageOf(state), ...which }));
  return (
    <Page title={t('nav.tasks')}>
      <Panel flush>
        <div className="filter-bar">
          <FilterSelect
            label={t('column.state')}
            all={t('task.anyState')}
            options={TASK_STATES.map((each) => [each, t(`taskState.${each}`)] as const)}
            value={filters.state}
            onChange={(value) => setState(filtered(state, 'state', value))}
          />
          <FilterSelect
            label={t('task.kind')}
            all={t('task.anyKind')}
            options={KINDS.map((each) => [each, t(`task.kind.${each}`)] as const)}
            value={filters.kind}
            onChange={(value) => setState(filtered(state, 'kind', value))}
          />
        </div>
        <QueryView query={query}>
          {({ items, total }) => (
            <ResourceTable
              label={t('nav.tasks')}
              columns={columnsOf(t, language)}
              rows={items}
              total={total}
              keyOf={({ id }) => id}
              state={state}
              onState={setState}
              empty={
                Object.keys(filters).length > 0 ? (
                  <NoMatch onClear={() => setState({ ...state, page: 1, filters: {} })} />
                ) : (
                  <Empty title={t('task.none')} action={<Link to="/comparisons">{t('compare.title')}</Link>}>
                    {t('task.noneText')}
                  </Empty>
                )
              }
            />
          )}
        </QueryView>
      </Panel>
    </Page>
  );
};

const columnsOf = (t: Texts, language: Language): Column<Task>[] => [
  {
    key: 'kind',
    title: t('task.kind'),
    render: ({ id, kind }) => (
      <Link className="nowrap" to={`/tasks/${id}`}>
        {t(`task.kind.${kind}`)}
      </Link>
    ),
  },
  { key: 'route', title: t('migrations.route'), render: (task) => <TaskRoute task={task} /> },
  { key: 'state', title: t('column.state'), render: ({ state }) => <TaskStatus state={state} /> },
  { key: 'progress', title: t('task.progress'), render: ({ counts }) => <TaskBar counts={counts} /> },
  {
    key: 'counts',
    title: t('task.ended'),
    align: 'right',
    render: ({ counts }) => t('share.of', { done: counts.total - counts.pending, total: counts.total }),
  },
  {
    key: 'failed',
    title: t('task.failed'),
    align: 'right',
    render: ({ counts }) => grouped(counts.failed, language),
  },
  { key: 'createdBy', title: t('task.by'), render: ({ createdBy }) => createdBy },
  { key: 'createdAt', title: t('task.begun'), render: ({ createdAt }) => <Moment at={createdAt} /> },
  { key: 'duration', title: t('task.duration'), render: ({ durationMs }) => durationText(durationMs, t) },
];
