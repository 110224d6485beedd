import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { bearerHash, newBearerSecret } from './bearer-secrets.ts';
import type { TokenTable } from './database.ts';
import type { Store } from './open-store.ts';

/** What programs prove themselves with; the secret itself is not kept. */
export type Token = Omit<Selectable<TokenTable>, 'secret_hash'>;

/** What a new one is to be. */
export interface NewToken {
  readonly name: string;
  readonly role: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
}

const WITHOUT_SECRET = [
  ...(['id', 'name', 'role', 'created_by', 'created_at', 'expires_at', 'last_used_at'] as const),
] as const;

/** How exactly the last use is known: not every request writes. */
const USE_NOTED_EVERY_MS = 60_000;

/** API tokens. */
export class Tokens {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  list(): Promise<Token[]> {
    return this.#store.db.selectFrom('tokens').select(WITHOUT_SECRET).orderBy('name').execute();
  }

  /** Its secret is given this once; undefined when the name is taken. */
  async add(
    { name, role, createdBy, expiresAt }: NewToken,
    now: Date,
  ): Promise<{ token: Token; secret: string } | undefined> {
    const secret = `mqf_${newBearerSecret()}`;
    const token = await this.#store.db
      .insertInto('tokens')
      .values({
        ...{ id: randomUUID(), name, role, secret_hash: bearerHash(secret), created_by: createdBy },
        ...{ created_at: now.toISOString(), expires_at: expiresAt, last_used_at: null },
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning(WITHOUT_SECRET)
      .executeTakeFirst();
    return token && { token, secret };
  }

  async delete(id: string): Promise<void> {
    await this.#store.db.deleteFrom('tokens').where('id', '=', id).execute();
  }

  /** The token with this secret; undefined when there is none, or it has expired. */
  async authenticate(secret: string, now: Date): Promise<Token | undefined> {
    const at = now.toISOString();
    const token = await this.#store.db
      .selectFrom('tokens')
      .select(WITHOUT_SECRET)
      .where('secret_hash', '=', bearerHash(secret))
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', at)]))
      .executeTakeFirst();
    if (!token) return undefined;
    const notedAt = token.last_used_at === null ? 0 : Date.parse(token.last_used_at);
    if (now.getTime() - notedAt < USE_NOTED_EVERY_MS) return token;
    await this.#store.db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', token.id).execute();
    return { ...token, last_used_at: at };
  }
}
