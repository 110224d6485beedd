import { bearerHash, newBearerSecret } from './bearer-secrets.ts';
import type { Store } from './open-store.ts';
import type { User } from './users.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A session ends so long after it was used last, */
const IDLE_MS = 12 * HOUR_MS;
/** and is prolonged when so much of that has gone by, so that not every request writes. */
const PROLONG_AFTER_MS = HOUR_MS;

/** Who is logged in. */
export class Sessions {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Begins one; gives its secret. */
  async begin(userId: string, now: Date): Promise<string> {
    const secret = newBearerSecret();
    const expires = new Date(now.getTime() + IDLE_MS).toISOString();
    await this.#store.db
      .insertInto('sessions')
      .values({
        ...{ secret_hash: bearerHash(secret), user_id: userId },
        ...{ created_at: now.toISOString(), expires_at: expires },
      })
      .execute();
    return secret;
  }

  /** Forgets those that have ended; gives how many. */
  async purge(now: Date): Promise<number> {
    const { numDeletedRows } = await this.#store.db
      .deleteFrom('sessions')
      .where('expires_at', '<', now.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Whose session it is; undefined when it has ended. */
  async userOf(secret: string, now: Date): Promise<User | undefined> {
    const hash = bearerHash(secret);
    const found = await this.#store.db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select([
        'users.id',
        'users.name',
        'users.role',
        'users.created_at',
        'users.last_login_at',
        'expires_at',
      ])
      .where('secret_hash', '=', hash)
      .where('expires_at', '>=', now.toISOString())
      .executeTakeFirst();
    if (!found) return undefined;
    const { expires_at, ...user } = found;
    const left = Date.parse(expires_at) - now.getTime();
    if (left < IDLE_MS - PROLONG_AFTER_MS) {
      const until = new Date(now.getTime() + IDLE_MS).toISOString();
      await this.#store.db
        .updateTable('sessions')
        .set({ expires_at: until })
        .where('secret_hash', '=', hash)
        .execute();
    }
    return user;
  }

  async end(secret: string): Promise<void> {
    await this.#store.db.deleteFrom('sessions').where('secret_hash', '=', bearerHash(secret)).execute();
  }

  /** Ends all of a user but the one with this secret. */
  async endOthers(userId: string, secret: string): Promise<void> {
    await this.#store.db
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where('secret_hash', '!=', bearerHash(secret))
      .execute();
  }

  /** Ends all of a user. */
  async endAll(userId: string): Promise<void> {
    await this.#store.db.deleteFrom('sessions').where('user_id', '=', userId).execute();
  }
}
