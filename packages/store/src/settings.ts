import type { Store } from './open-store.ts';

/** Single values by name. */
export class Settings {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async get(name: string): Promise<string | undefined> {
    const found = await this.#store.db
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return found?.value;
  }

  async set(name: string, value: string): Promise<void> {
    await this.#store.db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }

  async delete(name: string): Promise<void> {
    await this.#store.db.deleteFrom('settings').where('name', '=', name).execute();
  }
}
