import type { Given, Routes } from '@mqferry/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** How often lists are asked for anew, in milliseconds; a migration that is looked at is followed by a stream. */
const LIST_EVERY_MS = 10_000;
const SWITCHES_EVERY_MS = 3000;
const SCAN_EVERY_MS = 1000;
const PLAN_MS = 60_000;

type TopicsQuery = Given<Routes['listMigrationTopics']>['query'];
type PageQuery = Given<Routes['listMigrations']>['query'];
type AuditQuery = Given<Routes['listAudit']>['query'];

/** The most that the service gives of a list at once. */
export const LARGEST_PAGE = 500;

export const clustersQuery = queryOptions({
  queryKey: ['clusters'],
  queryFn: ({ signal }) => client.listClusters({}, { signal }),
  refetchInterval: LIST_EVERY_MS,
});

/** Those that Kafka's migrations, comparisons, assessments and dump tasks are for. */
export const kafkaClustersQuery = queryOptions({
  ...clustersQuery,
  select: (clusters) => clusters.filter(({ kind }) => kind === 'kafka'),
});

/** Those that imports of metadata are for. */
export const rocketmqClustersQuery = queryOptions({
  ...clustersQuery,
  select: (clusters) => clusters.filter(({ kind }) => kind === 'rocketmq'),
});

export const clusterQuery = (id: string) =>
  queryOptions({
    queryKey: ['clusters', id],
    queryFn: ({ signal }) => client.getCluster({ params: { id } }, { signal }),
  });

export const migrationsQuery = (query: PageQuery) =>
  queryOptions({
    queryKey: ['migrations', query],
    queryFn: ({ signal }) => client.listMigrations({ query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

/** Everything that is known of one migration begins with this. */
export const migrationKey = (id: string) => ['migration', id] as const;

export const migrationQuery = (id: string) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'view'],
    queryFn: ({ signal }) => client.getMigration({ params: { id } }, { signal }),
  });

export const topicsQuery = (id: string, query: TopicsQuery) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'topics', query],
    queryFn: ({ signal }) => client.listMigrationTopics({ params: { id }, query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const eventsQuery = (id: string, query: PageQuery) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'events', query],
    queryFn: ({ signal }) => client.listMigrationEvents({ params: { id }, query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

/** Asked for once; what comes after it is told by the stream. */
export const ratesQuery = (id: string) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'rates'],
    queryFn: ({ signal }) => client.listMigrationRates({ params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** The last plan, whoever has made it. */
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'plan'],
    queryFn: ({ signal }) => client.getMigrationPlan({ params: { id } }, { signal }),
    staleTime: PLAN_MS,
    gcTime: PLAN_MS,
  });

export const switchesQuery = (id: string) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'switches'],
    queryFn: ({ signal }) => client.listSwitches({ params: { id } }, { signal }),
    refetchInterval: SWITCHES_EVERY_MS,
  });

/** Asked for anew soon while a scan is under way. */
export const readinessQuery = (id: string, query: Given<Routes['getReadiness']>['query']) =>
  queryOptions({
    queryKey: [...migrationKey(id), 'readiness', query],
    queryFn: ({ signal }) => client.getReadiness({ params: { id }, query }, { signal }),
    refetchInterval: ({ state }) => (state.data?.scanning ? SCAN_EVERY_MS : LIST_EVERY_MS),
    placeholderData: keepPreviousData,
  });

/** Lists of assessments begin with this. */
export const assessmentsKey = ['assessments'] as const;

export const assessmentsQuery = (query: PageQuery) =>
  queryOptions({
    queryKey: [...assessmentsKey, query],
    queryFn: ({ signal }) => client.listAssessments({ query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const assessmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['assessment', id],
    queryFn: ({ signal }) => client.getAssessment({ params: { id } }, { signal }),
  });

/** Everything that is known of one dump task begins with this. */
export const dumpKey = (id: string) => ['dump', id] as const;

export const dumpsQuery = (query: PageQuery) =>
  queryOptions({
    queryKey: ['dumps', query],
    queryFn: ({ signal }) => client.listDumps({ query }, { signal }),
    refetchInterval: SWITCHES_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const dumpQuery = (id: string) =>
  queryOptions({
    queryKey: [...dumpKey(id), 'view'],
    queryFn: ({ signal }) => client.getDump({ params: { id } }, { signal }),
  });

export const dumpLogQuery = (id: string, query: PageQuery) =>
  queryOptions({
    queryKey: [...dumpKey(id), 'log', query],
    queryFn: ({ signal }) => client.listDumpLog({ params: { id }, query }, { signal }),
    refetchInterval: SWITCHES_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const auditQuery = (query: AuditQuery) =>
  queryOptions({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => client.listAudit({ query }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Whether there is a user yet. */
export const startQuery = queryOptions({
  queryKey: ['start'],
  queryFn: ({ signal }) => client.getStart({}, { signal }),
});

/** The provider of identities by which one can log in, if there is one. */
export const externalLoginQuery = queryOptions({
  queryKey: ['external-login'],
  queryFn: ({ signal }) => client.getExternalLogin({}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => client.listUsers({}, { signal }),
});

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => client.listTokens({}, { signal }),
});
