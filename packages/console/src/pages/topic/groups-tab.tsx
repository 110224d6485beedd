import { grouped } from '../../format/numbers.ts';
import { GroupState } from '../../inventory/group-state.tsx';
import { GroupLink } from '../../inventory/links.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { rowsShown } from '../../url/local-rows.ts';
import type { TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useTopic } from './topic-context.ts';

type Sort = 'group' | 'state' | 'lag';

const SHAPE: TableShape<Sort, never> = { sorts: ['group', 'state', 'lag'], filters: {} };

/** The groups that have offsets of a topic. */
export const TopicGroupsTab = () => {
  const { t, language } = useTexts();
  const { clusterId, topic } = useTopic();
  const [state, setState] = useTableState(SHAPE);
  if (topic.groups === null) {
    return (
      <Panel>
        <Empty title={t('seen.unknownTitle')}>{t('seen.readingText')}</Empty>
      </Panel>
    );
  }
  return (
    <Panel flush>
      <ResourceTable
        label={t('inventory.groups')}
        columns={[
          {
            key: 'group',
            title: t('column.group'),
            sort: 'group',
            render: ({ group }) => <GroupLink clusterId={clusterId} group={group} />,
          },
          {
            key: 'state',
            title: t('column.state'),
            sort: 'state',
            render: ({ state: of }) => <GroupState state={of} />,
          },
          {
            key: 'lag',
            title: t('column.lag'),
            sort: 'lag',
            align: 'right',
            render: ({ lag }) => grouped(lag, language),
          },
        ]}
        {...rowsShown(topic.groups, state, (group, by) => group[by])}
        keyOf={({ group }) => group}
        state={state}
        onState={setState}
        empty={<Empty title={t('topic.noGroups')}>{t('topic.noGroupsText')}</Empty>}
      />
    </Panel>
  );
};
