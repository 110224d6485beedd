import type { Given, Routes } from '@mqferry/api';
import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { clusterTopicsQuery } from '../../api/inventory-queries.ts';
import type { Cluster, ClusterTopic } from '../../api/types.ts';
import { bytesText, grouped, UNKNOWN } from '../../format/numbers.ts';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { TopicLink } from '../../inventory/links.tsx';
import { TopicHealth } from '../../inventory/topic-health.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import type { Column } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

type TopicsQuery = Given<Routes['listTopics']>['query'];
type Sort = NonNullable<TopicsQuery['sort']>;
type Filter = 'search' | 'health' | 'cleanup' | 'internal';

const HEALTHS = ['offline', 'under-replicated', 'healthy'] as const;
const CLEANUPS = ['delete', 'compact', 'compact,delete'] as const;
const INTERNALS = ['include', 'only'] as const;

const SHAPE: TableShape<Sort, Filter> = {
  sorts: ['topic', 'partitions', 'replicationFactor', 'underReplicated', 'offline', 'bytes'],
  filters: { search: 'text', health: HEALTHS, cleanup: CLEANUPS, internal: INTERNALS },
};

/** The topics of a cluster. */
export const TopicsTab = () => {
  const { t, language } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const { sort, order, filters } = state;
  // The shape of the table has the values of each filter.
  const query = useQuery(
    clusterTopicsQuery(id, { ...pageOf(state), sort, order, ...(filters as Partial<TopicsQuery>) }),
  );
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.topics')}
      query={query}
      columns={columnsOf(id, t, language)}
      keyOf={({ topic }) => topic}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noTopics')}>{t('inventory.noTopicsText')}</Empty>}
      filters={
        <>
          <FilterSearch
            label={t('inventory.searchTopic')}
            value={filters.search}
            onChange={(value) => setState(filtered(state, 'search', value))}
          />
          <FilterSelect
            label={t('column.health')}
            all={t('health.any')}
            options={HEALTHS.map((each) => [each, t(`health.${each}`)] as const)}
            value={filters.health}
            onChange={(value) => setState(filtered(state, 'health', value))}
          />
          <FilterSelect
            label={t('column.cleanup')}
            all={t('cleanup.any')}
            options={CLEANUPS.map((each) => [each, each] as const)}
            value={filters.cleanup}
            onChange={(value) => setState(filtered(state, 'cleanup', value))}
          />
          <FilterSelect
            label={t('internal.label')}
            all={t('internal.exclude')}
            options={INTERNALS.map((each) => [each, t(`internal.${each}`)] as const)}
            value={filters.internal}
            onChange={(value) => setState(filtered(state, 'internal', value))}
          />
        </>
      }
    />
  );
};

const columnsOf = (clusterId: string, t: Texts, language: Language): Column<ClusterTopic, Sort>[] => [
  {
    key: 'topic',
    title: t('column.topic'),
    sort: 'topic',
    render: ({ topic, internal }) => (
      <>
        <TopicLink clusterId={clusterId} topic={topic} />
        {internal && <span className="soft"> {t('internal.mark')}</span>}
      </>
    ),
  },
  {
    key: 'partitions',
    title: t('column.partitions'),
    sort: 'partitions',
    align: 'right',
    render: ({ partitions }) => grouped(partitions, language),
  },
  {
    key: 'replicationFactor',
    title: t('column.replicationFactor'),
    sort: 'replicationFactor',
    align: 'right',
    render: ({ replicationFactor }) => grouped(replicationFactor, language),
  },
  { key: 'health', title: t('column.health'), render: (topic) => <TopicHealth topic={topic} /> },
  { key: 'cleanup', title: t('column.cleanup'), render: ({ cleanupPolicy }) => cleanupPolicy ?? UNKNOWN },
  {
    key: 'overrides',
    title: t('column.overrides'),
    align: 'right',
    render: ({ overrides }) => grouped(overrides === null ? null : Object.keys(overrides).length, language),
  },
  {
    key: 'bytes',
    title: t('column.bytes'),
    sort: 'bytes',
    align: 'right',
    render: ({ bytes }) => bytesText(bytes, language),
  },
];
