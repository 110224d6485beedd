import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { seamlessGroupsQuery } from '../../api/seamless-queries.ts';
import type { SeamlessGroup, SeamlessTask } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import { TableSearch, TableSelect } from '../../parts/table-filters.tsx';
import { groupAmounts, groupColumn } from '../../seamless/group-columns.tsx';
import { hasGateways } from '../../seamless/modes.ts';
import { StraightNames } from '../../seamless/straight-names.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape, unfiltered } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useTask } from './task-context.ts';

/** The service gives groups in order of name. */
const SHAPE: TableShape<'group', 'search' | 'notMoved'> = {
  sorts: ['group'],
  filters: { search: 'text', notMoved: ['true', 'false'] },
};

/** The groups that read topics of a task; of those that have not moved to the gateways yet, who goes straight. */
export const SeamlessGroupsTab = () => {
  const { t, language } = useTexts();
  const task = useTask();
  const isWithGateways = hasGateways(task);
  const [state, setState] = useTableState(SHAPE);
  const { search, notMoved } = state.filters;
  const query = useQuery(
    seamlessGroupsQuery(task.id, {
      ...pageOf(state),
      ...(search === undefined ? {} : { search }),
      ...(notMoved === undefined ? {} : { notMoved: notMoved === 'true' }),
    }),
  );
  return (
    <Panel flush>
      <div className="filter-bar">
        <TableSearch label={t('imports.searchName')} state={state} onState={setState} />
        <TableSelect
          label={t(isWithGateways ? 'seamless.moved.label' : 'seamless.consumersAt')}
          all={t(isWithGateways ? 'seamless.moved.any' : 'seamless.consumersAt.any')}
          options={[
            ['true', t(isWithGateways ? 'seamless.moved.no' : 'seamless.consumersAt.left')],
            ['false', t(isWithGateways ? 'seamless.moved.yes' : 'seamless.consumersAt.gone')],
          ]}
          filter="notMoved"
          state={state}
          onState={setState}
        />
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('seamless.tab.groups')}
            columns={columnsOf(task, t, language)}
            rows={items}
            total={total}
            keyOf={({ group }) => group}
            state={state}
            onState={setState}
            empty={
              Object.keys(state.filters).length > 0 ? (
                <NoMatch onClear={() => setState(unfiltered(state))} />
              ) : (
                <Empty title={t('seamless.noGroups')}>{t('seamless.noGroupsText')}</Empty>
              )
            }
          />
        )}
      </QueryView>
    </Panel>
  );
};

const columnsOf = (task: SeamlessTask, t: Texts, language: Language): Column<SeamlessGroup>[] => [
  { ...groupColumn<SeamlessGroup>(t), width: '20%' },
  {
    key: 'topics',
    title: t('column.topic'),
    wide: true,
    width: '16%',
    render: ({ topics }) => <NamesList names={topics} shown={2} />,
  },
  ...groupAmounts<SeamlessGroup>(t, language),
  hasGateways(task)
    ? {
        ...{ key: 'straight', title: t('seamless.moved.label'), wide: true, width: '20%' },
        render: ({ straight }) => <MovedToGateways straight={straight} />,
      }
    : {
        ...{ key: 'at', title: t('seamless.consumersAt'), width: '16%' },
        render: (group) => <ConsumersAt of={group} />,
      },
];

const MovedToGateways = ({ straight }: Pick<SeamlessGroup, 'straight'>) => {
  const { t } = useTexts();
  return straight.length === 0 ? (
    <Status tone="good">{t('seamless.moved.yes')}</Status>
  ) : (
    <div className="stack-tight">
      <Status tone="warn">{t('seamless.moved.no')}</Status>
      <StraightNames straight={straight} shown={3} />
    </div>
  );
};

/** On which sides the consumers of a group are that people move. */
const ConsumersAt = ({
  of: {
    sides: { source, target },
  },
}: {
  readonly of: Pick<SeamlessGroup, 'sides'>;
}) => {
  const { t } = useTexts();
  if (source.consumers === null || target.consumers === null) {
    return <Status tone="unknown">{t('state.unknown')}</Status>;
  }
  const [left, there] = [source.consumers > 0, target.consumers > 0];
  const at = left ? (there ? 'both' : 'source') : there ? 'target' : 'none';
  return <Status tone={CONSUMERS_TONES[at]}>{t(`seamless.consumersAt.${at}`)}</Status>;
};

const CONSUMERS_TONES = { none: 'idle', source: 'idle', both: 'busy', target: 'good' } as const;
