import type { GroupDetail } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { Empty } from '../../parts/empty.tsx';
import { NamesList } from '../../parts/names-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { rowsShown } from '../../url/local-rows.ts';
import type { TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useGroup } from './group-context.ts';

type Member = GroupDetail['members'][number];
type Sort = 'clientId' | 'host';

const SHAPE: TableShape<Sort, never> = { sorts: ['clientId', 'host'], filters: {} };

/** The members of a group, and the partitions that each reads. */
export const MembersTab = () => {
  const { t } = useTexts();
  const { group } = useGroup();
  const [state, setState] = useTableState(SHAPE);
  return (
    <Panel flush>
      <ResourceTable
        label={t('group.members')}
        columns={columnsOf(t)}
        {...rowsShown(group.members, state, (member, by) => member[by])}
        keyOf={({ memberId }) => memberId}
        state={state}
        onState={setState}
        empty={<Empty title={t('group.noMembers')}>{t('group.noMembersText')}</Empty>}
      />
    </Panel>
  );
};

const columnsOf = (t: Texts): Column<Member, Sort>[] => [
  {
    key: 'clientId',
    title: t('column.client'),
    sort: 'clientId',
    render: ({ clientId, memberId }) => (
      <>
        <code className="break">{clientId}</code>
        <div className="soft break">{memberId}</div>
      </>
    ),
  },
  {
    key: 'host',
    title: t('column.host'),
    sort: 'host',
    render: ({ host }) => <code className="break">{host}</code>,
  },
  {
    key: 'assigned',
    title: t('inventory.partitions'),
    render: ({ assigned }) =>
      assigned === null ? (
        UNKNOWN
      ) : assigned.length === 0 ? (
        <span className="soft">{t('group.none')}</span>
      ) : (
        <NamesList names={assigned.map(({ topic, partition }) => `${topic}-${partition}`)} />
      ),
  },
];
