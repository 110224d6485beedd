import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { seamlessTasksQuery } from '../../api/seamless-queries.ts';
import type { SeamlessTask } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { GatewaysLive } from '../../seamless/gateways-live.tsx';
import { hasGateways } from '../../seamless/modes.ts';
import { SeamlessRoute } from '../../seamless/seamless-route.tsx';
import { StatesBar } from '../../seamless/states-bar.tsx';
import { TaskProgress } from '../../seamless/task-sentence.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

/** The service gives seamless migrations in order of name. */
const SHAPE: TableShape<'name', never> = { sorts: ['name'], filters: {} };

/** All seamless migrations of RocketMQ, also completed ones. */
export const SeamlessMigrationsPage = () => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(seamlessTasksQuery(pageOf(state)));
  const make = (
    <MakeButton to="/rocketmq/migrations/new" needs="operator">
      {t('seamless.new')}
    </MakeButton>
  );
  return (
    <Page title={t('nav.seamless')} actions={make}>
      <Panel flush>
        <QueryView query={query}>
          {({ items, total }) => (
            <ResourceTable
              label={t('nav.seamless')}
              columns={columnsOf(t, language)}
              rows={items}
              total={total}
              keyOf={({ id }) => id}
              state={state}
              onState={setState}
              empty={<Empty title={t('seamless.none')}>{t('seamless.noneText')}</Empty>}
            />
          )}
        </QueryView>
      </Panel>
    </Page>
  );
};

const columnsOf = (t: Texts, language: Language): Column<SeamlessTask>[] => [
  {
    key: 'name',
    title: t('seamless.name'),
    render: ({ id, name }) => (
      <Link className="break" to={`/rocketmq/migrations/${id}`}>
        {name}
      </Link>
    ),
  },
  { key: 'route', title: t('migrations.route'), render: (task) => <SeamlessRoute of={task} /> },
  {
    key: 'mode',
    title: t('seamless.mode'),
    render: ({ mode }) => t(`seamless.mode.${mode}`),
  },
  {
    key: 'progress',
    title: t('seamless.progress'),
    wide: true,
    width: '24%',
    render: (task) => (
      <div className="stack-tight">
        <TaskProgress task={task} />
        {hasGateways(task) && task.topics.total > 0 && <StatesBar topics={task.topics} />}
      </div>
    ),
  },
  {
    key: 'gateways',
    title: t('seamless.gateways'),
    render: (task) =>
      hasGateways(task) ? (
        <GatewaysLive gateways={task.gateways} />
      ) : (
        <span className="soft">{t('seamless.withoutGateway')}</span>
      ),
  },
  {
    key: 'next',
    title: t('seamless.next'),
    wide: true,
    width: '24%',
    render: ({ sentence }) => sentence.next[language],
  },
];
