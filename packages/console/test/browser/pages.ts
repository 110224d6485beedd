import { idOf } from '../fake-service/ids.ts';
import { rocketmqTopicNames } from '../fake-service/rocketmq/names.ts';
import { topicNames } from '../fake-service/topics.ts';

const migration = (number: number, tab = ''): string => `/migrations/${idOf(number)}${tab}`;

const NAMES = topicNames(160);

const cluster = (part: string): string => `/clusters/${idOf(101)}${part}`;

const rocketmq = (number: number, tab = ''): string => `/clusters/${idOf(number)}${tab}`;

const imported = (number: number, part = ''): string => `/imports/${idOf(number)}${part}`;

const seamless = (number: number, part = ''): string => `/rocketmq/migrations/${idOf(number)}${part}`;

const seamlessTopic = (number: number, index: number): string =>
  seamless(number, `/topics/${encodeURIComponent(rocketmqTopicNames[index]!)}`);

const comparison = (more = ''): string => `/comparisons?source=${idOf(101)}&target=${idOf(102)}${more}`;

/** Pages with something to show, by the names of their pictures. */
type Pages = Readonly<Record<string, string>>;

/** Every page of the console but those of RocketMQ. */
export const PAGES: Pages = {
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
  'migration-readiness': migration(201, '/readiness'),
  'migration-readiness-none': migration(201, '/readiness?search=nothing-like-this'),
  'migration-switches': migration(202, '/switches'),
  'migration-plan': migration(201, '/plan'),
  'migration-events': migration(201, '/events'),
  assessments: '/assessments',
  'assessment-new': '/assessments/new',
  'assessment-measured': `/assessments/${idOf(701)}`,
  'assessment-answers': `/assessments/${idOf(702)}`,
  'assessment-running': `/assessments/${idOf(703)}`,
  dumps: '/dumps',
  'dump-new': '/dumps/new',
  'dump-running': `/dumps/${idOf(401)}`,
  'dump-failed': `/dumps/${idOf(402)}`,
  'dump-retrying': `/dumps/${idOf(403)}`,
  'dump-created': `/dumps/${idOf(404)}`,
  audit: '/audit',
  'audit-filtered': '/audit?action=applyOperation&size=20&page=2',
  settings: '/settings',
  'not-found': '/no/such/page',
};

/** Every page that is for RocketMQ. */
export const ROCKETMQ_PAGES: Pages = {
  'clusters-rocketmq': '/clusters?kind=rocketmq',
  'cluster-new-rocketmq': '/clusters/new?kind=rocketmq',
  'rocketmq-cluster': rocketmq(111),
  'rocketmq-cluster-unknown': rocketmq(113),
  'rocketmq-topics': rocketmq(111, '/topics'),
  'rocketmq-topics-retry': rocketmq(111, '/topics?kind=retry&namespace=shop'),
  'rocketmq-topics-unknown': rocketmq(113, '/topics'),
  'rocketmq-groups': rocketmq(111, '/groups'),
  'rocketmq-metadata': rocketmq(111, '/metadata'),
  'rocketmq-no-such-tab': rocketmq(111, '/quotas'),
  imports: '/imports',
  'imports-planned': '/imports?state=planned',
  'import-new': '/imports/new',
  'import-new-cluster': `/imports/new?source=${idOf(111)}`,
  'import-new-kept': '/imports/new?from=kept',
  'import-choice': `/imports/new?document=${idOf(803)}&target=${idOf(112)}`,
  'import-choice-summed': `/imports/new?document=${idOf(802)}`,
  'import-planned': imported(811),
  'import-planned-different': imported(811, '?action=exists-different'),
  'import-left-out': imported(811, '/left-out'),
  'import-change': imported(811, '/choice'),
  'import-too-large': imported(813),
  'import-running': imported(816),
  'import-partly-failed': imported(812, '?outcome=failed'),
  'import-all-failed': imported(814),
  'import-succeeded': imported(815),
  'import-cancelled': imported(817),
  seamless: '/rocketmq/migrations',
  'seamless-new': '/rocketmq/migrations/new',
  'seamless-task': seamless(901),
  'seamless-connect': seamless(901, '?step=connect&search=coupon_paid'),
  'seamless-import': seamless(901, '?step=import&state=done'),
  'seamless-endpoints': seamless(901, '?step=endpoints&health=unknown'),
  'seamless-grey': seamless(901, '?step=grey&state=dual-write'),
  'seamless-complete': seamless(901, '?step=complete&search=nothing-like-this'),
  'seamless-groups': seamless(901, '/groups'),
  'seamless-clients': seamless(901, '/clients'),
  'seamless-straight': seamless(901, '/clients?through=straight'),
  'seamless-traffic': seamless(901, '/traffic'),
  'seamless-log': seamless(901, '/log'),
  'seamless-proxy': seamless(902),
  'seamless-proxy-endpoints': seamless(902, '?step=endpoints'),
  'seamless-not-begun': seamless(903),
  'seamless-not-begun-groups': seamless(903, '/groups'),
  'seamless-completed': seamless(904),
  'seamless-paused': seamless(905),
  'seamless-batches': seamless(906),
  'seamless-batches-import': seamless(906, '?step=import'),
  'seamless-batches-groups': seamless(906, '/groups?notMoved=true'),
  'seamless-batches-clients': seamless(906, '/clients'),
  'seamless-batches-log': seamless(906, '/log'),
  'seamless-batches-alarm': seamless(907, '/traffic'),
  'seamless-batches-topic': seamlessTopic(906, 1),
  'seamless-topic-blocked': seamlessTopic(901, 1),
  'seamless-topic-moving': seamlessTopic(901, 2),
  'seamless-topic-waiting': seamlessTopic(901, 7),
  'seamless-topic-held': seamlessTopic(902, 62),
};
