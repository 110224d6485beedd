import type { Client, Given, Routes } from '@mqferry/api';
import type { AuditEntry } from '../../api/types.ts';

const PAGE = 500;

/** More than that belongs into a program with an API token. */
const MOST_ENTRIES = 50_000;

type Filters = Omit<Given<Routes['listAudit']>['query'], 'offset' | 'limit'>;

/**
 * All entries that match, page by page. Entries that are added meanwhile push the others down, so what comes twice is taken
 * once. Not complete: there were more than a browser should hold.
 */
export const collectAudit = async (
  { listAudit }: Pick<Client, 'listAudit'>,
  filters: Filters,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly complete: boolean }> => {
  const entries = new Map<number, AuditEntry>();
  for (let offset = 0; offset < MOST_ENTRIES; offset += PAGE) {
    const { items, total } = await listAudit({ query: { ...filters, offset, limit: PAGE } });
    for (const entry of items) entries.set(entry.id, entry);
    if (items.length === 0 || offset + items.length >= total) {
      return { entries: [...entries.values()], complete: true };
    }
  }
  return { entries: [...entries.values()], complete: false };
};
