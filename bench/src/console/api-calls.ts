import type { Client } from '@mqferry/api';
import { groupName, topicName } from './synthetic-cluster.ts';

/** What the service knows that is asked about. */
export interface World {
  readonly source: string;
  readonly target: string;
  readonly migration: string;
  readonly task: string;
}

type Call = (api: Client, world: World, round: number) => Promise<unknown>;

const PAGE = 50;
const ORDER = { order: 'descending' } as const;

/** As the tables of the console ask: in pages of 50. */
const part = (offset: number) => ({ offset, limit: PAGE });

/** What the pages of the console ask for, by the name under which it is reported. */
export const API_CALLS: Readonly<Record<string, Call>> = {
  'overview of a cluster': (api, { source }) => api.getClusterOverview({ params: { id: source } }),
  'topics, first page': (api, { source }) => api.listTopics({ params: { id: source }, query: part(0) }),
  'topics, middle page': (api, { source }) => api.listTopics({ params: { id: source }, query: part(5_000) }),
  'topics, last page': (api, { source }) => api.listTopics({ params: { id: source }, query: part(9_950) }),
  'topics, sorted by bytes': (api, { source }) =>
    api.listTopics({ params: { id: source }, query: { ...part(0), sort: 'bytes', ...ORDER } }),
  'topics, searched': (api, { source }, round) =>
    api.listTopics({ params: { id: source }, query: { ...part(0), search: `0${round % 100}` } }),
  'topics, under-replicated': (api, { source }) =>
    api.listTopics({ params: { id: source }, query: { ...part(0), health: 'under-replicated' } }),
  'topic of few groups': (api, { source }, round) =>
    api.getTopic({ params: { id: source, topic: topicName(100 + round) } }),
  'topic of 500 groups': (api, { source }) => api.getTopic({ params: { id: source, topic: topicName(0) } }),
  'groups, first page': (api, { source }) => api.listGroups({ params: { id: source }, query: part(0) }),
  'groups, last page': (api, { source }) => api.listGroups({ params: { id: source }, query: part(4_950) }),
  'groups, sorted by lag': (api, { source }) =>
    api.listGroups({ params: { id: source }, query: { ...part(0), sort: 'lag', ...ORDER } }),
  'groups, searched': (api, { source }, round) =>
    api.listGroups({ params: { id: source }, query: { ...part(0), search: `0${round % 100}` } }),
  'groups of a topic': (api, { source }) =>
    api.listGroups({ params: { id: source }, query: { ...part(0), topic: topicName(0) } }),
  'one group': (api, { source }, round) => api.getGroup({ params: { id: source, group: groupName(round) } }),
  'access rights': (api, { source }) => api.listAcls({ params: { id: source }, query: part(2_500) }),
  'access rights, searched': (api, { source }) =>
    api.listAcls({ params: { id: source }, query: { ...part(0), search: 'app-4' } }),
  'SCRAM users': (api, { source }) => api.listScramUsers({ params: { id: source }, query: part(1_000) }),
  quotas: (api, { source }) => api.listQuotas({ params: { id: source }, query: part(1_500) }),
  'comparison of topics': (api, { source, target }) =>
    api.compareClusters({ query: { ...part(0), source, target, kind: 'topics' } }),
  'comparison of topics, those that differ': (api, { source, target }) =>
    api.compareClusters({ query: { ...part(0), source, target, kind: 'topics', outcome: 'differs' } }),
  'comparison of access rights': (api, { source, target }) =>
    api.compareClusters({ query: { ...part(0), source, target, kind: 'acls' } }),
  'comparison of quotas': (api, { source, target }) =>
    api.compareClusters({ query: { ...part(0), source, target, kind: 'quotas' } }),
  clusters: (api) => api.listClusters({}),
  migrations: (api) => api.listMigrations({ query: {} }),
  'one migration': (api, { migration }) => api.getMigration({ params: { id: migration } }),
  'topics of a migration': (api, { migration }) =>
    api.listMigrationTopics({ params: { id: migration }, query: part(5_000) }),
  'topics of a migration, searched': (api, { migration }, round) =>
    api.listMigrationTopics({
      params: { id: migration },
      query: { ...part(0), search: `0${round % 100}` },
    }),
  tasks: (api) => api.listTasks({ query: part(0) }),
  'one task': (api, { task }) => api.getTask({ params: { id: task } }),
  'items of a task': (api, { task }) => api.listTaskItems({ params: { id: task }, query: part(2_500) }),
  'items of a task, those that failed': (api, { task }) =>
    api.listTaskItems({ params: { id: task }, query: { ...part(0), state: 'failed' } }),
  'audit, first page': (api) => api.listAudit({ query: part(0) }),
  'audit, last page': (api) => api.listAudit({ query: part(99_900) }),
  'audit, of one person': (api) => api.listAudit({ query: { ...part(0), who: 'grace' } }),
};
