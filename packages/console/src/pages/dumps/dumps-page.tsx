import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dumpsQuery } from '../../api/queries.ts';
import type { Dump } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { DumpRoute } from './dump-route.tsx';
import { DumpState } from './dump-state.tsx';

/** The service gives dump tasks in order of name. */
const SHAPE: TableShape<'name', never> = { sorts: ['name'], filters: {} };

/** All dump tasks. */
export const DumpsPage = () => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(dumpsQuery(pageOf(state)));
  const columns: Column<Dump, 'name'>[] = [
    {
      key: 'name',
      title: t('dumps.name'),
      render: ({ id, name }) => (
        <Link className="nowrap" to={`/dumps/${id}`}>
          {name}
        </Link>
      ),
    },
    { key: 'route', title: t('dumps.route'), render: (dump) => <DumpRoute {...dump} /> },
    { key: 'state', title: t('dumps.state'), render: ({ state: is }) => <DumpState state={is} /> },
    {
      key: 'written',
      title: t('dumps.written'),
      align: 'right',
      render: ({ counts }) => grouped(counts?.written ?? null, language),
    },
    { key: 'lag', title: t('dumps.lag'), align: 'right', render: ({ lag }) => grouped(lag, language) },
  ];
  const make = (
    <MakeButton to="/dumps/new" needs="operator">
      {t('dumps.new')}
    </MakeButton>
  );
  return (
    <Page title={t('nav.dumps')} actions={make}>
      <Panel flush>
        <QueryView query={query}>
          {({ items, total }) => (
            <ResourceTable
              label={t('nav.dumps')}
              columns={columns}
              rows={items}
              total={total}
              keyOf={({ id }) => id}
              state={state}
              onState={setState}
              empty={<Empty title={t('dumps.none')}>{t('dumps.noneText')}</Empty>}
            />
          )}
        </QueryView>
      </Panel>
    </Page>
  );
};
