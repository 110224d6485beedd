import type { Given, Routes } from '@mqferry/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { LARGEST_PAGE } from './queries.ts';

const LIST_EVERY_MS = 5_000;
/** Of what changes with every look at the clusters. */
const LIVE_EVERY_MS = 3_000;
const TRAFFIC_EVERY_MS = 10_000;

type QueryOf<
  Name extends
    | 'listSeamlessTasks'
    | 'listSeamlessTopics'
    | 'listSeamlessGroups'
    | 'listSeamlessClients'
    | 'listSeamlessLog',
> = Given<Routes[Name]>['query'];

/** Lists of seamless migrations begin with this. */
export const SEAMLESS_KEY = ['seamless'] as const;

/** Everything that is known of one seamless migration begins with this. */
export const seamlessKey = (id: string) => ['seamless-task', id] as const;

export const seamlessTasksQuery = (query: QueryOf<'listSeamlessTasks'>) =>
  queryOptions({
    queryKey: [...SEAMLESS_KEY, query],
    queryFn: ({ signal }) => client.listSeamlessTasks({ query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const seamlessTaskQuery = (id: string) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'view'],
    queryFn: ({ signal }) => client.getSeamlessTask({ params: { id } }, { signal }),
  });

/** What is looked for among the topics of a task. */
export type SeamlessTopicsQuery = QueryOf<'listSeamlessTopics'>;

export const seamlessTopicsQuery = (id: string, query: SeamlessTopicsQuery) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'topics', query],
    queryFn: ({ signal }) => client.listSeamlessTopics({ params: { id }, query }, { signal }),
    refetchInterval: LIVE_EVERY_MS,
    placeholderData: keepPreviousData,
  });

/** The names of all topics that a search finds, however many pages that takes. */
export const allSeamlessTopics = async (
  id: string,
  which: Pick<SeamlessTopicsQuery, 'search' | 'state' | 'health'>,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const names: string[] = [];
  for (;;) {
    const query = { ...which, offset: names.length, limit: LARGEST_PAGE };
    const { items, total } = await client.listSeamlessTopics({ params: { id }, query }, { signal });
    names.push(...items.map(({ topic }) => topic));
    if (items.length === 0 || names.length >= total) return names;
  }
};

export const seamlessTopicQuery = (id: string, topic: string) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'topic', topic],
    queryFn: ({ signal }) => client.getSeamlessTopic({ params: { id, topic } }, { signal }),
    refetchInterval: LIVE_EVERY_MS,
  });

export const seamlessGroupsQuery = (id: string, query: QueryOf<'listSeamlessGroups'>) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'groups', query],
    queryFn: ({ signal }) => client.listSeamlessGroups({ params: { id }, query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const seamlessClientsQuery = (id: string, query: QueryOf<'listSeamlessClients'>) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'clients', query],
    queryFn: ({ signal }) => client.listSeamlessClients({ params: { id }, query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

/** The stages of a migration in batches, as of the last look at both clusters. */
export const seamlessBatchesQuery = (id: string) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'batches'],
    queryFn: ({ signal }) => client.getSeamlessBatches({ params: { id } }, { signal }),
    refetchInterval: LIVE_EVERY_MS,
  });

/** Of all topics of a task, or of one. */
export const seamlessTrafficQuery = (id: string, topic?: string) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'traffic', topic ?? null],
    queryFn: ({ signal }) =>
      client.listSeamlessTraffic({ params: { id }, query: topic === undefined ? {} : { topic } }, { signal }),
    refetchInterval: TRAFFIC_EVERY_MS,
  });

export const seamlessLogQuery = (id: string, query: QueryOf<'listSeamlessLog'>) =>
  queryOptions({
    queryKey: [...seamlessKey(id), 'log', query],
    queryFn: ({ signal }) => client.listSeamlessLog({ params: { id }, query }, { signal }),
    refetchInterval: LIST_EVERY_MS,
    placeholderData: keepPreviousData,
  });

type StepRequest = Given<Routes['planSeamlessStep']>['body'];

/** What a step would do; asked for anew only when somebody wants it. */
export const stepPlanQuery = (id: string, body: StepRequest) =>
  queryOptions({
    queryKey: ['seamless-plan', id, body],
    queryFn: ({ signal }) => client.planSeamlessStep({ params: { id }, body }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
