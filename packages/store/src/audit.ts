import type { Insertable, Selectable } from 'kysely';
import type { AuditTable } from './database.ts';
import type { Store } from './open-store.ts';

/** Who did what, when, with what before and after. */
export type AuditEntry = Selectable<AuditTable>;

/** Which entries. */
export interface AuditQuery {
  readonly who?: string | undefined;
  readonly action?: string | undefined;
  /** ISO 8601, inclusive. */
  readonly since?: string | undefined;
  /** ISO 8601, exclusive. */
  readonly until?: string | undefined;
}

/** The audit log; entries are never changed. */
export class Audit {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async add(entry: Insertable<AuditTable>): Promise<void> {
    await this.#store.db.insertInto('audit').values(entry).execute();
  }

  /** The newest first. */
  async list(
    query: AuditQuery,
    offset: number,
    limit: number,
  ): Promise<{ items: AuditEntry[]; total: number }> {
    const chosen = this.#store.db
      .selectFrom('audit')
      .$if(query.who !== undefined, (q) => q.where('who', '=', query.who!))
      .$if(query.action !== undefined, (q) => q.where('action', '=', query.action!))
      .$if(query.since !== undefined, (q) => q.where('at', '>=', query.since!))
      .$if(query.until !== undefined, (q) => q.where('at', '<', query.until!));
    const [items, counted] = await Promise.all([
      chosen.selectAll().orderBy('id', 'desc').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items, total: Number(counted.total) };
  }
}
