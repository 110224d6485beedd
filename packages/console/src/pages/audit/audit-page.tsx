import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { auditQuery } from '../../api/queries.ts';
import type { AuditEntry } from '../../api/types.ts';
import { instantOf, localOf } from '../../format/moments.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FilterSearch, FilterSelect } from '../../parts/filter-bar.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { Status } from '../../parts/status.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { AUDITED_ACTIONS, auditFilters, SHAPE } from './audit-shape.ts';
import { ChangeDetail } from './change-detail.tsx';
import { collectAudit } from './collect-audit.ts';
import { type ExportFormat, textOf } from './export-audit.ts';
import { saveFile } from './save-file.ts';

/** Who did what, and when. */
export const AuditPage = () => {
  const { t } = useTexts();
  return (
    <Page title={t('nav.audit')}>
      {useMay('administrator') ? (
        <AuditLog />
      ) : (
        <Panel>
          <Empty title={t('role.needed', { role: t('role.administrator') })} />
        </Panel>
      )}
    </Page>
  );
};

const AuditLog = () => {
  const { t } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(auditQuery({ ...pageOf(state), ...auditFilters(state.filters) }));
  const save = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const { entries, complete } = await collectAudit(client, auditFilters(state.filters));
      saveFile(`mqferry-audit.${format}`, textOf(format, entries), format);
      return complete;
    },
  });
  return (
    <>
      {save.error && <ProblemView problem={save.error} title={t('audit.exportFailed')} />}
      {save.data === false && <p role="status">{t('audit.exportCut')}</p>}
      <Panel flush>
        <div className="filter-bar">
          <FilterSearch
            label={t('audit.who')}
            value={state.filters.who}
            onChange={(value) => setState(filtered(state, 'who', value))}
          />
          <FilterSelect
            label={t('audit.action')}
            all={t('audit.anyAction')}
            options={AUDITED_ACTIONS.map((action) => [action, action] as const)}
            value={state.filters.action}
            onChange={(value) => setState(filtered(state, 'action', value))}
          />
          {(['since', 'until'] as const).map((name) => (
            <Input
              key={name}
              type="datetime-local"
              className="filter-search"
              aria-label={t(`audit.${name}`)}
              prefix={<span className="soft">{t(`audit.${name}`)}</span>}
              value={localOf(state.filters[name])}
              onChange={({ target }) => setState(filtered(state, name, instantOf(target.value)))}
            />
          ))}
          <span className="filter-bar-end row">
            {(['json', 'csv'] as const).map((format) => (
              <Button
                key={format}
                loading={save.isPending && save.variables === format}
                onClick={() => save.mutate(format)}
              >
                {t(`audit.export.${format}`)}
              </Button>
            ))}
            <Button loading={query.isFetching} onClick={() => void query.refetch()}>
              {t('action.refresh')}
            </Button>
          </span>
        </div>
        <QueryView query={query}>
          {({ items, total }) => (
            <ResourceTable
              label={t('nav.audit')}
              columns={columnsOf(t)}
              rows={items}
              total={total}
              keyOf={({ id }) => String(id)}
              state={state}
              onState={setState}
              detail={(entry) =>
                entry.before === null && entry.after === null ? undefined : <ChangeDetail entry={entry} />
              }
              empty={
                <Empty
                  title={t(Object.keys(state.filters).length > 0 ? 'table.noMatch' : 'audit.none')}
                  action={
                    Object.keys(state.filters).length > 0 && (
                      <Button onClick={() => setState({ ...state, page: 1, filters: {} })}>
                        {t('table.clearFilters')}
                      </Button>
                    )
                  }
                />
              }
            />
          )}
        </QueryView>
      </Panel>
    </>
  );
};

const columnsOf = (t: Texts): Column<AuditEntry>[] => [
  { key: 'at', title: t('audit.at'), render: ({ at }) => <ExactMoment at={at} /> },
  { key: 'who', title: t('audit.who'), render: ({ who }) => <span className="break">{who}</span> },
  { key: 'action', title: t('audit.action'), render: ({ action }) => <code>{action}</code> },
  {
    key: 'subject',
    title: t('audit.subject'),
    render: ({ subject }) => <span className="break">{subject ?? UNKNOWN}</span>,
  },
  {
    key: 'outcome',
    title: t('audit.outcome'),
    render: ({ outcome }) =>
      outcome === 'done' ? (
        <Status tone="good">{t('audit.done')}</Status>
      ) : (
        <Status tone="bad">
          <code>{outcome}</code>
        </Status>
      ),
  },
  { key: 'address', title: t('audit.address'), render: ({ address }) => address ?? UNKNOWN },
];
