import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { UserTable } from './database.ts';
import type { Store } from './open-store.ts';
import { hashPassword, isPassword } from './passwords.ts';

/** A user; the password is told to nobody. */
export type User = Omit<Selectable<UserTable>, 'password'>;

const WITHOUT_PASSWORD = ['id', 'name', 'role', 'created_at', 'last_login_at'] as const;

/** A password that nobody has, so that a name that does not exist takes as long to refuse as a wrong password. */
const nobodys = hashPassword('nobody');

/** The people who may use the service. */
export class Users {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  list(): Promise<User[]> {
    return this.#store.db.selectFrom('users').select(WITHOUT_PASSWORD).orderBy('name').execute();
  }

  get(id: string): Promise<User | undefined> {
    return this.#store.db
      .selectFrom('users')
      .select(WITHOUT_PASSWORD)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Undefined when the name is taken. */
  async add(name: string, role: string, password: string, now: Date): Promise<User | undefined> {
    return this.#store.db
      .insertInto('users')
      .values({
        ...{ id: randomUUID(), name, role, password: await hashPassword(password) },
        ...{ created_at: now.toISOString(), last_login_at: null },
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning(WITHOUT_PASSWORD)
      .executeTakeFirst();
  }

  /** Undefined when there is no such user. */
  async change(
    id: string,
    { role, password }: { readonly role?: string | undefined; readonly password?: string | undefined },
  ): Promise<User | undefined> {
    const changes = {
      ...(role === undefined ? {} : { role }),
      ...(password === undefined ? {} : { password: await hashPassword(password) }),
    };
    if (Object.keys(changes).length === 0) return this.get(id);
    return this.#store.db
      .updateTable('users')
      .set(changes)
      .where('id', '=', id)
      .returning(WITHOUT_PASSWORD)
      .executeTakeFirst();
  }

  async delete(id: string): Promise<void> {
    await this.#store.db.deleteFrom('users').where('id', '=', id).execute();
  }

  /** Whether it is the password of this user; undefined for a user who has none. */
  async isPasswordOf(id: string, password: string): Promise<boolean | undefined> {
    const found = await this.#store.db
      .selectFrom('users')
      .select('password')
      .where('id', '=', id)
      .executeTakeFirst();
    return found?.password ? isPassword(password, found.password) : undefined;
  }

  /** The user with this name and password; undefined when there is none. */
  async authenticate(name: string, password: string, now: Date): Promise<User | undefined> {
    const found = await this.#store.db
      .selectFrom('users')
      .select(['id', 'password'])
      .where('name', '=', name)
      .executeTakeFirst();
    // A user of a provider of identities has none, which is no password either.
    const isRight = await isPassword(password, found?.password || (await nobodys));
    if (!found?.password || !isRight) return undefined;
    return this.#store.db
      .updateTable('users')
      .set({ last_login_at: now.toISOString() })
      .where('id', '=', found.id)
      .returning(WITHOUT_PASSWORD)
      .executeTakeFirst();
  }
}
