import type { Selectable } from 'kysely';
import type { EventTable } from './database.ts';
import type { Store } from './open-store.ts';

/** Something that happened to a migration. */
export type StoredEvent = Selectable<EventTable>;

/** What happened to migrations; entries are never changed, and forgotten when they are old. */
export class Events {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** `details`: JSON. */
  add(migrationId: string, type: string, details: string, now: Date): Promise<StoredEvent> {
    return this.#store.db
      .insertInto('events')
      .values({ migration_id: migrationId, at: now.toISOString(), type, details })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Forgets what had happened before a moment; gives how many. */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('events')
      .where('at', '<', before.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** The newest first. */
  async list(
    migrationId: string,
    offset: number,
    limit: number,
  ): Promise<{ items: StoredEvent[]; total: number }> {
    const chosen = this.#store.db.selectFrom('events').where('migration_id', '=', migrationId);
    const [items, counted] = await Promise.all([
      chosen.selectAll().orderBy('id', 'desc').offset(offset).limit(limit).execute(),
      chosen.select((q) => q.fn.countAll().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { items, total: Number(counted.total) };
  }
}
