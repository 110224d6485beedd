import { Outlet, useParams } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { LiveBadge } from '../../live/live-badge.tsx';
import { useLiveMigration } from '../../live/use-live-migration.ts';
import { Route } from '../../migration/route.tsx';
import { Sentence } from '../../migration/sentence.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Actions } from './actions.tsx';
import type { MigrationContext } from './migration-context.ts';
import { NextAdvice } from './next-advice.tsx';
import './migration-page.css';

const TABS = [
  { to: '', text: 'tab.progress' },
  { to: 'topics', text: 'tab.topics' },
  { to: 'readiness', text: 'tab.readiness' },
  { to: 'switches', text: 'tab.switches' },
  { to: 'plan', text: 'tab.plan' },
  { to: 'events', text: 'tab.events' },
] as const;

/** One migration, live: what it looks like, what is to be done next, and its tabs. */
export const MigrationPage = () => {
  const { id } = useParams() as { readonly id: string };
  // A page of another migration begins anew.
  return <LiveMigration key={id} id={id} />;
};

const LiveMigration = ({ id }: { readonly id: string }) => {
  const { t } = useTexts();
  const { query, state, rates } = useLiveMigration(id);
  const migration = query.data?.migration;
  return (
    <Page
      title={migration?.name ?? t('migration.one')}
      parent={{ to: '/migrations', text: t('nav.migrations') }}
      actions={query.data && <LiveBadge state={state} />}
    >
      <QueryView query={query}>
        {(view) => (
          <>
            <section className="migration-head" aria-label={t('migration.state')}>
              <div className="row-apart">
                <div className="stack-tight">
                  <span className="soft">
                    <Route migration={view.migration} />
                  </span>
                  <Sentence migration={view.migration} />
                </div>
                <Actions migration={view.migration} />
              </div>
              {view.migration.error && <ProblemView problem={view.migration.error} />}
              <NextAdvice migration={view.migration} />
            </section>
            <Tabs label={t('migration.tabs')} tabs={TABS.map(({ to, text }) => ({ to, text: t(text) }))} />
            <Outlet context={{ view, live: state, rates } satisfies MigrationContext} />
          </>
        )}
      </QueryView>
    </Page>
  );
};
