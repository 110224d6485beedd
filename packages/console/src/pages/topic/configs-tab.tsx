import type { TopicDetail } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { isFound, rowsShown } from '../../url/local-rows.ts';
import { filtered, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { useTopic } from './topic-context.ts';

type Config = NonNullable<TopicDetail['configs']>[number];
type Sort = 'name' | 'source';

const SOURCES = ['topic', 'dynamic-broker', 'dynamic-default', 'static-broker', 'default', 'other'] as const;

const SHAPE: TableShape<Sort, 'search' | 'source'> = {
  sorts: ['name', 'source'],
  filters: { search: 'text', source: SOURCES },
};

/** The configs of a topic, each with where it comes from. */
export const ConfigsTab = () => {
  const { t } = useTexts();
  const { topic } = useTopic();
  const [state, setState] = useTableState(SHAPE);
  const { search, source } = state.filters;
  if (topic.configs === null) {
    return (
      <Panel>
        <Empty title={t('seen.unknownTitle')}>{t('seen.failedText')}</Empty>
      </Panel>
    );
  }
  const found = topic.configs
    .filter((each) => isFound(search, each.name) && (source === undefined || each.source === source))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <Panel flush>
      <div className="filter-bar">
        <FilterSearch
          label={t('topic.searchConfig')}
          value={search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
        <FilterSelect
          label={t('column.configSource')}
          all={t('configSource.any')}
          options={SOURCES.map((each) => [each, t(`configSource.${each}`)] as const)}
          value={source}
          onChange={(value) => setState(filtered(state, 'source', value))}
        />
      </div>
      <ResourceTable
        label={t('topic.configs')}
        columns={columnsOf(t)}
        {...rowsShown(found, state, (config, by) =>
          by === 'name' ? config.name : SOURCES.indexOf(config.source),
        )}
        keyOf={({ name }) => name}
        state={state}
        onState={setState}
        empty={<NoMatch onClear={() => setState({ ...state, page: 1, filters: {} })} />}
      />
    </Panel>
  );
};

const columnsOf = (t: Texts): Column<Config, Sort>[] => [
  { key: 'name', title: t('column.config'), sort: 'name', render: ({ name }) => <code>{name}</code> },
  {
    key: 'value',
    title: t('column.value'),
    render: ({ value }) =>
      value === null ? (
        <span className="soft">{t('topic.hiddenValue')}</span>
      ) : (
        <code className="break">{value === '' ? t('topic.emptyValue') : value}</code>
      ),
  },
  {
    key: 'source',
    title: t('column.configSource'),
    sort: 'source',
    render: ({ source }) =>
      source === 'topic' ? <strong>{t('configSource.topic')}</strong> : t(`configSource.${source}`),
  },
];
