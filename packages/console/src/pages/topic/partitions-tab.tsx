import type { Language } from '@mqferry/core';
import type { TopicDetail } from '../../api/types.ts';
import { bytesText, grouped } from '../../format/numbers.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { FilterSelect } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { rowsShown } from '../../url/local-rows.ts';
import { filtered, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useTopic } from './topic-context.ts';

type Partition = TopicDetail['partitions'][number];
type Sort = 'partition' | 'leader' | 'start' | 'end' | 'records' | 'bytes';

const HEALTHS = ['offline', 'under-replicated'] as const;

const SHAPE: TableShape<Sort, 'health'> = {
  sorts: ['partition', 'leader', 'start', 'end', 'records', 'bytes'],
  filters: { health: HEALTHS },
};

const isBehind = ({ replicas, inSync }: Partition): boolean => inSync.length < replicas.length;

const spanOf = ({ start, end }: Partition): bigint | null =>
  start === null || end === null ? null : end - start;

const valueBy = (partition: Partition, by: Sort) => (by === 'records' ? spanOf(partition) : partition[by]);

/** The partitions of a topic: where they are, and which offsets they have. */
export const PartitionsTab = () => {
  const { t, language } = useTexts();
  const { topic } = useTopic();
  const [state, setState] = useTableState(SHAPE);
  const { health } = state.filters;
  const found = topic.partitions.filter(
    (each) => health === undefined || (health === 'offline' ? each.leader === null : isBehind(each)),
  );
  return (
    <Panel flush>
      <div className="filter-bar">
        <FilterSelect
          label={t('column.health')}
          all={t('health.any')}
          options={HEALTHS.map((each) => [each, t(`health.${each}`)] as const)}
          value={health}
          onChange={(value) => setState(filtered(state, 'health', value))}
        />
      </div>
      <ResourceTable
        label={t('inventory.partitions')}
        columns={columnsOf(t, language)}
        {...rowsShown(found, state, valueBy)}
        keyOf={({ partition }) => String(partition)}
        state={state}
        onState={setState}
        empty={<NoMatch onClear={() => setState(filtered(state, 'health', undefined))} />}
      />
    </Panel>
  );
};

/** The replicas of a partition; those that are not in sync are marked by words as well. */
const Replicas = ({ partition }: { readonly partition: Partition }) => {
  const { t } = useTexts();
  const { replicas, inSync } = partition;
  const lagging = replicas.filter((id) => !inSync.includes(id));
  return (
    <>
      <code>{replicas.join(', ')}</code>{' '}
      {lagging.length > 0 && (
        <Status tone="warn">{t('partition.behind', { ids: lagging.join(', ') })}</Status>
      )}
    </>
  );
};

const columnsOf = (t: Texts, language: Language): Column<Partition, Sort>[] => [
  { key: 'partition', title: t('column.partition'), sort: 'partition', render: ({ partition }) => partition },
  {
    key: 'leader',
    title: t('column.leader'),
    sort: 'leader',
    render: ({ leader }) =>
      leader === null ? <Status tone="bad">{t('partition.noLeader')}</Status> : <code>{leader}</code>,
  },
  {
    key: 'replicas',
    title: t('column.replicas'),
    render: (partition) => <Replicas partition={partition} />,
  },
  {
    key: 'start',
    title: t('column.start'),
    sort: 'start',
    align: 'right',
    render: ({ start }) => grouped(start, language),
  },
  {
    key: 'end',
    title: t('column.end'),
    sort: 'end',
    align: 'right',
    render: ({ end }) => grouped(end, language),
  },
  {
    key: 'records',
    title: t('topic.offsets'),
    sort: 'records',
    align: 'right',
    render: (partition) => grouped(spanOf(partition), language),
  },
  {
    key: 'bytes',
    title: t('column.replicaBytes'),
    sort: 'bytes',
    align: 'right',
    render: ({ bytes }) => bytesText(bytes, language),
  },
];
