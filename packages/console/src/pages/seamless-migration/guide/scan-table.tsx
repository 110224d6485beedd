import { useMutation } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../../api/client.ts';
import type { SeamlessScanRow, SeamlessTask } from '../../../api/types.ts';
import { NoMatch } from '../../../inventory/inventory-list.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../../parts/filter-bar.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { ResourceTable } from '../../../parts/resource-table.tsx';
import { useForbidden } from '../../../parts/use-forbidden.ts';
import { useSeamlessRefresh } from '../../../seamless/use-seamless-refresh.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { rowsShown } from '../../../url/local-rows.ts';
import { filtered, unfiltered } from '../../../url/table-state.ts';
import { useLocalTableState } from '../../../url/use-local-table-state.ts';
import { scanColumns } from './scan-columns.tsx';
import {
  foundRows,
  isChoosable,
  keyOfRow,
  ON_TARGET,
  orderOf,
  ROW_KINDS,
  SCAN_SHAPE,
  type TakenAs,
  takenTopics,
} from './scan-shape.ts';
import './scan-table.css';

const TAKEN_AS: readonly TakenAs[] = ['as-found', 'ordinary', 'ordered'];

/** What a scan has found; topics are chosen one by one or by what is searched for, and added to the task. */
export const ScanTable = ({
  task: { id, actions },
  rows,
  onAdded,
}: {
  readonly task: SeamlessTask;
  readonly rows: readonly SeamlessScanRow[];
  readonly onAdded: () => Promise<void>;
}) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const forbidden = useForbidden('operator');
  const refresh = useSeamlessRefresh(id);
  const [state, setState] = useLocalTableState(SCAN_SHAPE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [takenAs, setTakenAs] = useState<TakenAs>('as-found');
  const found = useMemo(() => foundRows(rows, state), [rows, state]);
  const shown = rowsShown(found, state, orderOf);
  const addable = found.filter(isChoosable);
  const topics = takenTopics(rows, chosen, takenAs);
  const blockedBy = actions.find(({ action }) => action === 'addTopics')?.blockedBy;
  const add = useMutation({
    mutationFn: () => client.addSeamlessTopics({ params: { id }, body: { topics } }),
    onSuccess: async ({ added }) => {
      void message.success(t('seamless.added', { count: added.length }));
      setChosen([]);
      await Promise.all([refresh(), onAdded()]);
    },
  });
  if (rows.length === 0) return <Empty title={t('seamless.sourceEmpty')} />;
  return (
    <div className="guide-part">
      <div className="filter-bar">
        <FilterSearch
          label={t('imports.searchName')}
          value={state.filters.search}
          onChange={(value) => setState(filtered(state, 'search', value))}
        />
        <FilterSearch
          label={t('rocketmq.wholeNamespace')}
          value={state.filters.namespace}
          onChange={(value) => setState(filtered(state, 'namespace', value))}
        />
        <FilterSelect
          label={t('imports.kind')}
          all={t('seamless.topicsAndGroups')}
          options={ROW_KINDS.map((each) => [each, t(`imports.kind.${each}`)] as const)}
          value={state.filters.kind}
          onChange={(value) => setState(filtered(state, 'kind', value))}
        />
        <FilterSelect
          label={t('seamless.onTarget')}
          all={t('seamless.onTarget.any')}
          options={ON_TARGET.map((each) => [each, t(`seamless.onTarget.${each}`)] as const)}
          value={state.filters.onTarget}
          onChange={(value) => setState(filtered(state, 'onTarget', value))}
        />
        <FilterSelect
          label={t('seamless.fresh')}
          all={t('seamless.fresh.any')}
          options={(['new', 'not-in-task'] as const).map(
            (each) => [each, t(`seamless.fresh.${each}`)] as const,
          )}
          value={state.filters.fresh}
          onChange={(value) => setState(filtered(state, 'fresh', value))}
        />
      </div>
      <div className="filter-bar">
        <Button size="small" onClick={() => setChosen([...new Set([...chosen, ...addable.map(keyOfRow)])])}>
          {t('choice.addFound', { count: addable.length })}
        </Button>
        <span role="status">{t('choice.chosen', { count: topics.length })}</span>
        {chosen.length > 0 && (
          <Button size="small" type="link" onClick={() => setChosen([])}>
            {t('choice.clear')}
          </Button>
        )}
        <span className="filter-bar-end row">
          <Select<TakenAs>
            aria-label={t('seamless.takenAs')}
            popupMatchSelectWidth={false}
            value={takenAs}
            onChange={setTakenAs}
            options={TAKEN_AS.map((each) => ({ value: each, label: t(`seamless.takenAs.${each}`) }))}
          />
          <ReasonedButton
            type="primary"
            reason={forbidden ?? blockedBy ?? (topics.length === 0 ? t('topics.chooseFirst') : undefined)}
            loading={add.isPending}
            onClick={() => add.mutate()}
          >
            {t('seamless.add', { count: topics.length })}
          </ReasonedButton>
        </span>
      </div>
      {add.error && <ProblemView problem={add.error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section className="scan-rows" tabIndex={0} aria-label={t('seamless.found')}>
        <ResourceTable
          label={t('seamless.found')}
          columns={scanColumns(t, language)}
          rows={shown.rows}
          total={shown.total}
          keyOf={keyOfRow}
          state={state}
          onState={setState}
          selection={{
            keys: chosen,
            onChange: setChosen,
            labelOf: ({ name }) => t('choice.chooseOne', { name }),
            isPossible: isChoosable,
          }}
          empty={<NoMatch onClear={() => setState(unfiltered(state))} />}
        />
      </section>
    </div>
  );
};
