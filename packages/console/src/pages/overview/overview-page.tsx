import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { clustersQuery, LARGEST_PAGE, migrationsQuery } from '../../api/queries.ts';
import type { Cluster, Dump, MetadataImport, Migration, Task } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Route } from '../../migration/route.tsx';
import { Sentence } from '../../migration/sentence.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ShareBar } from '../../parts/share-bar.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Attention } from './attention.tsx';
import { FirstSteps } from './first-steps.tsx';
import { useFailedImports } from './use-failed-imports.ts';
import { useFailedTasks } from './use-failed-tasks.ts';
import { useTroubledDumps } from './use-troubled-dumps.ts';
import './overview-page.css';

const ALL = { offset: 0, limit: LARGEST_PAGE };

/** What needs attention first, then what is under way. */
export const OverviewPage = () => {
  const { t } = useTexts();
  const migrations = useQuery(migrationsQuery(ALL));
  const clusters = useQuery(clustersQuery);
  const tasks = useFailedTasks();
  const dumps = useTroubledDumps();
  const imports = useFailedImports();
  return (
    <Page title={t('overview.title')}>
      <QueryView query={clusters}>
        {(known) => (
          <QueryView query={migrations}>
            {({ items, total }) =>
              items.length === 0 ? (
                <>
                  {tasks.length + dumps.length + imports.length > 0 && (
                    <Attention
                      migrations={[]}
                      tasks={tasks}
                      dumps={dumps}
                      imports={imports}
                      asOf={migrations.dataUpdatedAt}
                    />
                  )}
                  <FirstSteps clusters={known.filter(({ kind }) => kind === 'kafka').length} />
                </>
              ) : (
                <Known
                  migrations={items}
                  total={total}
                  tasks={tasks}
                  dumps={dumps}
                  imports={imports}
                  clusters={known}
                  asOf={migrations.dataUpdatedAt}
                />
              )
            }
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
};

const Known = ({
  migrations,
  total,
  tasks,
  dumps,
  imports,
  clusters,
  asOf,
}: {
  readonly migrations: readonly Migration[];
  readonly total: number;
  readonly tasks: readonly Task[];
  readonly dumps: readonly Dump[];
  readonly imports: readonly MetadataImport[];
  readonly clusters: readonly Cluster[];
  readonly asOf: number;
}) => {
  const { t } = useTexts();
  const open = migrations.filter(({ completed }) => !completed);
  return (
    <>
      <Attention migrations={open} tasks={tasks} dumps={dumps} imports={imports} asOf={asOf} />
      <Panel
        title={t('overview.underWay', { count: open.length })}
        extra={<Link to="/migrations">{t('overview.allMigrations', { count: total })}</Link>}
        flush
      >
        {open.length === 0 ? (
          <p className="soft overview-none">{t('overview.noneUnderWay')}</p>
        ) : (
          <ul className="overview-list">
            {open.map((migration) => (
              <UnderWay key={migration.id} migration={migration} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('nav.clusters')} extra={<Link to="/clusters">{t('overview.toClusters')}</Link>}>
        <ul className="overview-clusters">
          {clusters.map(({ id, name, bootstrap }) => (
            <li key={id} className="overview-cluster">
              <Link to={`/clusters/${id}`}>{name}</Link>
              <code className="soft break">{bootstrap}</code>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
};

const UnderWay = ({ migration }: { readonly migration: Migration }) => {
  const { t } = useTexts();
  const { id, name, topics } = migration;
  return (
    <li className="overview-migration">
      <div className="stack-tight">
        <div className="row">
          <Link to={`/migrations/${id}`} className="overview-name">
            {name}
          </Link>
          <span className="soft">
            <Route migration={migration} />
          </span>
        </div>
        <Sentence migration={migration} />
      </div>
      {topics.total > 0 && (
        <div className="overview-shares">
          <ShareBar label={t('share.inStep')} done={topics.inStep} total={topics.total} />
          <ShareBar label={t('share.verified')} done={topics.verified} total={topics.total} />
          <ShareBar label={t('share.onTarget')} done={topics.onTarget} total={topics.total} />
        </div>
      )}
    </li>
  );
};
