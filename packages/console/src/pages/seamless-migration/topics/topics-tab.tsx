import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { seamlessTopicsQuery } from '../../../api/seamless-queries.ts';
import type { SeamlessTopic } from '../../../api/types.ts';
import { NoMatch } from '../../../inventory/inventory-list.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { TableSearch, TableSelect } from '../../../parts/table-filters.tsx';
import { hasGateways } from '../../../seamless/modes.ts';
import { HEALTHS, SEAMLESS_STATES } from '../../../seamless/states.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { unfiltered } from '../../../url/table-state.ts';
import { useTableState } from '../../../url/use-table-state.ts';
import { useTask } from '../task-context.ts';
import { BulkBar } from './bulk-bar.tsx';
import { topicsColumns } from './topics-columns.tsx';
import { queryOf, SHAPE, whichOf } from './topics-shape.ts';

/** The topics of a task: with gateways, where each stands and whether it can go on; and what moves on both sides. */
export const SeamlessTopicsTab = () => {
  const { t, language } = useTexts();
  const task = useTask();
  const { id, intent } = task;
  const [state, setState] = useTableState(SHAPE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const query = useQuery(seamlessTopicsQuery(id, queryOf(state)));
  const isOpen = intent !== 'completed';
  const empty =
    Object.keys(state.filters).length > 0 ? (
      <NoMatch onClear={() => setState(unfiltered(state))} />
    ) : (
      <Empty
        title={t('seamless.noTopics')}
        action={<Link to={`/rocketmq/migrations/${id}?step=import`}>{t('seamless.toImport')}</Link>}
      >
        {t('seamless.noTopicsText')}
      </Empty>
    );
  return (
    <Panel flush>
      <div className="filter-bar">
        <TableSearch label={t('topics.search')} state={state} onState={setState} />
        {hasGateways(task) && (
          <>
            <TableSelect
              label={t('column.state')}
              all={t('task.anyState')}
              options={SEAMLESS_STATES.map((each) => [each, t(`seamless.state.${each}`)] as const)}
              filter="state"
              state={state}
              onState={setState}
            />
            <TableSelect
              label={t('seamless.nextStep')}
              all={t('seamless.health.any')}
              options={HEALTHS.map((each) => [each, t(`seamless.health.${each}`)] as const)}
              filter="health"
              state={state}
              onState={setState}
            />
          </>
        )}
      </div>
      {isOpen && task.topics.total > 0 && (
        <BulkBar
          task={task}
          chosen={chosen}
          onChosen={setChosen}
          which={whichOf(state)}
          found={query.data?.total ?? 0}
        />
      )}
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('tab.topics')}
            columns={topicsColumns(task, query.dataUpdatedAt, t, language)}
            rows={items}
            total={total}
            keyOf={({ topic }) => topic}
            state={state}
            onState={setState}
            {...(isOpen
              ? {
                  selection: {
                    keys: chosen,
                    onChange: setChosen,
                    labelOf: ({ topic }: SeamlessTopic) => t('topics.choose', { topic }),
                  },
                }
              : {})}
            empty={empty}
          />
        )}
      </QueryView>
    </Panel>
  );
};
