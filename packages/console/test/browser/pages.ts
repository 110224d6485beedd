import { idOf } from '../fake-service/ids.ts';
import { topicNames } from '../fake-service/topics.ts';

const migration = (number: number, tab = ''): string => `/migrations/${idOf(number)}${tab}`;

const NAMES = topicNames(160);

const cluster = (part: string): string => `/clusters/${idOf(101)}${part}`;

const comparison = (more = ''): string => `/comparisons?source=${idOf(101)}&target=${idOf(102)}${more}`;

/** Every page of the console with something to show, by the name of its picture. */
export const PAGES: Readonly<Record<string, string>> = {
  overview: '/',
  clusters: '/clusters',
  'clusters-sorted': '/clusters?sort=createdAt&order=descending&search=kafka',
  'cluster-new': '/clusters/new',
  cluster: `/clusters/${idOf(101)}`,
  'cluster-new-one': `/clusters/${idOf(102)}`,
  'cluster-unknown': `/clusters/${idOf(103)}`,
  'cluster-topics': cluster('/topics'),
  'cluster-topics-unknown': `/clusters/${idOf(103)}/topics`,
  'cluster-groups': cluster('/groups?state=Stable'),
  'cluster-acls': cluster('/acls'),
  'cluster-acls-unknown': `/clusters/${idOf(102)}/acls`,
  'cluster-users': cluster('/users'),
  'cluster-quotas': cluster('/quotas'),
  'cluster-quotas-none': `/clusters/${idOf(102)}/quotas`,
  topic: cluster(`/topics/${NAMES[4]}`),
  'topic-offline': cluster(`/topics/${NAMES[9]}?health=offline`),
  'topic-configs': cluster(`/topics/${NAMES[4]}/configs`),
  'topic-groups': cluster(`/topics/${NAMES[4]}/groups`),
  group: cluster(`/groups/${NAMES[2]}-readers`),
  'group-members': cluster(`/groups/${NAMES[2]}-readers/members`),
  'group-gone': cluster('/groups/no-such-group'),
  'comparison-choose': '/comparisons',
  'comparison-topics': comparison(),
  'comparison-different': comparison('&outcome=differs'),
  'comparison-unknown': comparison('&kind=topics').replace(idOf(102), idOf(103)),
  'comparison-policy': '/comparisons/policy',
  tasks: '/tasks',
  task: `/tasks/${idOf(501)}`,
  'task-failed': `/tasks/${idOf(501)}?state=failed`,
  migrations: '/migrations',
  'migration-new': '/migrations/new',
  'migration-planned': `/migrations/new/${idOf(203)}`,
  'migration-running': migration(201),
  'migration-both-ways': migration(202),
  'migration-failed': migration(205),
  'migration-paused': migration(206),
  'migration-completed': migration(204),
  'migration-topics': migration(201, '/topics'),
  'migration-topics-stopped': migration(201, '/topics?copy=stopped'),
  'migration-topics-none': migration(201, '/topics?search=nothing-like-this'),
  'migration-switches': migration(202, '/switches'),
  'migration-plan': migration(201, '/plan'),
  'migration-events': migration(201, '/events'),
  audit: '/audit',
  'audit-filtered': '/audit?action=applyOperation&size=20&page=2',
  settings: '/settings',
  'not-found': '/no/such/page',
};
