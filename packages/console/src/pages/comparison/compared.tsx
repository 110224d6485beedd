import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/identity.ts';
import { comparisonQuery } from '../../api/inventory-queries.ts';
import type { Cluster, ComparedItem, Comparison } from '../../api/types.ts';
import { CopyDialog } from '../../copies/copy-dialog.tsx';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { SeenLine, SeenProblems } from '../../inventory/seen-line.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf } from '../../url/table-state.ts';
import { COPIED, type ComparisonState, type Kind, outcomeOf } from './comparison-shape.ts';
import { Differences } from './differences.tsx';
import { OutcomeStatus } from './outcome-status.tsx';
import { Outcomes } from './outcomes.tsx';

/** What a copy is begun with: chosen names, or all that the target lacks. */
type Copying = 'chosen' | 'missing' | 'zookeeper';

/** What was compared of one kind: how much of each outcome, the items, and what of them can be copied. */
export const Compared = ({
  source,
  target,
  kind,
  state,
  onState,
}: {
  readonly source: Cluster;
  readonly target: Cluster;
  readonly kind: Kind;
  readonly state: ComparisonState;
  readonly onState: (state: ComparisonState) => void;
}) => {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [copying, setCopying] = useState<Copying>();
  const outcome = outcomeOf(state);
  const { search } = state.filters;
  const query = useQuery(
    comparisonQuery({
      ...{ ...pageOf(state), source: source.id, target: target.id, kind },
      ...(outcome === undefined ? {} : { outcome }),
      ...(search === undefined ? {} : { search }),
    }),
  );
  const missing = missingOf(query.data, kind);
  return (
    <Panel flush>
      <QueryView query={query}>
        {(compared) => (
          <>
            {compared.counts && (
              <Outcomes
                counts={compared.counts}
                chosen={outcome}
                onChoose={(value) => onState(filtered(state, 'outcome', value))}
              />
            )}
            <div className="filter-bar">
              <FilterSearch
                label={t('compare.search')}
                value={search}
                onChange={(value) => onState(filtered(state, 'search', value))}
              />
              <SeenLine clusterIds={[source.id, target.id]} seen={compared} />
            </div>
            <SeenProblems
              problems={compared.problems}
              sideOf={(problem) =>
                (problem as Comparison['problems'][number]).side === 'source' ? source.name : target.name
              }
            />
            <CopyBar kind={kind} chosen={chosen.length} missing={missing} onCopy={setCopying} />
            {compared.total === null ? (
              <Empty title={t('compare.unknown')}>{t('compare.unknownText')}</Empty>
            ) : (
              <ResourceTable
                label={t('nav.comparisons')}
                columns={columnsOf(kind, source, target, t)}
                rows={compared.items}
                total={compared.total}
                keyOf={({ name }) => name}
                state={state}
                onState={onState}
                selection={{
                  keys: chosen,
                  onChange: setChosen,
                  labelOf: ({ name }) => t('compare.chooseItem', { name }),
                  isPossible: ({ outcome: of }) => COPIED[kind].includes(of),
                }}
                empty={
                  outcome === undefined && search === undefined ? (
                    <Empty title={t('compare.nothing')} />
                  ) : (
                    <NoMatch
                      onClear={() => {
                        const { outcome: _, search: __, ...others } = state.filters;
                        onState({ ...state, page: 1, filters: others });
                      }}
                    />
                  )
                }
              />
            )}
          </>
        )}
      </QueryView>
      {copying !== undefined && (
        <CopyDialog
          kind={kind}
          source={source}
          target={target}
          from={copying === 'chosen' ? { names: chosen } : { outcomes: COPIED[kind] }}
          zookeeper={copying === 'zookeeper'}
          onClose={() => setCopying(undefined)}
        />
      )}
    </Panel>
  );
};

/** How many items can be copied; null: not known. */
const missingOf = (compared: Comparison | undefined, kind: Kind): number | null => {
  const counts = compared?.counts;
  if (!counts) return null;
  return counts.sourceOnly + (COPIED[kind].includes('differs') ? counts.differing : 0);
};

const CopyBar = ({
  kind,
  chosen,
  missing,
  onCopy,
}: {
  readonly kind: Kind;
  readonly chosen: number;
  readonly missing: number | null;
  readonly onCopy: (copying: Copying) => void;
}) => {
  const { t } = useTexts();
  const mayOperate = useMay('operator');
  const mayReach = useMay('administrator');
  const needed = (may: boolean, role: 'operator' | 'administrator') =>
    may ? undefined : t('role.needed', { role: t(`role.${role}`) });
  const forbidden = needed(mayOperate, 'operator');
  return (
    <div className="filter-bar">
      <ReasonedButton
        type="primary"
        reason={forbidden ?? (chosen === 0 ? t('copy.chooseFirst') : undefined)}
        onClick={() => onCopy('chosen')}
      >
        {chosen === 0 ? t('copy.chosen') : t('copy.chosenCount', { count: chosen })}
      </ReasonedButton>
      <ReasonedButton
        reason={forbidden ?? (missing === 0 || missing === null ? t('copy.nothingMissing') : undefined)}
        onClick={() => onCopy('missing')}
      >
        {missing === null || missing === 0 ? t('copy.all') : t('copy.allCount', { count: missing })}
      </ReasonedButton>
      {kind === 'topics' && (
        <ReasonedButton reason={needed(mayReach, 'administrator')} onClick={() => onCopy('zookeeper')}>
          {t('copy.fromZookeeper')}
        </ReasonedButton>
      )}
    </div>
  );
};

const columnsOf = (
  kind: Kind,
  source: Cluster,
  target: Cluster,
  t: Texts,
): Column<ComparedItem, 'name'>[] => [
  {
    key: 'name',
    title: t(`compare.column.${kind}`),
    render: ({ name }) => <code className="break">{name}</code>,
  },
  {
    key: 'outcome',
    title: t('compare.outcome'),
    width: 200,
    render: ({ outcome }) => <OutcomeStatus outcome={outcome} />,
  },
  {
    key: 'differences',
    title: t('compare.differences', { source: source.name, target: target.name }),
    wide: true,
    render: ({ differences }) =>
      differences.length === 0 ? null : <Differences differences={differences} />,
  },
];
