import type { RouteObject } from 'react-router';
import { ofKind } from './of-kind.tsx';

/** The tabs of a cluster of either kind. */
export const CLUSTER_TABS: RouteObject[] = [
  {
    index: true,
    lazy: () =>
      ofKind({
        kafka: import('../pages/cluster/overview-tab.tsx').then(({ OverviewTab }) => OverviewTab),
        rocketmq: import('../pages/rocketmq-cluster/overview-tab.tsx').then(
          ({ RocketmqOverviewTab }) => RocketmqOverviewTab,
        ),
      }),
  },
  {
    path: 'topics',
    lazy: () =>
      ofKind({
        kafka: import('../pages/cluster/topics-tab.tsx').then(({ TopicsTab }) => TopicsTab),
        rocketmq: import('../pages/rocketmq-cluster/topics-tab.tsx').then(
          ({ RocketmqTopicsTab }) => RocketmqTopicsTab,
        ),
      }),
  },
  {
    path: 'groups',
    lazy: () =>
      ofKind({
        kafka: import('../pages/cluster/groups-tab.tsx').then(({ GroupsTab }) => GroupsTab),
        rocketmq: import('../pages/rocketmq-cluster/groups-tab.tsx').then(
          ({ RocketmqGroupsTab }) => RocketmqGroupsTab,
        ),
      }),
  },
  {
    path: 'acls',
    lazy: () => ofKind({ kafka: import('../pages/cluster/acls-tab.tsx').then(({ AclsTab }) => AclsTab) }),
  },
  {
    path: 'users',
    lazy: () => ofKind({ kafka: import('../pages/cluster/users-tab.tsx').then(({ UsersTab }) => UsersTab) }),
  },
  {
    path: 'quotas',
    lazy: () =>
      ofKind({ kafka: import('../pages/cluster/quotas-tab.tsx').then(({ QuotasTab }) => QuotasTab) }),
  },
  {
    path: 'metadata',
    lazy: () =>
      ofKind({
        rocketmq: import('../pages/rocketmq-cluster/metadata-tab.tsx').then(({ MetadataTab }) => MetadataTab),
      }),
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
