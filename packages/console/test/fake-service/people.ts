import type { Answer, Routes } from '@mqferry/api';
import { ago, DAY, HOUR, idOf, MINUTE } from './ids.ts';

type User = Answer<Routes['listUsers']>[number];
type Token = Answer<Routes['listTokens']>[number];
type Entry = Answer<Routes['listAudit']>['items'][number];

export const users = (): User[] => [
  {
    ...{ id: idOf(1), name: 'wei.zhang', role: 'administrator', external: false },
    ...{ createdAt: ago(40 * DAY), lastLoginAt: ago(12 * MINUTE) },
  },
  {
    ...{ id: idOf(2), name: 'maria.lopez', role: 'operator', external: true },
    ...{ createdAt: ago(31 * DAY), lastLoginAt: ago(2 * DAY) },
  },
  {
    ...{ id: idOf(3), name: 'on-call', role: 'viewer', external: false },
    ...{ createdAt: ago(9 * DAY), lastLoginAt: null },
  },
];

export const tokens = (): Token[] => [
  {
    ...{ id: idOf(11), name: 'grafana', role: 'viewer', createdBy: 'wei.zhang', createdAt: ago(20 * DAY) },
    ...{ expiresAt: null, lastUsedAt: ago(8000) },
  },
  {
    ...{ id: idOf(12), name: 'release-pipeline', role: 'operator', createdBy: 'wei.zhang' },
    ...{ createdAt: ago(90 * DAY), expiresAt: ago(3 * DAY), lastUsedAt: ago(4 * DAY) },
  },
];

const ACTIONS = [
  { action: 'login', subject: 'wei.zhang', before: null, after: null, outcome: 'done' },
  {
    ...{ action: 'applyOperation', subject: 'orders-to-new', before: { intent: 'none' } },
    ...{ after: { operation: 'start', steps: 96 }, outcome: 'done' },
  },
  {
    action: 'applyOperation',
    subject: 'payments',
    before: null,
    after: null,
    outcome: 'MIGRATION_WORLD_MOVED',
  },
  {
    action: 'addCluster',
    subject: 'kafka-eu-new',
    before: null,
    after: { bootstrap: 'b-1:9093' },
    outcome: 'done',
  },
  { action: 'login', subject: 'maria.lopez', before: null, after: null, outcome: 'API_LOGIN_FAILED' },
  {
    ...{ action: 'changeUser', subject: 'maria.lopez', before: { role: 'viewer' } },
    ...{ after: { role: 'operator' }, outcome: 'done' },
  },
] as const;

/** The newest first. */
export const auditEntries = (count: number): Entry[] =>
  Array.from({ length: count }, (_, index) => ({
    id: count - index,
    at: ago(index * 0.7 * HOUR + 90_000),
    who: index % 3 === 1 ? 'maria.lopez' : 'wei.zhang',
    address: `10.20.4.${20 + (index % 7)}`,
    ...ACTIONS[index % ACTIONS.length]!,
  }));
