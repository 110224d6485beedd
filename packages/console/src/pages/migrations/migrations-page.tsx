import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { migrationsQuery } from '../../api/queries.ts';
import type { Migration } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { Page } from '../../layout/page.tsx';
import { AXES } from '../../migration/axes.ts';
import { Route } from '../../migration/route.tsx';
import { AxisStatus } from '../../migration/sentence.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';

/** The service gives migrations in order of name. */
const SHAPE: TableShape<'name', never> = { sorts: ['name'], filters: {} };

/** All migrations, also completed ones. */
export const MigrationsPage = () => {
  const { t, language } = useTexts();
  const [state, setState] = useTableState(SHAPE);
  const query = useQuery(migrationsQuery(pageOf(state)));
  const columns: Column<Migration, 'name'>[] = [
    {
      key: 'name',
      title: t('migrations.name'),
      render: ({ id, name }) => (
        <Link className="nowrap" to={`/migrations/${id}`}>
          {name}
        </Link>
      ),
    },
    { key: 'route', title: t('migrations.route'), render: (migration) => <Route migration={migration} /> },
    {
      key: 'topics',
      title: t('migrations.topics'),
      align: 'right',
      // Before the first plan nobody knows.
      render: ({ topics }) => grouped(topics.total === 0 ? null : topics.total, language),
    },
    ...AXES.map((axis) => ({
      key: axis,
      title: t(`axis.${axis}`),
      render: (migration: Migration) => <AxisStatus axis={axis} migration={migration} />,
    })),
    {
      key: 'createdAt',
      title: t('migrations.createdAt'),
      render: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ];
  const make = (
    <MakeButton to="/migrations/new" needs="operator">
      {t('migrations.new')}
    </MakeButton>
  );
  return (
    <Page title={t('nav.migrations')} actions={make}>
      <Panel flush>
        <QueryView query={query}>
          {({ items, total }) => (
            <ResourceTable
              label={t('nav.migrations')}
              columns={columns}
              rows={items}
              total={total}
              keyOf={({ id }) => id}
              state={state}
              onState={setState}
              empty={<Empty title={t('migrations.none')}>{t('migrations.noneText')}</Empty>}
            />
          )}
        </QueryView>
      </Panel>
    </Page>
  );
};
