import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { kafkaClustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ChoiceTabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { ChooseClusters } from './choose-clusters.tsx';
import { Compared } from './compared.tsx';
import { KINDS, kindOf, SHAPE } from './comparison-shape.ts';
import './comparison-page.css';

/** How two clusters differ, and the way to copy what one of them lacks. */
export const ComparisonPage = () => {
  const { t } = useTexts();
  const clusters = useQuery(kafkaClustersQuery);
  return (
    <Page title={t('compare.title')} actions={<Link to="/comparisons/policy">{t('compare.policy')}</Link>}>
      <QueryView query={clusters}>
        {(known) =>
          known.length < 2 ? (
            <Panel>
              <Empty
                title={t('compare.fewClusters')}
                action={<Link to="/clusters/new">{t('clusters.add')}</Link>}
              />
            </Panel>
          ) : (
            <Comparing clusters={known} />
          )
        }
      </QueryView>
    </Page>
  );
};

const Comparing = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const kind = kindOf(state);
  const find = (id: string | undefined) => clusters.find((cluster) => cluster.id === id);
  const [source, target] = [find(state.filters.source), find(state.filters.target)];
  return (
    <>
      <ChooseClusters clusters={clusters} state={state} onState={setState} />
      {source && target && source.id !== target.id ? (
        <>
          <ChoiceTabs
            label={t('compare.kind')}
            options={KINDS.map((each) => [each, t(`inventory.${each}`)] as const)}
            value={kind}
            onChange={(each) => {
              const { outcome: _, search: __, ...filters } = state.filters;
              setState(filtered({ ...state, filters }, 'kind', each === 'topics' ? undefined : each));
            }}
          />
          <Compared
            key={`${source.id} ${target.id} ${kind}`}
            source={source}
            target={target}
            kind={kind}
            state={state}
            onState={setState}
          />
        </>
      ) : (
        <Panel>
          <Empty title={t('compare.choose')}>{t('compare.chooseText')}</Empty>
        </Panel>
      )}
    </>
  );
};
