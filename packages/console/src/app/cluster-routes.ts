import type { RouteObject } from 'react-router';

/** The tabs of a cluster. */
export const CLUSTER_TABS: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('../pages/cluster/overview-tab.tsx')).OverviewTab }),
  },
  {
    path: 'topics',
    lazy: async () => ({ Component: (await import('../pages/cluster/topics-tab.tsx')).TopicsTab }),
  },
  {
    path: 'groups',
    lazy: async () => ({ Component: (await import('../pages/cluster/groups-tab.tsx')).GroupsTab }),
  },
  {
    path: 'acls',
    lazy: async () => ({ Component: (await import('../pages/cluster/acls-tab.tsx')).AclsTab }),
  },
  {
    path: 'users',
    lazy: async () => ({ Component: (await import('../pages/cluster/users-tab.tsx')).UsersTab }),
  },
  {
    path: 'quotas',
    lazy: async () => ({ Component: (await import('../pages/cluster/quotas-tab.tsx')).QuotasTab }),
  },
];

/** The tabs of a topic of a cluster. */
export const TOPIC_TABS: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('../pages/topic/partitions-tab.tsx')).PartitionsTab }),
  },
  {
    path: 'configs',
    lazy: async () => ({ Component: (await import('../pages/topic/configs-tab.tsx')).ConfigsTab }),
  },
  {
    path: 'groups',
    lazy: async () => ({ Component: (await import('../pages/topic/groups-tab.tsx')).TopicGroupsTab }),
  },
];

/** The tabs of a group of a cluster. */
export const GROUP_TABS: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('../pages/group/offsets-tab.tsx')).OffsetsTab }),
  },
  {
    path: 'members',
    lazy: async () => ({ Component: (await import('../pages/group/members-tab.tsx')).MembersTab }),
  },
];
