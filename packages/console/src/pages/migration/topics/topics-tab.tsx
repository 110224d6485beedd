import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../../api/identity.ts';
import { topicsQuery } from '../../../api/queries.ts';
import type { MigrationTopic } from '../../../api/types.ts';
import { durationText } from '../../../format/durations.ts';
import { bytesText, grouped } from '../../../format/numbers.ts';
import { CopyStatus, TrafficStatus, VerificationStatus } from '../../../migration/topic-status.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { type Column, ResourceTable } from '../../../parts/resource-table.tsx';
import { TableSearch, TableSelect } from '../../../parts/table-filters.tsx';
import type { Texts } from '../../../texts/texts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useTableState } from '../../../url/use-table-state.ts';
import { useMigration } from '../migration-context.ts';
import { BeginSwitch } from '../switches/begin-switch.tsx';
import { COPIES, queryOf, SHAPE, type TopicSort, TRAFFICS, VERIFICATIONS } from './topics-shape.ts';

/** Every topic of a migration on its three axes. */
export const TopicsTab = () => {
  const { t, language } = useTexts();
  const { view } = useMigration();
  const { id, completed } = view.migration;
  const mayOperate = useMay('operator');
  const [state, setState] = useTableState(SHAPE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [switching, setSwitching] = useState(false);
  const query = useQuery(topicsQuery(id, queryOf(state)));
  const isFiltered = Object.keys(state.filters).length > 0;
  const reason = mayOperate ? undefined : t('role.needed', { role: t('role.operator') });
  return (
    <Panel flush>
      <div className="filter-bar">
        <TableSearch label={t('topics.search')} state={state} onState={setState} />
        <TableSelect
          label={t('axis.copy')}
          all={t('topics.anyCopy')}
          options={COPIES.map((each) => [each, t(`copy.${each}`)] as const)}
          filter="copy"
          state={state}
          onState={setState}
        />
        <TableSelect
          label={t('axis.verification')}
          all={t('topics.anyVerification')}
          options={VERIFICATIONS.map((each) => [each, t(`verification.${each}`)] as const)}
          filter="verification"
          state={state}
          onState={setState}
        />
        <TableSelect
          label={t('axis.traffic')}
          all={t('topics.anyTraffic')}
          options={TRAFFICS.map((each) => [each, t(`traffic.${each}`)] as const)}
          filter="traffic"
          state={state}
          onState={setState}
        />
        {!completed && (
          <span className="filter-bar-end">
            <ReasonedButton
              reason={reason ?? (chosen.length === 0 ? t('topics.chooseFirst') : undefined)}
              onClick={() => setSwitching(true)}
            >
              {chosen.length === 0 ? t('topics.switch') : t('topics.switchChosen', { count: chosen.length })}
            </ReasonedButton>
          </span>
        )}
      </div>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('tab.topics')}
            columns={columnsOf(t, language)}
            rows={items}
            total={total}
            keyOf={({ topic }) => topic}
            state={state}
            onState={setState}
            detail={({ error }) => (error ? <ProblemView problem={error} quiet /> : undefined)}
            {...(completed
              ? {}
              : {
                  selection: {
                    keys: chosen,
                    onChange: setChosen,
                    labelOf: ({ topic }: MigrationTopic) => t('topics.choose', { topic }),
                  },
                })}
            empty={
              isFiltered ? (
                <Empty
                  title={t('table.noMatch')}
                  action={
                    <Button onClick={() => setState({ ...state, page: 1, filters: {} })}>
                      {t('table.clearFilters')}
                    </Button>
                  }
                />
              ) : (
                <Empty title={t('topics.none')}>{t('topics.noneText')}</Empty>
              )
            }
          />
        )}
      </QueryView>
      {switching && (
        <BeginSwitch
          migrationId={id}
          topics={chosen}
          onClose={() => setSwitching(false)}
          onBegun={() => setChosen([])}
        />
      )}
    </Panel>
  );
};

const columnsOf = (t: Texts, language: Language): Column<MigrationTopic, TopicSort>[] => [
  {
    key: 'topic',
    title: t('column.topic'),
    sort: 'topic',
    render: ({ topic }) => <code className="break">{topic}</code>,
  },
  { key: 'copy', title: t('axis.copy'), render: ({ copy }) => <CopyStatus copy={copy} /> },
  {
    key: 'lag',
    title: t('column.lag'),
    sort: 'lag',
    align: 'right',
    render: ({ lag, lagMs }) => (
      <>
        <span className="nowrap">{grouped(lag, language)}</span>
        {lag !== null && lag > 0n && lagMs !== null && (
          <span className="soft nowrap"> ({durationText(lagMs, t)})</span>
        )}
      </>
    ),
  },
  {
    key: 'copiedRecords',
    title: t('column.copiedRecords'),
    sort: 'copiedRecords',
    align: 'right',
    render: ({ copiedRecords }) => grouped(copiedRecords, language),
  },
  {
    key: 'copiedBytes',
    title: t('column.copiedBytes'),
    sort: 'copiedBytes',
    align: 'right',
    render: ({ copiedBytes }) => bytesText(copiedBytes, language),
  },
  {
    key: 'verification',
    title: t('axis.verification'),
    render: ({ verification }) => <VerificationStatus verification={verification} />,
  },
  { key: 'traffic', title: t('axis.traffic'), render: ({ traffic }) => <TrafficStatus traffic={traffic} /> },
];
