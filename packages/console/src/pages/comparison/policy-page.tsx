import { useQuery } from '@tanstack/react-query';
import { configPolicyQuery } from '../../api/inventory-queries.ts';
import type { ConfigPolicy } from '../../api/types.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { Page } from '../../layout/page.tsx';
import { FilterSelect } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { rowsShown } from '../../url/local-rows.ts';
import { filtered, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

const MANNERS = ['copied', 'adapted', 'not-copied'] as const;

/** In the order of the service, which puts the rule for all others last. */
const SHAPE: TableShape<'row', 'manner'> = { sorts: ['row'], filters: { manner: MANNERS } };

const TONES: Readonly<Record<ConfigPolicy['manner'], Tone>> = {
  copied: 'good',
  adapted: 'good',
  'not-copied': 'idle',
};

/** What becomes of each config of a topic on another cluster, and why. */
export const PolicyPage = () => {
  const { t, language } = useTexts();
  const query = useQuery(configPolicyQuery);
  const [state, setState] = useTableState(SHAPE);
  const { manner } = state.filters;
  const columns: Column<ConfigPolicy, 'row'>[] = [
    {
      key: 'name',
      title: t('column.config'),
      render: ({ name }) => (name === '*' ? t('policy.others') : <code>{name}</code>),
    },
    {
      key: 'manner',
      title: t('policy.manner'),
      render: ({ manner: of }) => <Status tone={TONES[of]}>{t(`policy.${of}`)}</Status>,
    },
    { key: 'scope', title: t('policy.scope'), render: ({ scope }) => t(`policy.${scope}`) },
    { key: 'reason', title: t('policy.reason'), render: ({ reason }) => reason[language] },
  ];
  return (
    <Page title={t('compare.policy')} parent={{ to: '/comparisons', text: t('compare.title') }}>
      <p className="soft">{t('policy.text')}</p>
      <Panel flush>
        <div className="filter-bar">
          <FilterSelect
            label={t('policy.manner')}
            all={t('policy.anyManner')}
            options={MANNERS.map((each) => [each, t(`policy.${each}`)] as const)}
            value={manner}
            onChange={(value) => setState(filtered(state, 'manner', value))}
          />
        </div>
        <QueryView query={query}>
          {(policy) => (
            <ResourceTable
              label={t('compare.policy')}
              columns={columns}
              {...rowsShown(
                policy.filter((each) => manner === undefined || each.manner === manner),
                state,
                () => null,
              )}
              keyOf={({ name }) => name}
              state={state}
              onState={setState}
              empty={<NoMatch onClear={() => setState(filtered(state, 'manner', undefined))} />}
            />
          )}
        </QueryView>
      </Panel>
    </Page>
  );
};
