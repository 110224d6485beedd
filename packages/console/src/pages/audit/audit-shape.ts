import { routes } from '@mqferry/api';
import type { TableShape } from '../../url/table-state.ts';

type AuditFilter = 'who' | 'action' | 'since' | 'until';

/** Every operation that changes something leaves an entry under its name. */
export const AUDITED_ACTIONS: readonly string[] = Object.entries(routes)
  .filter(([, { method }]) => method !== 'GET')
  .map(([name]) => name)
  .sort();

/** The service gives entries with the newest first. */
export const SHAPE: TableShape<'at', AuditFilter> = {
  sorts: ['at'],
  filters: { who: 'text', action: AUDITED_ACTIONS, since: 'text', until: 'text' },
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/u;

/** The filters as the service takes them; a moment that is none, as an address may hold, is left out. */
export const auditFilters = ({
  since,
  until,
  ...others
}: Readonly<Partial<Record<AuditFilter, string>>>): Readonly<Partial<Record<AuditFilter, string>>> => ({
  ...others,
  ...(since !== undefined && INSTANT.test(since) ? { since } : {}),
  ...(until !== undefined && INSTANT.test(until) ? { until } : {}),
});
