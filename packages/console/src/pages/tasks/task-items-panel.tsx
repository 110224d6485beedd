import type { Given, Routes } from '@mqferry/api';
import { useQuery } from '@tanstack/react-query';
import { everyOf, taskItemsQuery } from '../../api/task-queries.ts';
import type { Task, TaskItem } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { inputText, topicOf } from '../../tasks/task-input.ts';
import { ITEM_STATES, ItemStatus } from '../../tasks/task-state.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

/** The service gives items in the order in which they are done. */
const SHAPE: TableShape<'position', 'state' | 'search'> = {
  sorts: ['position'],
  filters: { state: ITEM_STATES, search: 'text' },
};

/** What a task does, item by item, with the reason of each that failed. */
export const TaskItemsPanel = ({ task }: { readonly task: Task }) => {
  const { t } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const { filters } = state;
  // The shape of the table has the values of each filter.
  const which = filters as Partial<Given<Routes['listTaskItems']>['query']>;
  const query = useQuery(taskItemsQuery(task.id, { ...pageOf(state), ...which }, everyOf(task)));
  return (
    <Panel title={t('task.items')} flush>
      <div className="filter-bar">
        <FilterSearch
          label={t('compare.search')}
          value={filters.search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
        <FilterSelect
          label={t('column.state')}
          all={t('task.anyState')}
          options={ITEM_STATES.map((each) => [each, t(`itemState.${each}`)] as const)}
          value={filters.state}
          onChange={(value) => setState(filtered(state, 'state', value))}
        />
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('task.items')}
            columns={columnsOf(t)}
            rows={items}
            total={total}
            keyOf={({ position }) => String(position)}
            state={state}
            onState={setState}
            empty={<NoMatch onClear={() => setState({ ...state, page: 1, filters: {} })} />}
          />
        )}
      </QueryView>
    </Panel>
  );
};

const wordsOf = ({ input }: TaskItem, t: Texts): string => {
  const topic = topicOf(input);
  if (!topic) return inputText(input);
  const { partitions, replicationFactor: replicas } = topic;
  const shape = t('plannedTopics.shape', { partitions, replicas });
  return topic.compacted ? `${shape} · ${t('plannedTopics.compacted')}` : shape;
};

const columnsOf = (t: Texts): Column<TaskItem>[] => [
  { key: 'name', title: t('task.item'), render: ({ name }) => <code className="break">{name}</code> },
  { key: 'what', title: t('task.what'), render: (item) => wordsOf(item, t) },
  {
    key: 'state',
    title: t('column.state'),
    render: ({ state, attempts }) => (
      <>
        <ItemStatus state={state} />
        {attempts > 1 && <div className="soft">{t('task.attempts', { count: attempts })}</div>}
      </>
    ),
  },
  { key: 'endedAt', title: t('task.endedAt'), render: ({ endedAt }) => <Moment at={endedAt} /> },
  {
    key: 'reason',
    title: t('task.reason'),
    wide: true,
    render: ({ reason }) => reason && <ProblemView problem={reason} quiet />,
  },
];
