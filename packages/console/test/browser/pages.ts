import { idOf } from '../fake-service/ids.ts';

const migration = (number: number, tab = ''): string => `/migrations/${idOf(number)}${tab}`;

/** Every page of the console with something to show, by the name of its picture. */
export const PAGES: Readonly<Record<string, string>> = {
  overview: '/',
  clusters: '/clusters',
  'clusters-sorted': '/clusters?sort=createdAt&order=descending&search=kafka',
  'cluster-new': '/clusters/new',
  cluster: `/clusters/${idOf(101)}`,
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
