import { randomUUID } from 'node:crypto';
import type { Selectable, Updateable } from 'kysely';
import type { MigrationTable } from './database.ts';
import type { Store } from './open-store.ts';

/** A migration as it is wanted. */
export type StoredMigration = Selectable<MigrationTable>;

/** What a migration is made of. */
export interface NewMigration {
  readonly name: string;
  readonly sourceId: string;
  readonly targetId: string;
  /** JSON. */
  readonly selection: string;
  readonly bytesPerSecond: number | null;
}

/** What of a migration can be changed. */
export type MigrationChange = Pick<
  Updateable<MigrationTable>,
  'name' | 'selection' | 'bytes_per_second' | 'intent' | 'completed'
>;

/** Why a change was not made: there is no such migration, it is not of that revision any more, or a name is taken. */
export type ChangeRefusal = 'unknown' | 'changed' | 'name-taken';

/** The migrations. */
export class Migrations {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In order of name. */
  list(): Promise<StoredMigration[]> {
    return this.#store.db.selectFrom('migrations').selectAll().orderBy('name').execute();
  }

  get(id: string): Promise<StoredMigration | undefined> {
    return this.#store.db.selectFrom('migrations').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Undefined when the name is taken. */
  add(
    { name, sourceId, targetId, selection, bytesPerSecond }: NewMigration,
    now: Date,
  ): Promise<StoredMigration | undefined> {
    return this.#store.db
      .insertInto('migrations')
      .values({
        ...{ id: randomUUID(), name, source_id: sourceId, target_id: targetId, selection },
        ...{ bytes_per_second: bytesPerSecond, intent: 'none', completed: 0, revision: 1 },
        created_at: now.toISOString(),
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returningAll()
      .executeTakeFirst();
  }

  /** Changes the migration if it is of that revision still; it gets the next one. */
  async change(
    id: string,
    revision: number,
    change: MigrationChange,
  ): Promise<StoredMigration | ChangeRefusal> {
    return this.#store.db.transaction().execute(async (db) => {
      if (change.name !== undefined) {
        const taken = await db
          .selectFrom('migrations')
          .select('id')
          .where('name', '=', change.name)
          .where('id', '!=', id)
          .executeTakeFirst();
        if (taken) return 'name-taken';
      }
      const changed = await db
        .updateTable('migrations')
        .set({ ...change, revision: revision + 1 })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .returningAll()
        .executeTakeFirst();
      if (changed) return changed;
      const known = await db.selectFrom('migrations').select('id').where('id', '=', id).executeTakeFirst();
      return known ? 'changed' : 'unknown';
    });
  }

  async delete(id: string): Promise<void> {
    await this.#store.db.deleteFrom('migrations').where('id', '=', id).execute();
  }
}
