import type { Language } from '@mqferry/core';
import type { GroupDetail } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { TopicLink } from '../../inventory/links.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isFound, rowsShown } from '../../url/local-rows.ts';
import { filtered, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useGroup } from './group-context.ts';

type Position = NonNullable<GroupDetail['offsets']>[number];
type Sort = 'topic' | 'offset' | 'end' | 'lag';

const SHAPE: TableShape<Sort, 'search'> = {
  sorts: ['topic', 'offset', 'end', 'lag'],
  filters: { search: 'text' },
};

/** What a group has committed of each partition, and how far that is behind its end. */
export const OffsetsTab = () => {
  const { t, language } = useTexts();
  const { clusterId, group } = useGroup();
  const [state, setState] = useTableState(SHAPE);
  const { search } = state.filters;
  const { offsets } = group;
  if (offsets === null) {
    return (
      <Panel>
        <Empty title={t('seen.unknownTitle')}>{t('seen.failedText')}</Empty>
      </Panel>
    );
  }
  const clientOf = new Map(group.members.map(({ memberId, clientId }) => [memberId, clientId]));
  return (
    <Panel flush>
      <div className="filter-bar">
        <FilterSearch
          label={t('inventory.searchTopic')}
          value={search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
      </div>
      <ResourceTable
        label={t('group.offsets')}
        columns={columnsOf(clusterId, clientOf, t, language)}
        {...rowsShown(
          offsets.filter(({ topic }) => isFound(search, topic)),
          state,
          (position, by) => position[by],
        )}
        keyOf={({ topic, partition }) => `${topic} ${partition}`}
        state={state}
        onState={setState}
        empty={
          offsets.length === 0 ? (
            <Empty title={t('group.noOffsets')} />
          ) : (
            <NoMatch onClear={() => setState(filtered(state, 'search', undefined))} />
          )
        }
      />
    </Panel>
  );
};

const columnsOf = (
  clusterId: string,
  clientOf: ReadonlyMap<string, string>,
  t: Texts,
  language: Language,
): Column<Position, Sort>[] => [
  {
    key: 'topic',
    title: t('column.topicPartition'),
    sort: 'topic',
    render: ({ topic, partition }) => (
      <>
        <TopicLink clusterId={clusterId} topic={topic} /> <code>{partition}</code>
      </>
    ),
  },
  {
    key: 'offset',
    title: t('column.committed'),
    sort: 'offset',
    align: 'right',
    render: ({ offset }) =>
      offset === null ? <span className="soft">{t('group.nothing')}</span> : grouped(offset, language),
  },
  {
    key: 'end',
    title: t('column.end'),
    sort: 'end',
    align: 'right',
    render: ({ end }) => grouped(end, language),
  },
  {
    key: 'lag',
    title: t('column.lag'),
    sort: 'lag',
    align: 'right',
    render: ({ lag }) => grouped(lag, language),
  },
  {
    key: 'member',
    title: t('column.readBy'),
    render: ({ memberId }) =>
      memberId === null ? (
        <span className="soft">{t('group.nobody')}</span>
      ) : (
        <code className="break">{clientOf.get(memberId) || memberId}</code>
      ),
  },
];
