import type { Given, Routes } from '@mqferry/api';
import { useQuery } from '@tanstack/react-query';
import { useOutletContext } from 'react-router';
import { rocketmqTopicsQuery } from '../../api/rocketmq-queries.ts';
import type { Cluster } from '../../api/types.ts';
import { InventoryList } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { topicColumns } from '../../rocketmq/topic-columns.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

type TopicsQuery = Given<Routes['listRocketmqTopics']>['query'];

const OTHER_KINDS = ['retry', 'dead-letter'] as const;

const SHAPE: TableShape<'topic' | 'readQueues' | 'messageType', 'search' | 'namespace' | 'kind'> = {
  sorts: ['topic', 'readQueues', 'messageType'],
  filters: { search: 'text', namespace: 'text', kind: OTHER_KINDS },
};

/** The topics of a RocketMQ cluster. */
export const RocketmqTopicsTab = () => {
  const { t, language } = useTexts();
  const { id } = useOutletContext<Cluster>();
  const [state, setState] = useTableState(SHAPE);
  const { sort, order, filters } = state;
  // The shape of the table has the values of each filter.
  const which = filters as Partial<TopicsQuery>;
  const query = useQuery(rocketmqTopicsQuery(id, { ...pageOf(state), sort, order, ...which }));
  return (
    <InventoryList
      clusterId={id}
      label={t('inventory.topics')}
      query={query}
      columns={topicColumns(t, language)}
      keyOf={({ topic }) => topic}
      state={state}
      onState={setState}
      none={<Empty title={t('inventory.noTopics')}>{t('rocketmq.noTopicsText')}</Empty>}
      filters={
        <>
          <FilterSearch
            label={t('inventory.searchTopic')}
            value={filters.search}
            onChange={(value) => setState(filtered(state, 'search', value))}
          />
          <FilterSearch
            label={t('rocketmq.wholeNamespace')}
            value={filters.namespace}
            onChange={(value) => setState(filtered(state, 'namespace', value))}
          />
          <FilterSelect
            label={t('rocketmq.topicKind')}
            all={t('rocketmq.topicKind.normal')}
            options={OTHER_KINDS.map((each) => [each, t(`rocketmq.topicKind.${each}`)] as const)}
            value={filters.kind}
            onChange={(value) => setState(filtered(state, 'kind', value))}
          />
        </>
      }
    />
  );
};
