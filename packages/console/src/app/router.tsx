import { createBrowserRouter } from 'react-router';
import { Shell } from '../layout/shell.tsx';
import { NotFoundPage } from '../pages/not-found/not-found-page.tsx';
import { Loading } from '../parts/loading.tsx';
import { CLUSTER_TABS, GROUP_TABS, TOPIC_TABS } from './cluster-routes.ts';
import { IMPORT_TABS } from './import-routes.ts';
import { PageError } from './page-error.tsx';
import { SEAMLESS_ROUTES } from './seamless-routes.ts';
import { SessionGate } from './session-gate.tsx';

/** Every page of the console; each comes as files of its own when it is opened first. */
export const router = createBrowserRouter([
  {
    path: '/claim',
    lazy: async () => ({ Component: (await import('../pages/session/claim-page.tsx')).ClaimPage }),
    ErrorBoundary: PageError,
    HydrateFallback: Loading,
  },
  {
    path: '/login',
    lazy: async () => ({ Component: (await import('../pages/session/returned-page.tsx')).ReturnedPage }),
    ErrorBoundary: PageError,
    HydrateFallback: Loading,
  },
  {
    Component: SessionGate,
    ErrorBoundary: PageError,
    HydrateFallback: Loading,
    children: [
      {
        Component: Shell,
        children: [
          {
            // Inside the shell, so that a page that fails leaves the way to the others.
            ErrorBoundary: PageError,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../pages/overview/overview-page.tsx')).OverviewPage,
                }),
              },
              {
                path: 'clusters',
                lazy: async () => ({
                  Component: (await import('../pages/clusters/clusters-page.tsx')).ClustersPage,
                }),
              },
              {
                path: 'clusters/new',
                lazy: async () => ({
                  Component: (await import('../pages/clusters/new-cluster-page.tsx')).NewClusterPage,
                }),
              },
              {
                path: 'clusters/:id',
                lazy: async () => ({
                  Component: (await import('../pages/cluster/cluster-page.tsx')).ClusterPage,
                }),
                children: CLUSTER_TABS,
              },
              {
                path: 'clusters/:id/topics/:topic',
                lazy: async () => ({
                  Component: (await import('../pages/topic/topic-page.tsx')).TopicPage,
                }),
                children: TOPIC_TABS,
              },
              {
                path: 'clusters/:id/groups/:group',
                lazy: async () => ({
                  Component: (await import('../pages/group/group-page.tsx')).GroupPage,
                }),
                children: GROUP_TABS,
              },
              {
                path: 'comparisons',
                lazy: async () => ({
                  Component: (await import('../pages/comparison/comparison-page.tsx')).ComparisonPage,
                }),
              },
              {
                path: 'comparisons/policy',
                lazy: async () => ({
                  Component: (await import('../pages/comparison/policy-page.tsx')).PolicyPage,
                }),
              },
              {
                path: 'tasks',
                lazy: async () => ({ Component: (await import('../pages/tasks/tasks-page.tsx')).TasksPage }),
              },
              {
                path: 'tasks/:id',
                lazy: async () => ({ Component: (await import('../pages/tasks/task-page.tsx')).TaskPage }),
              },
              {
                path: 'migrations',
                lazy: async () => ({
                  Component: (await import('../pages/migrations/migrations-page.tsx')).MigrationsPage,
                }),
              },
              {
                path: 'migrations/new',
                lazy: async () => ({
                  Component: (await import('../pages/new-migration/new-migration-page.tsx')).NewMigrationPage,
                }),
              },
              {
                path: 'migrations/new/:id',
                lazy: async () => ({
                  Component: (await import('../pages/new-migration/planned-migration-page.tsx'))
                    .PlannedMigrationPage,
                }),
              },
              {
                path: 'migrations/:id',
                lazy: async () => ({
                  Component: (await import('../pages/migration/migration-page.tsx')).MigrationPage,
                }),
                children: [
                  {
                    index: true,
                    lazy: async () => ({
                      Component: (await import('../pages/migration/progress/progress-tab.tsx')).ProgressTab,
                    }),
                  },
                  {
                    path: 'topics',
                    lazy: async () => ({
                      Component: (await import('../pages/migration/topics/topics-tab.tsx')).TopicsTab,
                    }),
                  },
                  {
                    path: 'switches',
                    lazy: async () => ({
                      Component: (await import('../pages/migration/switches/switches-tab.tsx')).SwitchesTab,
                    }),
                  },
                  {
                    path: 'readiness',
                    lazy: async () => ({
                      Component: (await import('../pages/migration/readiness/readiness-tab.tsx'))
                        .ReadinessTab,
                    }),
                  },
                  {
                    path: 'plan',
                    lazy: async () => ({
                      Component: (await import('../pages/migration/plan-tab.tsx')).PlanTab,
                    }),
                  },
                  {
                    path: 'events',
                    lazy: async () => ({
                      Component: (await import('../pages/migration/events/events-tab.tsx')).EventsTab,
                    }),
                  },
                ],
              },
              {
                path: 'assessments',
                lazy: async () => ({
                  Component: (await import('../pages/assessments/assessments-page.tsx')).AssessmentsPage,
                }),
              },
              {
                path: 'assessments/new',
                lazy: async () => ({
                  Component: (await import('../pages/assessments/new-assessment-page.tsx')).NewAssessmentPage,
                }),
              },
              {
                path: 'assessments/:id',
                lazy: async () => ({
                  Component: (await import('../pages/assessments/assessment-page.tsx')).AssessmentPage,
                }),
              },
              {
                path: 'dumps',
                lazy: async () => ({ Component: (await import('../pages/dumps/dumps-page.tsx')).DumpsPage }),
              },
              {
                path: 'dumps/new',
                lazy: async () => ({
                  Component: (await import('../pages/new-dump/new-dump-page.tsx')).NewDumpPage,
                }),
              },
              {
                path: 'dumps/:id',
                lazy: async () => ({ Component: (await import('../pages/dump/dump-page.tsx')).DumpPage }),
              },
              {
                path: 'imports',
                lazy: async () => ({
                  Component: (await import('../pages/imports/imports-page.tsx')).ImportsPage,
                }),
              },
              {
                path: 'imports/new',
                lazy: async () => ({
                  Component: (await import('../pages/new-import/new-import-page.tsx')).NewImportPage,
                }),
              },
              {
                path: 'imports/:id/choice',
                lazy: async () => ({
                  Component: (await import('../pages/import/change-choice-page.tsx')).ChangeChoicePage,
                }),
              },
              {
                path: 'imports/:id',
                lazy: async () => ({
                  Component: (await import('../pages/import/import-page.tsx')).ImportPage,
                }),
                children: IMPORT_TABS,
              },
              ...SEAMLESS_ROUTES,
              {
                path: 'audit',
                lazy: async () => ({ Component: (await import('../pages/audit/audit-page.tsx')).AuditPage }),
              },
              {
                path: 'settings',
                lazy: async () => ({
                  Component: (await import('../pages/settings/settings-page.tsx')).SettingsPage,
                }),
              },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);
