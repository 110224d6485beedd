import type { Store } from './open-store.ts';

/** What copies and comparisons of migrations have to remember, each document of plain data. */
export class Documents {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Undefined when there is none yet. */
  async read(migrationId: string, name: string): Promise<unknown> {
    const found = await this.#store.db
      .selectFrom('documents')
      .select('content')
      .where('migration_id', '=', migrationId)
      .where('name', '=', name)
      .executeTakeFirst();
    return found && (JSON.parse(found.content) as unknown);
  }

  /** Replaces it; durable when it returns. */
  async write(migrationId: string, name: string, value: unknown): Promise<void> {
    const content = JSON.stringify(value);
    await this.#store.db
      .insertInto('documents')
      .values({ migration_id: migrationId, name, content })
      .onConflict((conflict) => conflict.columns(['migration_id', 'name']).doUpdateSet({ content }))
      .execute();
  }
}
