import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { SwitchTable } from './database.ts';
import type { Store } from './open-store.ts';

/** Topics on their way from one cluster to the other, or that were moved. */
export type StoredSwitch = Selectable<SwitchTable>;

/** What a switch is made of. */
export interface NewSwitch {
  readonly migrationId: string;
  readonly topics: readonly string[];
  readonly runbook: string;
  /** JSON. */
  readonly options: string;
  readonly stage: string;
  readonly createdBy: string;
}

/** The switches of migrations. */
export class Switches {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In the order in which they were made. */
  list(migrationId: string): Promise<StoredSwitch[]> {
    return this.#store.db
      .selectFrom('switches')
      .selectAll()
      .where('migration_id', '=', migrationId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
  }

  get(id: string): Promise<StoredSwitch | undefined> {
    return this.#store.db.selectFrom('switches').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Those at one of these stages. */
  at(stages: readonly string[]): Promise<StoredSwitch[]> {
    return this.#store.db
      .selectFrom('switches')
      .selectAll()
      .where('stage', 'in', [...stages])
      .execute();
  }

  add(
    { migrationId, topics, runbook, options, stage, createdBy }: NewSwitch,
    now: Date,
  ): Promise<StoredSwitch> {
    const at = now.toISOString();
    return this.#store.db
      .insertInto('switches')
      .values({
        ...{ id: randomUUID(), migration_id: migrationId, topics: JSON.stringify(topics), runbook, options },
        ...{ stage, created_by: createdBy, created_at: at, changed_at: at },
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Undefined when it is not at `from` any more. */
  advance(id: string, from: string, to: string, now: Date): Promise<StoredSwitch | undefined> {
    return this.#store.db
      .updateTable('switches')
      .set({ stage: to, changed_at: now.toISOString() })
      .where('id', '=', id)
      .where('stage', '=', from)
      .returningAll()
      .executeTakeFirst();
  }
}
