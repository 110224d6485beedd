import type { RouteObject } from 'react-router';

/** The pages of seamless migrations of RocketMQ. */
export const SEAMLESS_ROUTES: RouteObject[] = [
  {
    path: 'rocketmq/migrations',
    lazy: async () => ({
      Component: (await import('../pages/seamless-migrations/seamless-migrations-page.tsx'))
        .SeamlessMigrationsPage,
    }),
  },
  {
    path: 'rocketmq/migrations/new',
    lazy: async () => ({
      Component: (await import('../pages/seamless-migrations/new-seamless-page.tsx')).NewSeamlessPage,
    }),
  },
  {
    path: 'rocketmq/migrations/:id',
    lazy: async () => ({
      Component: (await import('../pages/seamless-migration/seamless-page.tsx')).SeamlessPage,
    }),
    children: [
      {
        index: true,
        lazy: async () => ({
          Component: (await import('../pages/seamless-migration/topics/topics-tab.tsx')).SeamlessTopicsTab,
        }),
      },
      {
        path: 'groups',
        lazy: async () => ({
          Component: (await import('../pages/seamless-migration/groups-tab.tsx')).SeamlessGroupsTab,
        }),
      },
      {
        path: 'clients',
        lazy: async () => ({
          Component: (await import('../pages/seamless-migration/clients-tab.tsx')).SeamlessClientsTab,
        }),
      },
      {
        path: 'traffic',
        lazy: async () => ({
          Component: (await import('../pages/seamless-migration/traffic-tab.tsx')).SeamlessTrafficTab,
        }),
      },
      {
        path: 'log',
        lazy: async () => ({
          Component: (await import('../pages/seamless-migration/log-tab.tsx')).SeamlessLogTab,
        }),
      },
    ],
  },
  {
    path: 'rocketmq/migrations/:id/topics/:topic',
    lazy: async () => ({
      Component: (await import('../pages/seamless-topic/seamless-topic-page.tsx')).SeamlessTopicPage,
    }),
  },
];
