import { randomUUID } from 'node:crypto';
import type { Store } from './open-store.ts';
import type { User } from './users.ts';

/** Somebody as a provider of identities knows them. */
export interface KnownElsewhere {
  readonly issuer: string;
  readonly subject: string;
}

const USER = ['users.id', 'users.name', 'users.role', 'users.created_at', 'users.last_login_at'] as const;

/** Users who log in by a provider of identities, and have no password here. */
export class ExternalIdentities {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The ids of all users who log in elsewhere. */
  async userIds(): Promise<ReadonlySet<string>> {
    const rows = await this.#store.db.selectFrom('external_identities').select('user_id').execute();
    return new Set(rows.map(({ user_id }) => user_id));
  }

  /** Whose identity it is; undefined for somebody who was never here. */
  find({ issuer, subject }: KnownElsewhere): Promise<User | undefined> {
    return this.#store.db
      .selectFrom('external_identities')
      .innerJoin('users', 'users.id', 'external_identities.user_id')
      .select(USER)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst();
  }

  /** Somebody known logs in, with the role that they have now. */
  loggedIn(userId: string, role: string, now: Date): Promise<User> {
    return this.#store.db
      .updateTable('users')
      .set({ role, last_login_at: now.toISOString() })
      .where('id', '=', userId)
      .returning(USER)
      .executeTakeFirstOrThrow();
  }

  /** Makes the user of an identity, by the first of these names that nobody has; undefined: all are taken. */
  add(
    { issuer, subject }: KnownElsewhere,
    names: readonly string[],
    role: string,
    now: Date,
  ): Promise<User | undefined> {
    const at = now.toISOString();
    return this.#store.db.transaction().execute(async (db) => {
      for (const name of names) {
        const user = await db
          .insertInto('users')
          .values({ ...{ id: randomUUID(), name, role, password: '' }, created_at: at, last_login_at: at })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .returning(USER)
          .executeTakeFirst();
        if (!user) continue;
        await db.insertInto('external_identities').values({ user_id: user.id, issuer, subject }).execute();
        return user;
      }
      return undefined;
    });
  }
}
