import type { Given, Routes } from '@mqferry/api';
import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { every, inventory, inventoryKey } from './inventory-queries.ts';

type QueryOf<Name extends 'listRocketmqTopics' | 'listRocketmqGroups'> = Given<Routes[Name]>['query'];

export const rocketmqOverviewQuery = (id: string) =>
  queryOptions({
    queryKey: [...inventoryKey(id), 'rocketmq-overview'],
    queryFn: ({ signal }) => client.getRocketmqOverview({ params: { id } }, { signal }),
    refetchInterval: every,
  });

export const rocketmqTopicsQuery = (id: string, query: QueryOf<'listRocketmqTopics'>) =>
  inventory(id, ['rocketmq-topics', query], (options) =>
    client.listRocketmqTopics({ params: { id }, query }, options),
  );

export const rocketmqGroupsQuery = (id: string, query: QueryOf<'listRocketmqGroups'>) =>
  inventory(id, ['rocketmq-groups', query], (options) =>
    client.listRocketmqGroups({ params: { id }, query }, options),
  );

/** How a cluster is reached, without its secrets; for administrators only. */
export const rocketmqConnectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['clusters', id, 'rocketmq-connection'],
    queryFn: ({ signal }) => client.getRocketmqConnection({ params: { id } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
