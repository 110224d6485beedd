import { errorOf, type Given, type Routes } from '@mqferry/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

type QueryOf<Name extends 'listTopics' | 'listGroups' | 'listAcls' | 'listScramUsers' | 'listQuotas'> = Given<
  Routes[Name]
>['query'];
type CompareQuery = Given<Routes['compareClusters']>['query'];

/** The service reads again what is older than this while somebody looks. */
const LOOK_EVERY_MS = 15_000;
/** While something is being read it is there in a moment. */
const READING_EVERY_MS = 1_500;

interface Aged {
  readonly asOf: string | null;
  readonly refreshing: boolean;
}

/** How soon to ask again for what the service reads of a cluster, in milliseconds. */
export const every = ({
  state: { data },
}: {
  readonly state: { readonly data: Aged | undefined };
}): number => (data && (data.refreshing || data.asOf === null) ? READING_EVERY_MS : LOOK_EVERY_MS);

/** Everything that is known of what a cluster is made of begins with this. */
export const inventoryKey = (id: string) => ['inventory', id] as const;

/** How a list is asked for that the service reads of a cluster now and then. */
export const inventory = <T extends Aged>(
  id: string,
  key: readonly unknown[],
  ask: (options: { readonly signal: AbortSignal }) => Promise<T>,
) => ({
  queryKey: [...inventoryKey(id), ...key],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask({ signal }),
  refetchInterval: every,
  placeholderData: keepPreviousData,
});

export const clusterOverviewQuery = (id: string) =>
  queryOptions({
    queryKey: [...inventoryKey(id), 'overview'],
    queryFn: ({ signal }) => client.getClusterOverview({ params: { id } }, { signal }),
    refetchInterval: every,
  });

export const clusterTopicsQuery = (id: string, query: QueryOf<'listTopics'>) =>
  inventory(id, ['topics', query], (options) => client.listTopics({ params: { id }, query }, options));

export const clusterGroupsQuery = (id: string, query: QueryOf<'listGroups'>) =>
  inventory(id, ['groups', query], (options) => client.listGroups({ params: { id }, query }, options));

export const aclsQuery = (id: string, query: QueryOf<'listAcls'>) =>
  inventory(id, ['acls', query], (options) => client.listAcls({ params: { id }, query }, options));

export const scramUsersQuery = (id: string, query: QueryOf<'listScramUsers'>) =>
  inventory(id, ['users', query], (options) => client.listScramUsers({ params: { id }, query }, options));

export const quotasQuery = (id: string, query: QueryOf<'listQuotas'>) =>
  inventory(id, ['quotas', query], (options) => client.listQuotas({ params: { id }, query }, options));

/** One topic of now. */
export const clusterTopicQuery = (id: string, topic: string) =>
  queryOptions({
    queryKey: [...inventoryKey(id), 'topic', topic],
    queryFn: ({ signal }) => client.getTopic({ params: { id, topic } }, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });

/** One group of now. */
export const clusterGroupQuery = (id: string, group: string) =>
  queryOptions({
    queryKey: [...inventoryKey(id), 'group', group],
    queryFn: ({ signal }) => client.getGroup({ params: { id, group } }, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });

/** Everything that was compared begins with this. */
export const COMPARISON_KEY = ['comparison'] as const;

export const comparisonQuery = (query: CompareQuery) =>
  queryOptions({
    queryKey: [...COMPARISON_KEY, query],
    queryFn: ({ signal }) => client.compareClusters({ query }, { signal }),
    refetchInterval: every,
    placeholderData: keepPreviousData,
  });

export const configPolicyQuery = queryOptions({
  queryKey: ['config-policy'],
  queryFn: ({ signal }) => client.getConfigPolicy({}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

const NAMES_AT_ONCE = 500;
const NAMES_MS = 60_000;

/** The names of all topics of a cluster but its brokers’ own. Throws INVENTORY_NOT_READ_YET. */
export const topicNamesQuery = (id: string) =>
  queryOptions({
    queryKey: [...inventoryKey(id), 'topic-names'],
    queryFn: async ({ signal }) => {
      const names: string[] = [];
      for (;;) {
        const query = { offset: names.length, limit: NAMES_AT_ONCE };
        const { items, total, problems } = await client.listTopics({ params: { id }, query }, { signal });
        const [problem] = problems.filter(({ part }) => part === 'topics');
        if (total === null && problem) throw errorOf(problem.problem, 503);
        names.push(...items.map(({ topic }) => topic));
        if (items.length === 0 || names.length >= (total ?? 0)) return names;
      }
    },
    staleTime: NAMES_MS,
    gcTime: NAMES_MS,
  });
